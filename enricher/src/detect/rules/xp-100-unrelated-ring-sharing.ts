import type { Rule } from '../rule.ts'
import { aTakenRingRule } from '../taken-ring.ts'

/** Rule 100 of the plan. */
export const unrelatedRingSharing: Rule = aTakenRingRule({
  id: 'XP-100',
  name: 'I/O rings in a process that reached into an unrelated ring user',
  techniques: [{ id: 'T1055', name: 'Process Injection' }],
  meaning: 'A process may share an I/O ring with one that it is not related to.',
  whatToDo: 'Compare the rings of both (access masks, buffers); look at the scores of both.',
  falsePositives: 'A program with rings of its own that inspects others, such as a monitoring tool.',
  severity: 'high',
  concernsPair: () => true,
})
