import { foundRings } from '../ring-scan.ts'
import { type Rule, aRule } from '../rule.ts'
import type { WindowItem } from '../time-window.ts'

const windowUs = 1_000_000
const newHandles = 10

interface Seen extends WindowItem {
  readonly handleCount: number
  readonly eventId: string
}

/** Rule 3 of the plan, as far as scans see it. */
export const rapidRingHandles: Rule = aRule<{ scans: Seen }>({
  id: 'AN-03',
  name: 'Ten I/O rings made within a second',
  techniques: [{ id: 'T1499', name: 'Endpoint Denial of Service' }],
  meaning: 'A process had ten I/O rings more than a second before: of an exploit it is a spray.',
  whatToDo: 'Look at its abuse score.',
  falsePositives: 'Servers that make a ring for each thread when they start.',
  kinds: ['ioring_scan'],
  windows: { scans: windowUs },
  concerns: (event) => event.kind === 'ioring_scan',
  evaluate(event, context) {
    const { actor, eventId, windows } = context
    if (event.kind !== 'ioring_scan') return undefined
    const isNew = actor.startUs !== null && event.timeUs - actor.startUs <= windowUs
    const before = windows.scans.recent(actor.entityId, '', event.timeUs)
    windows.scans.add(actor.entityId, '', { timeUs: event.timeUs, handleCount: event.handleCount, eventId })
    const least = isNew ? 0 : Math.min(...before.map(({ handleCount }) => handleCount))
    if (!foundRings(event) || event.handleCount - least < newHandles || context.isTrusted(actor)) return undefined
    return {
      severity: 'low',
      reasons: [`has ${event.handleCount} I/O rings, and had ${least} a second before`],
      actor,
      object: null,
      objectKey: '',
      evidenceIds: [...before.slice(0, 1).map((seen) => seen.eventId), eventId],
    }
  },
})
