import { type HostState, severities } from '@win11mon/enricher'

import type { HostName, ReportAlert, ReportObject, ReportProcess } from './report.ts'
import type { Analysis } from './analysis.ts'

/** As far as the alert document of the enricher is read here. */
interface AlertDocument {
  readonly event: { readonly start: string; readonly end: string }
  readonly rule: { readonly id: string; readonly name: string }
  readonly host: HostName
  readonly process: ReportProcess
  readonly threat: { readonly technique: ReportAlert['attack'] }
  readonly win11mon: Pick<ReportAlert, 'severity' | 'occurrences' | 'object' | 'reasons' | 'evidence_ids' | 'meaning' | 'what_to_do'> & {
    readonly alert_id: string
  }
}

/** Every alert of the analysis, the gravest first, then by time. */
export function readAlerts({ store, enricher }: Analysis): ReportAlert[] {
  const alerts: ReportAlert[] = []
  for (const { columns, doc } of store.alerts()) {
    if (columns.status === 'withdrawn') continue
    const alert = parseAlert(doc)
    const host = enricher.hosts.get(alert.host.id)
    const { actor, object } = alert
    alerts.push({ ...alert, actor: refresh(host, actor), object: object === null ? null : refresh(host, object) })
  }
  return alerts.toSorted(compareAlerts)
}

/** An alert as its document tells it. */
export function parseAlert(text: string): ReportAlert {
  const { event, rule, host, process, threat, win11mon } = JSON.parse(text) as AlertDocument
  return {
    id: win11mon.alert_id,
    rule_id: rule.id,
    rule_name: rule.name,
    severity: win11mon.severity,
    time: event.start,
    last_time: event.end,
    host,
    actor: process,
    object: win11mon.object,
    reasons: win11mon.reasons,
    evidence_ids: win11mon.evidence_ids,
    occurrences: win11mon.occurrences,
    attack: threat.technique,
    meaning: win11mon.meaning,
    what_to_do: win11mon.what_to_do,
  }
}

/** What is known of the process now, which may be more than when the alert was raised. */
function refresh<Named extends ReportObject>(host: HostState | undefined, process: Named): Named {
  const node = process.entity_id === null ? undefined : host?.tree.get(process.entity_id)
  if (host === undefined || node === undefined) return process
  const executable = host.tree.executableOf(node) ?? process.executable
  return { ...process, pid: node.processId, executable, command_line: node.description?.commandLine ?? process.command_line }
}

/** The gravest first, then by time. */
export function compareAlerts(left: ReportAlert, right: ReportAlert): number {
  const bySeverity = severities.indexOf(right.severity) - severities.indexOf(left.severity)
  return bySeverity || compare(left.time, right.time) || compare(left.id, right.id)
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1
}
