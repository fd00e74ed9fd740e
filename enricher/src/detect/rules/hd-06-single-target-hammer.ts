import { processRights } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { hasRight } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { type Tick, countUp } from '../rate.ts'
import { type Rule, aRule } from '../rule.ts'

const windowUs = 10_000_000
const opens = 100
const fewObjects = 10

/** Opening the same few processes again and again for duplication is a search for one handle, or a race for it. */
export const singleTargetHammer: Rule = aRule<{ ticks: Tick }>({
  id: 'HD-06',
  name: 'Few processes opened for duplication again and again',
  techniques: [{ id: 'T1499', name: 'Endpoint Denial of Service' }],
  meaning: 'A process opened at most ten others a hundred times within ten seconds with the right to copy their handles.',
  whatToDo: 'See which handles of the object the actor is after, and whether it got one: HD-03 and HD-07 speak of that.',
  falsePositives: 'Brokers and services of Windows, which are trusted; monitoring tools that list handles.',
  kinds: ['handle_create'],
  rights: processRights.duplicateHandle,
  windows: { ticks: windowUs },
  concerns: (event) => event.kind === 'handle_create' && isProcessHandle(event) && hasRight(accessOf(event), processRights.duplicateHandle),
  evaluate(event, context) {
    const { actor, object, eventId, windows } = context
    if (object === null || object.entityId === actor.entityId || context.isTrusted(actor)) return undefined
    if (!countUp(windows.ticks, actor.entityId, { timeUs: event.timeUs, subject: object.entityId, eventId })) return undefined
    const ticks = windows.ticks.recent(actor.entityId, '', event.timeUs)
    const subjects = new Set(ticks.map(({ subject }) => subject))
    const count = ticks.reduce((sum, tick) => sum + tick.count, 0)
    if (count < opens || subjects.size > fewObjects) return undefined
    return {
      severity: 'medium',
      reasons: [
        `opened ${subjects.size === 1 ? 'one process' : `${subjects.size} processes`} at least ${opens} times within 10 s for duplication, ${imageName(object)} among them`,
      ],
      actor,
      object: subjects.size === 1 ? object : null,
      objectKey: '',
      evidenceIds: ticks.map((tick) => tick.eventId),
    }
  },
})
