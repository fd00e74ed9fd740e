import { integrityLevels } from '../../windows/integrity-levels.ts'
import { integrityOf } from '../integrity.ts'
import type { Rule } from '../rule.ts'
import { aTakenRingRule } from '../taken-ring.ts'

/** Rule 101 of the plan. */
export const systemRingTaken: Rule = aTakenRingRule({
  id: 'XP-101',
  name: 'I/O rings of a System process in reach of a user process',
  techniques: [{ id: 'T1068', name: 'Exploitation for Privilege Escalation' }],
  meaning: 'A process below System may share an I/O ring with one that runs as System.',
  whatToDo: 'Treat the actor as able to read and write what the ring is open for; isolate the host.',
  falsePositives: 'None are known.',
  severity: 'critical',
  concernsPair(taker, holder) {
    return (integrityOf(holder) ?? 0) >= integrityLevels.system && (integrityOf(taker) ?? Infinity) < integrityLevels.system
  },
})
