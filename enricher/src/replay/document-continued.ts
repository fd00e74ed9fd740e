import type { DocumentHistory, TextDocumentOf } from '@win11mon/pipeline'
import { isoTime, readIsoTime } from '@win11mon/schemas'

import { ChangeLog, type Changes } from '../host/changes.ts'
import type { HostState } from '../host/host-state.ts'
import { alertDocument } from '../index/alert-document.ts'

/**
 * The last word on a host that earlier runs stored events of: every alert as all events together give it, and what earlier
 * runs derived and all events together do not is taken back. Call when the host is released.
 */
export async function documentContinued(host: HostState, history: DocumentHistory): Promise<Changes> {
  const changes = new ChangeLog(host)
  if (!host.isContinued) return changes
  for (const alert of host.alerts.alerts()) changes.put(alertDocument(alert, host.hostName))
  const known = new Set([...host.alerts.alerts()].map(({ id }) => id))
  for (const { id } of await history.hostDocuments('processes', host.hostId)) {
    if (host.tree.get(id) === undefined) changes.delete('processes', id)
  }
  for (const { id, doc } of await history.hostDocuments('alerts', host.hostId)) {
    const withdrawn = known.has(id) ? undefined : withdrawnDocument(id, doc, host)
    if (withdrawn !== undefined) changes.put(withdrawn)
  }
  return changes
}

interface StoredAlert {
  readonly event: { readonly start: string }
  readonly rule: { readonly id: string }
  /** Null of an alert that is about the host. */
  readonly process: { readonly entity_id: string } | null
  readonly win11mon: {
    readonly severity: string
    readonly status: string
    readonly occurrences: number
    readonly object: { readonly entity_id: string | null } | null
    readonly history?: readonly object[]
  }
}

/** An alert that all events together do not raise keeps its history; undefined when it was withdrawn before. */
function withdrawnDocument(id: string, doc: string, host: HostState): TextDocumentOf<'alerts'> | undefined {
  const stored = JSON.parse(doc) as StoredAlert
  const { win11mon } = stored
  if (win11mon.status === 'withdrawn') return undefined
  const { severity, occurrences, object } = win11mon
  const raised = { '@timestamp': stored.event.start, status: 'raised', severity }
  const withdrawn = { '@timestamp': isoTime(host.newestUs), status: 'withdrawn', severity }
  const history = [...(win11mon.history ?? [raised]), withdrawn]
  return {
    family: 'alerts',
    id,
    columns: {
      host_id: host.hostId,
      rule_id: stored.rule.id,
      severity,
      status: 'withdrawn',
      time_us: readIsoTime(stored.event.start) ?? 0,
      process_id: stored.process?.entity_id ?? '',
      object_id: object?.entity_id ?? null,
      occurrences,
    },
    doc: JSON.stringify({ ...stored, win11mon: { ...win11mon, status: 'withdrawn', history } }),
  }
}
