import type { DocumentReader, StoredRow } from '@win11mon/pipeline'

import type { HostName } from './report.ts'
import { readStored } from './stored-document.ts'

/** A host as a report shows it. */
export interface HostView extends HostName {
  /** Times of the restarts seen, ISO 8601. */
  readonly boots: readonly string[]
  /** Findings that led to no alert. */
  readonly heldBack: { readonly excepted: number; readonly suppressed: number }
}

/** As far as the host document of the enricher is read here. */
interface HostDocument {
  readonly win11mon: { readonly boots: readonly string[]; readonly alerts: HostView['heldBack'] }
}

/** The hosts with these ids, in their order. */
export async function viewHosts(reader: Pick<DocumentReader, 'hosts'>, ids: readonly string[]): Promise<HostView[]> {
  const rows = new Map((await reader.hosts()).map((row) => [row.id, row] as const))
  return ids.flatMap((id) => {
    const row = rows.get(id)
    return row === undefined ? [] : [viewRow(row)]
  })
}

function viewRow(row: StoredRow<'hosts'>): HostView {
  return readStored(row, ({ win11mon: { boots, alerts } }: HostDocument) => ({ id: row.id, name: row.name, boots, heldBack: alerts }))
}
