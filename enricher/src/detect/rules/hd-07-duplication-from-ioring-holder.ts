import { processRights } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { describeRights, hasRight } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { isRelated } from '../kinship.ts'
import type { Rule } from '../rule.ts'

/** An I/O ring is reached through a handle: whoever may copy the handles of its owner may have it. */
export const duplicationFromIoringHolder: Rule = {
  id: 'HD-07',
  name: 'Handle to an I/O ring user that allows duplication',
  techniques: [
    { id: 'T1055', name: 'Process Injection' },
    { id: 'T1068', name: 'Exploitation for Privilege Escalation' },
  ],
  meaning: 'An unrelated, untrusted process can copy the I/O rings of a process that uses them.',
  whatToDo:
    'Look at the scores of both processes and at the next scan of the actor: when it holds rings that it did not make, it took them.',
  falsePositives: 'Overlays and anti-cheat programs of games that use DirectStorage.',
  kinds: ['handle_create'],
  rights: processRights.duplicateHandle,
  windows: {},
  concerns: (event) => event.kind === 'handle_create' && isProcessHandle(event) && hasRight(accessOf(event), processRights.duplicateHandle),
  evaluate(event, context) {
    const { actor, object, eventId, tree } = context
    if (event.kind !== 'handle_create' || object === null || !context.usesIoring(object)) return undefined
    if (isRelated(tree, actor, object) || context.isTrusted(actor)) return undefined
    return {
      severity: 'high',
      reasons: [
        `holds ${describeRights(accessOf(event) ?? 0)} on ${imageName(object)}`,
        `${imageName(object)} uses I/O rings: the driver saw them`,
        ...context.standing(actor).reasons,
      ],
      actor,
      object,
      objectKey: object.entityId,
      evidenceIds: [eventId],
    }
  },
}
