import type { HandleCreate, HandleDuplicate } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { describeRights } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { objectKey } from '../object-key.ts'
import { type Rule, aRule } from '../rule.ts'
import type { WindowItem } from '../time-window.ts'

const windowUs = 60_000_000
const repeats = 3

interface Strip extends WindowItem {
  readonly eventId: string
}

/** Another driver protects a process. That it had to is worth knowing; that somebody tries again is worth a look. */
export const rightsStripped: Rule = aRule<{ strips: Strip }>({
  id: 'HD-16',
  name: 'Rights taken away from a handle by a driver',
  techniques: [{ id: 'T1562', name: 'Impair Defenses' }],
  meaning: 'A security product took rights away from a handle that a process asked for.',
  whatToDo: 'One such event is the product doing its work; look at actors that try again and again.',
  falsePositives: 'Other security products do this all day, mostly to task managers and scanners.',
  kinds: ['handle_create', 'handle_duplicate'],
  windows: { strips: windowUs },
  concerns: (event) =>
    (event.kind === 'handle_create' || event.kind === 'handle_duplicate') && wasStripped(event) && isProcessHandle(event),
  evaluate(event, context) {
    if (event.kind !== 'handle_create' && event.kind !== 'handle_duplicate') return undefined
    const { actor, object, eventId, windows } = context
    if (object?.entityId === actor.entityId || context.isTrusted(actor)) return undefined
    const key = objectKey(event, object)
    windows.strips.add(actor.entityId, key, { timeUs: event.timeUs, eventId })
    const recent = windows.strips.recent(actor.entityId, key, event.timeUs)
    const taken = (event.originalDesiredAccess ?? 0) & ~(accessOf(event) ?? 0)
    return {
      severity: recent.length >= repeats ? 'medium' : 'informational',
      reasons: [
        `asked for ${describeRights(event.originalDesiredAccess ?? 0)} on ${object === null ? 'a process' : imageName(object)}; ${describeRights(taken)} was taken away`,
        ...(recent.length >= repeats ? [`tried ${repeats} times or more within a minute`] : []),
      ],
      actor,
      object,
      objectPath: event.objectExecutable,
      objectKey: key,
      evidenceIds: recent.slice(-repeats).map((strip) => strip.eventId),
    }
  },
})

function wasStripped(event: HandleCreate | HandleDuplicate): boolean {
  const granted = accessOf(event)
  return (
    event.isModified === true && event.originalDesiredAccess !== null && granted !== null && (event.originalDesiredAccess & ~granted) !== 0
  )
}
