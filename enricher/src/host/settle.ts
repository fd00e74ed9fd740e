import type { Evidence } from '../score/evidence.ts'
import { isDismissed } from '../score/score.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import type { ChangeLog } from './changes.ts'
import type { HostState } from './host-state.ts'

/** Brings the tree up to date; whatever was stored with an identity that changed follows. */
export function settle(host: HostState, changes: ChangeLog): void {
  const { reassignments, changedEntityIds, removedEntityIds } = host.tree.settle()
  for (const reassignment of reassignments) changes.add({ operation: 'reassign', ...reassignment })
  if (removedEntityIds.size > 0 || reassignments.length > 0) changes.alert(host.alerts.follow())
  for (const entityId of changedEntityIds) {
    host.changedEntityIds.add(entityId)
    noteActorsUpon(host, entityId)
  }
  for (const entityId of removedEntityIds) {
    host.changedEntityIds.delete(entityId)
    host.removedEntityIds.add(entityId)
  }
}

/**
 * What was done to a process speaks for or against its actor by what the process is: known now, or otherwise than before. And
 * what was evidence of one process of a pid may be of another one now.
 */
function noteActorsUpon({ tree, evidence, changedEntityIds }: HostState, entityId: string): void {
  const node = tree.get(entityId)
  if (node === undefined) return
  const [anyFeature] = evidence.features(node.processId)
  if (anyFeature !== undefined)
    for (const life of tree.timelines().get(node.processId)?.lifetimes() ?? []) changedEntityIds.add(life.entityId)
  for (const { actor } of evidence.about(node.processId)) {
    const found = tree.find(actor)
    if (found !== undefined) changedEntityIds.add(found.entityId)
  }
}

/** Most evidence changes nothing: the score names enough of its kind, or the tree knows that the object is none to mind. */
export function noteEvidence(host: HostState, evidence: Evidence): void {
  const { tree, changedEntityIds, fullFeatures } = host
  const node = tree.find(evidence.actor)
  if (node === undefined || fullFeatures.get(node.entityId)?.has(evidence.featureId) === true) return
  if (isDismissed(tree, node, evidence)) return
  changedEntityIds.add(node.entityId)
  // A driver is brought for those that are started with it.
  if (evidence.featureId === 'B13') noteDescendants(host, node)
}

function noteDescendants({ tree, changedEntityIds }: HostState, ancestor: ProcessNode): void {
  const seen = new Set<string>([ancestor.entityId])
  const next = [ancestor]
  for (let node = next.pop(); node !== undefined; node = next.pop()) {
    for (const child of tree.children(node)) {
      if (seen.has(child.entityId)) continue
      seen.add(child.entityId)
      changedEntityIds.add(child.entityId)
      next.push(child)
    }
  }
}
