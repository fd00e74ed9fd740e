import type { BulkItem, DocumentStore } from '@win11mon/pipeline'

import type { HostState } from '../host-state.ts'

/**
 * Deletes what earlier runs derived and all events together do not: placeholders of processes that are known now, alerts
 * of rules that now see more. Call at the end of a run, when the host is settled and its processes are documented.
 */
export async function staleDocumentItems(store: DocumentStore, host: HostState): Promise<BulkItem[]> {
  if (!host.isContinued) return []
  const { hostId, tree, alerts } = host
  const scoreAlertIds = new Set(host.scoreAlertIds.values())
  const processIds = await store.hostIds('processes', hostId)
  const alertIds = await store.hostIds('alerts', hostId)
  return [
    ...processIds.filter((id) => tree.get(id) === undefined).map((id) => remove('processes', id)),
    ...alertIds.filter((id) => !alerts.has(id) && !scoreAlertIds.has(id)).map((id) => remove('alerts', id)),
  ]
}

function remove(family: 'processes' | 'alerts', id: string): BulkItem {
  return { operation: 'delete', family, id }
}
