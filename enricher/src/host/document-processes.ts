import { scoreAlert } from '../alert/score-alert.ts'
import { processDocument } from '../index/process-document.ts'
import { fullFeaturesOf, scoreProcess } from '../score/score.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import type { ChangeLog } from './changes.ts'
import type { HostState } from './host-state.ts'

/** Documents every process of the host that changed since the last call, with the alerts that their scores stand for. */
export function documentProcesses(host: HostState, changes: ChangeLog): void {
  host.batchesSinceDocuments = 0
  for (const entityId of host.removedEntityIds) if (host.tree.get(entityId) === undefined) documentRemoval(host, entityId, changes)
  for (const entityId of host.changedEntityIds) {
    const node = host.tree.get(entityId)
    if (node !== undefined) documentProcess(host, node, changes)
  }
  host.removedEntityIds.clear()
  host.changedEntityIds.clear()
}

/** A process that the events turned out not to show. */
function documentRemoval(host: HostState, entityId: string, changes: ChangeLog): void {
  host.fullFeatures.delete(entityId)
  changes.delete('processes', entityId)
  changes.alert(host.alerts.mirror(entityId, undefined, host.newestUs))
}

function documentProcess(host: HostState, node: ProcessNode, changes: ChangeLog): void {
  const { hostId, hostName } = host
  const scores = scoreProcess(host.tree, host.evidence, node)
  const full = fullFeaturesOf(scores)
  if (full.size > 0) host.fullFeatures.set(node.entityId, full)
  const sourceGuid = node.description?.sourceGuid ?? host.sourceGuids.of(node, host.tree)
  const sourceParentGuid = node.description?.sourceParentGuid ?? null
  const executable = host.tree.executableOf(node)
  const isPartial = host.partialUntilUs !== null
  changes.put(processDocument(node, { hostId, hostName, executable, scores, sourceGuid, sourceParentGuid, isPartial }))
  changes.alert(host.alerts.mirror(node.entityId, scoreAlert(host, node, scores), host.newestUs))
}
