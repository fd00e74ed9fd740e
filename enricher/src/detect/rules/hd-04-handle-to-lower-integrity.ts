import type { HandleDuplicate } from '@win11mon/schemas'

import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { recipientOf, sourceOf } from '../../tree/references.ts'
import { describeRights, hasRight, strongRights } from '../../windows/access-rights.ts'
import { integrityLevels } from '../../windows/integrity-levels.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { isCriticalImage } from '../../windows/trust.ts'
import { integrityOf, isHigherThan } from '../integrity.ts'
import { objectImage, objectKey } from '../object-key.ts'
import type { Finding, Rule, RuleContext } from '../rule.ts'

/** A handle works for whoever holds it: passed down, it carries the rights of the one who opened it. */
export const handleToLowerIntegrity: Rule = {
  id: 'HD-04',
  name: 'Handle to a system process passed to lower integrity',
  techniques: [
    { id: 'T1068', name: 'Exploitation for Privilege Escalation' },
    { id: 'T1134', name: 'Access Token Manipulation' },
  ],
  meaning: 'A process of lower integrity got a handle to a system process that it could not have opened itself.',
  whatToDo: 'Treat the recipient as able to act as System. Find out whether the source leaks the handle by mistake or was made to pass it.',
  falsePositives: 'Installers and the elevation service, which pass handles with few rights; those are left out.',
  kinds: ['handle_duplicate'],
  rights: strongRights,
  windows: {},
  concerns: (event) => event.kind === 'handle_duplicate' && isProcessHandle(event) && hasRight(accessOf(event), strongRights),
  evaluate(event, context) {
    if (event.kind !== 'handle_duplicate') return undefined
    const [source, recipient] = [find(context, sourceOf(event)), find(context, recipientOf(event))]
    if (source === undefined || recipient === undefined || !isHigherThan(source, recipient)) return undefined
    return isSystem(event, context) ? passedDown(event, context, [source, recipient]) : undefined
  },
}

function find({ tree }: RuleContext, reference: ReturnType<typeof sourceOf>): ProcessNode | undefined {
  return reference === null ? undefined : tree.find(reference)
}

function isSystem(event: HandleDuplicate, { object, policy }: RuleContext): boolean {
  if (object !== null && (integrityOf(object) ?? 0) >= integrityLevels.system) return true
  return isCriticalImage(objectImage(event, object), policy.criticalNames)
}

function passedDown(event: HandleDuplicate, context: RuleContext, [source, recipient]: readonly [ProcessNode, ProcessNode]): Finding {
  const { object, actor, eventId } = context
  const objectName = object === null ? 'a critical process' : imageName(object)
  return {
    severity: 'critical',
    reasons: [
      `${imageName(recipient)} received ${describeRights(accessOf(event) ?? 0)} on ${objectName}`,
      `the handle came from ${imageName(source)}, which runs at a higher integrity level`,
    ],
    actor,
    object,
    objectPath: event.objectExecutable,
    objectKey: `${objectKey(event, object)} ${recipient.entityId}`,
    evidenceIds: [eventId],
  }
}
