import { integrityOf } from '../integrity.ts'
import type { Rule } from '../rule.ts'
import { aTakenRingRule } from '../taken-ring.ts'

/** Two levels, as from medium to System. */
const leastDistance = 0x2000

/** Rule 102 of the plan. */
export const ringAcrossIntegrity: Rule = aTakenRingRule({
  id: 'XP-102',
  name: 'I/O rings shared across two integrity levels or more',
  techniques: [{ id: 'T1548', name: 'Abuse Elevation Control Mechanism' }],
  meaning: 'Two processes that may share an I/O ring are two integrity levels or more apart.',
  whatToDo: 'Look at which of the two made the ring and what it is open for.',
  falsePositives: 'None are known.',
  severity: 'high',
  concernsPair(taker, holder) {
    const [left, right] = [integrityOf(taker), integrityOf(holder)]
    return left !== null && right !== null && Math.abs(left - right) >= leastDistance
  },
})
