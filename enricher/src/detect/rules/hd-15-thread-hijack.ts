import { accessText } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { hasRight, threadRights } from '../../windows/access-rights.ts'
import { accessOf } from '../../windows/process-handle.ts'
import { isRelated } from '../kinship.ts'
import type { Rule } from '../rule.ts'

/** A thread that is stopped, turned to other code and let go again runs it without a new thread being seen. */
export const threadHijack: Rule = {
  id: 'HD-15',
  name: "Handle to another process's thread that can redirect it",
  techniques: [{ id: 'T1055.003', name: 'Process Injection: Thread Execution Hijacking' }],
  meaning: 'A process may set what a thread of an unrelated process executes next, or stop it.',
  whatToDo: 'Look for a handle of the same actor that writes into the object (HD-12), and collect the memory of the object.',
  falsePositives: 'Profilers and debuggers of other vendors.',
  kinds: ['handle_create', 'handle_duplicate'],
  rights: threadRights.setContext | threadRights.suspendResume,
  windows: {},
  concerns(event) {
    if (event.kind !== 'handle_create' && event.kind !== 'handle_duplicate') return false
    if (event.objectType !== 'thread' || event.objectProcessId === event.processId) return false
    return hasRight(accessOf(event), threadRights.setContext | threadRights.suspendResume)
  },
  evaluate(event, context) {
    if (event.kind !== 'handle_create' && event.kind !== 'handle_duplicate') return undefined
    const { actor, object, tree, eventId } = context
    if (object === null || isRelated(tree, actor, object) || context.isTrusted(actor)) return undefined
    const canRedirect = hasRight(accessOf(event), threadRights.setContext)
    const { level, reasons } = context.standing(actor)
    const severity = level === 'suspect' ? 'high' : 'medium'
    return {
      severity: canRedirect ? severity : 'low',
      reasons: [`holds ${accessText(accessOf(event) ?? 0, 'thread')} on a thread of ${imageName(object)}`, ...reasons],
      actor,
      object,
      objectKey: object.entityId,
      evidenceIds: [eventId],
    }
  },
}
