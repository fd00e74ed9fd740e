import { integrityLevels } from '../../windows/integrity-levels.ts'
import { integrityOf } from '../integrity.ts'
import { foundViolations } from '../ring-scan.ts'
import type { Rule } from '../rule.ts'

/** Rule 4 of the plan. */
export const elevatedRingAbuse: Rule = {
  id: 'AN-04',
  name: 'Elevated process with a forged I/O ring',
  techniques: [{ id: 'T1548', name: 'Abuse Elevation Control Mechanism' }],
  meaning: 'A process with high integrity has an I/O ring whose buffers are not as the kernel makes them.',
  whatToDo: 'Isolate the host before it restarts and keep a memory image: the process can read and write the kernel.',
  falsePositives: 'None are known; a build whose layout the driver does not know is not looked into.',
  kinds: ['ioring_scan'],
  windows: {},
  concerns: foundViolations,
  evaluate(event, context) {
    const { actor, eventId } = context
    if (event.kind !== 'ioring_scan' || (integrityOf(actor) ?? 0) < integrityLevels.high) return undefined
    return {
      severity: 'high',
      reasons: [`has I/O rings with the violations 0x${event.violationFlags.toString(16)} and runs with high integrity`],
      actor,
      object: null,
      objectKey: '',
      evidenceIds: [eventId],
    }
  },
}
