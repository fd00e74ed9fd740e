import type { BulkItem } from '@win11mon/pipeline'

import { scoreAlert } from '../alert/score-alert.ts'
import type { HostState } from '../host-state.ts'
import { fullFeaturesOf, scoreProcess } from '../score/score.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { alertDocument } from './alert-document.ts'
import { processDocument } from './process-document.ts'

/** Documents of every process of the host that changed since the last call, with the alerts that their scores stand for. */
export function processItems(host: HostState): BulkItem[] {
  const removed = [...host.removedEntityIds].filter((entityId) => host.tree.get(entityId) === undefined)
  const changed = [...host.changedEntityIds].flatMap((entityId) => host.tree.get(entityId) ?? [])
  host.removedEntityIds.clear()
  host.changedEntityIds.clear()
  return [...removed.flatMap((entityId) => removal(host, entityId)), ...changed.flatMap((node) => update(host, node))]
}

function removal(host: HostState, entityId: string): BulkItem[] {
  host.fullFeatures.delete(entityId)
  return [{ operation: 'delete', family: 'processes', id: entityId }, ...withdrawal(host, entityId)]
}

function update(host: HostState, node: ProcessNode): BulkItem[] {
  const { hostId, hostName } = host
  const scores = scoreProcess(host.tree, host.evidence, node)
  host.fullFeatures.set(node.entityId, fullFeaturesOf(scores))
  const sourceGuid = node.description?.sourceGuid ?? host.sourceGuids.of(node, host.tree)
  const sourceParentGuid = node.description?.sourceParentGuid ?? null
  const executable = host.tree.executableOf(node)
  const document = processDocument(node, { hostId, hostName, executable, scores, sourceGuid, sourceParentGuid })
  const alert = scoreAlert(hostId, node, scores)
  if (alert === undefined) return [{ operation: 'put', document }, ...withdrawal(host, node.entityId)]
  host.scoreAlertIds.set(node.entityId, alert.id)
  return [
    { operation: 'put', document },
    { operation: 'put', document: alertDocument(alert, host) },
  ]
}

/** A score that no longer calls for an alert takes back the one it raised. */
function withdrawal(host: HostState, entityId: string): BulkItem[] {
  const id = host.scoreAlertIds.get(entityId)
  if (id === undefined) return []
  host.scoreAlertIds.delete(entityId)
  return [{ operation: 'delete', family: 'alerts', id }]
}
