import type { ThreadCreate } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { isCriticalImage } from '../../windows/trust.ts'
import { isFirstThreadOfChild } from '../kinship.ts'
import { objectImage } from '../object-key.ts'
import type { Finding, Rule, RuleContext } from '../rule.ts'
import type { Severity } from '../severity.ts'

/** A thread in another process runs what its creator wants under the name of the other. */
export const remoteThread: Rule = {
  id: 'TH-01',
  name: 'Thread started in a process that is not a child',
  techniques: [{ id: 'T1055', name: 'Process Injection' }],
  meaning: 'A process started a thread in another one that it did not create.',
  whatToDo: 'Treat what the object did since as done by the actor; collect its memory before it ends.',
  falsePositives: 'Debuggers, guest tools of virtual machines, programs that deliver console events; trusted ones are left out.',
  kinds: ['thread_create'],
  windows: {},
  concerns: (event) => event.kind === 'thread_create' && event.objectProcessId !== null && event.objectProcessId !== event.processId,
  evaluate(event, context) {
    if (event.kind !== 'thread_create' || isOwnAffair(event, context)) return undefined
    const { level } = context.standing(context.actor)
    if (level === 'trusted') return undefined
    const image = objectImage(event, context.object)
    const ordinary = isCriticalImage(image, context.policy.criticalNames) ? 'medium' : 'low'
    return started(event, context, level === 'suspect' ? 'high' : ordinary)
  },
}

/** In itself or in its child; or HD-12 has said it, and more of it. */
function isOwnAffair({ timeUs }: ThreadCreate, context: RuleContext): boolean {
  const { actor, object } = context
  if (object === null) return false
  if (object.entityId === actor.entityId || object.parentId === actor.entityId || isFirstThreadOfChild(actor, object, timeUs)) return true
  return context.recentRules(actor, object.entityId).has('HD-12')
}

function started(event: ThreadCreate, context: RuleContext, severity: Severity): Finding {
  const { actor, object, eventId } = context
  const where = event.startModule === null ? [] : [`it starts in ${event.startModule}`]
  return {
    severity,
    reasons: [
      `started a thread in ${object === null ? 'another process' : imageName(object)}`,
      ...where,
      ...context.standing(actor).reasons,
    ],
    actor,
    object,
    objectPath: event.objectExecutable,
    objectKey: object?.entityId ?? objectImage(event, object) ?? '',
    evidenceIds: [eventId],
  }
}
