import type { HandleDuplicate } from '@win11mon/schemas'

import { recipientOf, sourceOf } from '../../tree/references.ts'
import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { isCriticalImage } from '../../windows/trust.ts'
import { isHigherThan } from '../integrity.ts'
import { isRelated } from '../kinship.ts'
import type { Finding, Rule, RuleContext } from '../rule.ts'

/** Whose handle table the kernel's own handles lie in. */
const systemProcessId = 4

/** Copying a handle out of another process gives what that process was allowed to open. */
export const thirdPartyDuplication: Rule = {
  id: 'HD-03',
  name: 'Handle copied between unrelated processes',
  techniques: [
    { id: 'T1134.001', name: 'Access Token Manipulation: Token Impersonation/Theft' },
    { id: 'T1055', name: 'Process Injection' },
  ],
  meaning: 'A process took a handle out of another one, or moved one between two others, that it is not related to.',
  whatToDo:
    'Find out what the handle refers to: with it the recipient may do what the source was allowed to. Look at what the actor did next.',
  falsePositives: 'Brokers of browsers and of Windows, debuggers, csrss; they are trusted or related.',
  kinds: ['handle_duplicate'],
  windows: {},
  concerns: (event) => event.kind === 'handle_duplicate' && isForeign(event),
  evaluate(event, context) {
    if (event.kind !== 'handle_duplicate' || context.isTrusted(context.actor)) return undefined
    const [source, recipient] = [find(context, sourceOf(event)), find(context, recipientOf(event))]
    if (source === undefined || recipient === undefined || isRelated(context.tree, source, recipient)) return undefined
    return copied(context, source, recipient)
  },
}

/** Between two others, or out of another into the actor itself. */
function isForeign({ processId, sourceProcessId, recipientProcessId, isKernelHandle }: HandleDuplicate): boolean {
  if (sourceProcessId === null || recipientProcessId === null || isKernelHandle === true) return false
  return sourceProcessId !== recipientProcessId && sourceProcessId !== processId && recipientProcessId !== systemProcessId
}

function find({ tree }: RuleContext, reference: ReturnType<typeof sourceOf>): ProcessNode | undefined {
  return reference === null ? undefined : tree.find(reference)
}

function copied(context: RuleContext, source: ProcessNode, recipient: ProcessNode): Finding {
  const isGrave = isCriticalImage(source.image, context.policy.criticalNames) || isHigherThan(source, recipient)
  return {
    severity: isGrave ? 'high' : 'medium',
    reasons: [
      `copied a handle of ${imageName(source)} into ${imageName(recipient)}`,
      ...(isGrave ? [`${imageName(source)} is critical or runs with more rights than ${imageName(recipient)}`] : []),
      ...context.standing(context.actor).reasons,
    ],
    actor: context.actor,
    object: source,
    objectKey: source.entityId,
    evidenceIds: [context.eventId],
  }
}
