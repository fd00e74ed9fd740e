import { foundViolations } from '../ring-scan.ts'
import { type Rule, aRule } from '../rule.ts'
import type { WindowItem } from '../time-window.ts'

const windowUs = 3_600_000_000
const violations = 5

interface Seen extends WindowItem {
  readonly eventId: string
}

/** Rule 7 of the plan: one violation may be a mistake of the observer, five are not. */
export const ringViolations: Rule = aRule<{ scans: Seen }>({
  id: 'AN-07',
  name: 'I/O ring violations again and again',
  techniques: [{ id: 'T1068', name: 'Exploitation for Privilege Escalation' }],
  meaning: 'Five scans within an hour found forged I/O rings in one process.',
  whatToDo: 'As for SC-01: isolate the host before it restarts and keep a memory image.',
  falsePositives: 'None are known.',
  kinds: ['ioring_scan'],
  windows: { scans: windowUs },
  concerns: foundViolations,
  evaluate(event, { actor, eventId, windows }) {
    windows.scans.add(actor.entityId, '', { timeUs: event.timeUs, eventId })
    const recent = windows.scans.recent(actor.entityId, '', event.timeUs)
    if (recent.length < violations) return undefined
    return {
      severity: 'high',
      reasons: [`${recent.length} scans within an hour found forged I/O rings`],
      actor,
      object: null,
      objectKey: '',
      evidenceIds: recent.map((seen) => seen.eventId),
    }
  },
})
