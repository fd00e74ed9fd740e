import { severities } from '@win11mon/enricher'
import type { AlertFilter, DocumentReader, StoredRow } from '@win11mon/pipeline'

import type { HostName, ReportAlert, ReportObject, ReportProcess } from './report.ts'
import { readStored } from './stored-document.ts'

/** As far as the alert document of the enricher is read here. */
interface AlertDocument {
  readonly event: { readonly start: string; readonly end: string }
  readonly rule: { readonly id: string; readonly name: string }
  readonly host: HostName
  /** Null of an alert that is about the host. */
  readonly process: NamedProcess | null
  readonly threat: { readonly technique: ReportAlert['attack'] }
  readonly win11mon: Pick<ReportAlert, 'severity' | 'occurrences' | 'reasons' | 'evidence_ids' | 'meaning' | 'what_to_do'> & {
    readonly alert_id: string
    readonly object: NamedObject | null
  }
}

/** Account and parent stand in the documents of the processes. */
type NamedProcess = Omit<ReportProcess, 'user' | 'parent'>
type NamedObject = Omit<ReportObject, 'user' | 'parent'>

const unknownPeople = { user: null, parent: null } as const

/** Every alert that stands, the gravest first, then by time. A withdrawn one is history. */
export async function readAlerts(reader: Pick<DocumentReader, 'alerts'>, filter: Omit<AlertFilter, 'status'> = {}): Promise<ReportAlert[]> {
  const rows = await reader.alerts({ ...filter, status: 'raised' })
  return rows.map(readAlert).toSorted(compareAlerts)
}

/** An alert as its document tells it. */
export function readAlert(row: StoredRow<'alerts'>): ReportAlert {
  return readStored(row, ({ event, rule, host, process, threat, win11mon }: AlertDocument) => ({
    id: win11mon.alert_id,
    rule_id: rule.id,
    rule_name: rule.name,
    severity: win11mon.severity,
    time: event.start,
    last_time: event.end,
    host,
    actor: process === null ? null : { ...process, ...unknownPeople },
    object: win11mon.object === null ? null : { ...win11mon.object, ...unknownPeople },
    reasons: win11mon.reasons,
    evidence_ids: win11mon.evidence_ids,
    occurrences: win11mon.occurrences,
    attack: threat.technique,
    meaning: win11mon.meaning,
    what_to_do: win11mon.what_to_do,
  }))
}

function compareAlerts(left: ReportAlert, right: ReportAlert): number {
  const bySeverity = severities.indexOf(right.severity) - severities.indexOf(left.severity)
  return bySeverity || compare(left.time, right.time) || compare(left.id, right.id)
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1
}
