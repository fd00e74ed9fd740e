import { imageName } from '../../tree/process-node.ts'
import { describeRights, hasRight, writingRights } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import type { ProcessNode } from '../../tree/process-node.ts'
import type { Rule } from '../rule.ts'

/** Sessions keep users apart: who reaches into another one reaches another user. */
export const crossSessionHandle: Rule = {
  id: 'HD-13',
  name: "Handle that can change a process of another user's session",
  techniques: [{ id: 'T1563', name: 'Remote Service Session Hijacking' }],
  meaning: 'A process of one session opened a process of another with the right to change it.',
  whatToDo: 'Compare the users of both sessions; if they are different people, find out what the actor did there.',
  falsePositives: 'Switching between console and remote desktop, remote control tools.',
  kinds: ['handle_create'],
  rights: writingRights,
  windows: {},
  concerns: (event) => event.kind === 'handle_create' && isProcessHandle(event) && hasRight(accessOf(event), writingRights),
  evaluate(event, context) {
    const { actor, object, eventId } = context
    if (event.kind !== 'handle_create' || object === null) return undefined
    const [own, other] = [sessionOf(actor), sessionOf(object)]
    if (own === null || other === null || own === other || context.isTrusted(actor)) return undefined
    return {
      severity: 'medium',
      reasons: [`holds ${describeRights(accessOf(event) ?? 0)} on ${imageName(object)} of session ${other}, and runs in session ${own}`],
      actor,
      object,
      objectKey: object.entityId,
      evidenceIds: [eventId],
    }
  },
}

/** Session of a user; null for services, which have session 0, and where nobody says. */
function sessionOf({ description }: ProcessNode): number | null {
  const session = description?.sessionId ?? null
  return session === null || session < 1 ? null : session
}
