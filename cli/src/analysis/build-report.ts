import { type Exception, type Severity, disagreementCauses, isAtLeast, isoTime } from '@win11mon/enricher'

import { type HostView, viewHosts } from './host-view.ts'
import { type ProcessView, type ScoreView, viewProcesses } from './process-view.ts'
import { type PeopleOf, peopleOf, withPeople } from './people.ts'
import { readAlerts } from './read-alerts.ts'
import { exceptionRows, readExceptionHits } from './exception-rows.ts'
import { reportInput, reportLedger } from './report-parts.ts'
import type {
  AnalysisReport,
  HostName,
  ReportAlert,
  ReportHost,
  ReportPerformance,
  ReportProcess,
  ReportProcesses,
  ReportScore,
} from './report.ts'
import type { Analysis, AnalysisInput } from './analysis.ts'

/** The report, and what a drawing needs beyond it. */
export interface AnalysisResult {
  readonly report: AnalysisReport
  readonly inputs: readonly AnalysisInput[]
  readonly processesByHost: ReadonlyMap<string, readonly ProcessView[]>
  /** Every alert, whatever its severity: what `--fail-on` looks at. */
  readonly allAlerts: readonly ReportAlert[]
}

export interface ReportOptions {
  readonly minSeverity: Severity
  /** Those of the settings. */
  readonly exceptions: readonly Exception[]
}

const topScores = 20

export async function buildReport(analysis: Analysis, { minSeverity, exceptions }: ReportOptions): Promise<AnalysisResult> {
  const { found, hostIds, inputs, eventCounts } = analysis
  const hosts = await viewHosts(found, hostIds)
  const raised = await readAlerts(found)
  const processesByHost = new Map<string, readonly ProcessView[]>()
  for (const { id } of hosts) processesByHost.set(id, await viewProcesses(found, id))
  const people = peopleOf(processesByHost)
  const allAlerts = raised.map((alert) => withPeople(alert, people))
  const alerts = allAlerts.filter((alert) => isAtLeast(alert.severity, minSeverity))
  const scored = hosts.flatMap(({ id, name }) => (processesByHost.get(id) ?? []).map((view) => ({ view, host: { id, name } })))
  const report: AnalysisReport = {
    complete: analysis.isComplete,
    inputs: inputs.map(reportInput),
    passed_over: analysis.passedOver,
    events: Object.fromEntries([...eventCounts].toSorted(([, left], [, right]) => right - left)),
    hosts: hosts.map((host) => reportHost(analysis, host, processesByHost.get(host.id)?.length ?? 0)),
    processes: countProcesses(scored.map(({ view }) => view)),
    alerts,
    alerts_not_shown: { below_min_severity: allAlerts.length - alerts.length, ...heldBack(hosts) },
    exceptions: exceptionRows(exceptions, await readExceptionHits(found), Date.now() * 1000),
    scores: {
      loader: topBy(scored, (view) => view.loader, people),
      abuse: topBy(scored, (view) => view.abuse, people),
    },
    ledger: reportLedger(analysis.balances.total),
    stored_before: analysis.storedElsewhere,
    ...reportComparison(analysis, hosts),
    performance: measure(analysis),
  }
  return { report, inputs, processesByHost, allAlerts }
}

function reportComparison({ comparison }: Analysis, hosts: readonly HostView[]): Pick<AnalysisReport, 'source_guid_comparison'> {
  if (comparison === null) return {}
  const { references, agreeing, parentEdges } = comparison
  const names = new Map(hosts.map(({ id, name }) => [id, name] as const))
  const disagreements = comparison.disagreements.map(({ hostId, entityId, processId, image, cause, ...rest }) => ({
    host: { id: hostId, name: names.get(hostId) ?? null },
    entity_id: entityId,
    pid: processId,
    executable: image,
    cause,
    meaning: disagreementCauses[cause],
    ...rest,
  }))
  return { source_guid_comparison: { references, agreeing, parent_edges: parentEdges, disagreements } }
}

function reportHost({ activity }: Analysis, { id, name, boots }: HostView, processes: number): ReportHost {
  const { events, firstTimeUs, lastTimeUs } = activity.of(id)
  return {
    id,
    name,
    events,
    processes,
    first_time: Number.isFinite(firstTimeUs) ? isoTime(firstTimeUs) : null,
    last_time: Number.isFinite(lastTimeUs) ? isoTime(lastTimeUs) : null,
    boots,
  }
}

function countProcesses(views: readonly ProcessView[]): ReportProcesses {
  const counts = { created: 0, observed: 0, placeholder: 0 }
  const edges = { observed: 0, inferred: 0, unknown: 0 }
  for (const { status, edgeConfidence } of views) {
    counts[status] += 1
    edges[edgeConfidence] += 1
  }
  return { total: views.length, created: counts.created, observed: counts.observed, placeholders: counts.placeholder, edges }
}

interface Scored {
  readonly view: ProcessView
  readonly host: HostName
}

/** Processes that nothing speaks for are all alike and left out; equal scores stand in the order of their start. */
function topBy(scored: readonly Scored[], scoreOf: (view: ProcessView) => ScoreView, people: PeopleOf): ReportScore[] {
  const compare = (left: Scored, right: Scored): number =>
    scoreOf(right.view).probability - scoreOf(left.view).probability || compareStart(left.view, right.view)
  const top: Scored[] = []
  for (const candidate of scored) {
    const last = top[topScores - 1]
    // Reasons stand in the document, which need not be read of a process that comes too late by its score.
    if ((last !== undefined && compare(candidate, last) > 0) || !isSpokenFor(scoreOf(candidate.view))) continue
    const place = top.findIndex((other) => compare(candidate, other) < 0)
    top.splice(place === -1 ? top.length : place, 0, candidate)
    top.splice(topScores)
  }
  return top.map(({ view, host }) => {
    const { probability, low, high, reasons } = scoreOf(view)
    const reported = scoreOf(view) === view.loader || view.isAbuseReported
    return { entity: reportProcess(view, people), host, probability, low, high, reported, reasons }
  })
}

function isSpokenFor({ reasons, probability }: ScoreView): boolean {
  return reasons.some((reason) => reason.weight_nats > 0 || probability > 0.5)
}

function compareStart(left: ProcessView, right: ProcessView): number {
  return (left.startUs ?? 0) - (right.startUs ?? 0) || (left.entityId < right.entityId ? -1 : 1)
}

function reportProcess(view: ProcessView, people: PeopleOf): ReportProcess {
  const { entityId, processId: pid, executable, commandLine } = view
  return { entity_id: entityId, pid, executable, command_line: commandLine, ...people(entityId) }
}

function heldBack(hosts: readonly HostView[]): HostView['heldBack'] {
  return {
    excepted: hosts.reduce((sum, host) => sum + host.heldBack.excepted, 0),
    suppressed: hosts.reduce((sum, host) => sum + host.heldBack.suppressed, 0),
  }
}

function measure({ meter, eventCounts }: Analysis): ReportPerformance {
  const { seconds, cpuSeconds, peakRssBytes } = meter.read()
  const events = [...eventCounts.values()].reduce((sum, count) => sum + count, 0)
  return {
    events,
    seconds,
    cpu_seconds: cpuSeconds,
    events_per_cpu_second: Math.round(events / Math.max(cpuSeconds, 1e-6)),
    peak_rss_bytes: peakRssBytes,
  }
}
