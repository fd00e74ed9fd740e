import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import type { Rule } from '../rule.ts'

/** A process can be put under any parent that its creator may open: the tree then tells a story that did not happen. */
export const chosenParent: Rule = {
  id: 'PC-03',
  name: 'Process put under a parent that did not create it',
  techniques: [{ id: 'T1134.004', name: 'Access Token Manipulation: Parent PID Spoofing' }],
  meaning: 'A process created another one and chose a third for its parent.',
  whatToDo: 'Read the tree by creator from there on; see why the actor hides behind that parent.',
  falsePositives: 'Launchers and updaters that start programs in the name of the desktop; brokers of Windows are trusted.',
  kinds: ['process_create'],
  windows: {},
  concerns: (event) =>
    event.kind === 'process_create' && event.creatorProcessId !== null && event.creatorProcessId !== event.parentProcessId,
  evaluate(_event, context) {
    const { actor: child, tree, eventId } = context
    if (child.creatorId === null || child.parentId === null || child.creatorId === child.parentId) return undefined
    const [creator, parent] = [tree.get(child.creatorId), tree.get(child.parentId)] as (ProcessNode | undefined)[]
    if (creator === undefined || parent === undefined || context.isTrusted(creator)) return undefined
    // HD-11 has said it, and more of it.
    if (context.recentRules(creator, parent.entityId).has('HD-11')) return undefined
    const { level, reasons } = context.standing(creator)
    return {
      severity: level === 'suspect' ? 'medium' : 'low',
      reasons: [`created ${imageName(child)} (pid ${child.processId}) as a child of ${imageName(parent)}`, ...reasons],
      actor: creator,
      object: parent,
      objectKey: parent.entityId,
      evidenceIds: [eventId],
    }
  },
}
