import { imageName } from '../../tree/process-node.ts'
import { parentOf } from '../kinship.ts'
import { foundRings } from '../ring-scan.ts'
import type { Rule } from '../rule.ts'

/** Rule 104 of the plan: a ring that a process has before its code can have made one. */
export const inheritedRing: Rule = {
  id: 'XP-104',
  name: 'I/O ring inherited from the parent',
  techniques: [{ id: 'T1055', name: 'Process Injection' }],
  meaning: 'The scan at the start of a process found rings, and its parent has some: they were probably inherited.',
  whatToDo: 'See whether the child uses the ring (its profile), and why the parent made it inheritable.',
  falsePositives: 'A program that makes a ring within the half second before the scan, started by one that has rings.',
  kinds: ['ioring_scan'],
  windows: {},
  concerns: (event) => foundRings(event) && event.trigger === 'process_create',
  evaluate(_event, context) {
    const { actor, tree, eventId } = context
    const parent = parentOf(tree, actor)
    if (parent === undefined || !context.usesIoring(parent) || context.isTrusted(actor)) return undefined
    return {
      severity: 'medium',
      reasons: [`held I/O rings at its first scan, as its parent ${imageName(parent)} does`],
      actor,
      object: parent,
      objectKey: parent.entityId,
      evidenceIds: [eventId],
    }
  },
}
