import { type HostState, type PartitionEnricher, type Severity, disagreementCauses, isAtLeast, isoTime } from '@win11mon/enricher'

import { type ProcessView, type ScoreView, viewProcesses } from './process-view.ts'
import { readAlerts } from './read-alerts.ts'
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
}

const topScores = 20

export function buildReport(analysis: Analysis, { minSeverity }: ReportOptions): AnalysisResult {
  const { enricher } = analysis
  const processesByHost = new Map([...enricher.hosts.values()].map((host) => [host.hostId, viewProcesses(host)] as const))
  const allAlerts = readAlerts(analysis)
  const alerts = allAlerts.filter((alert) => isAtLeast(alert.severity, minSeverity))
  const scored = [...processesByHost].flatMap(([hostId, views]) =>
    views.map((view) => ({ view, host: nameOf(enricher.hosts.get(hostId)) })),
  )
  const report: AnalysisReport = {
    complete: analysis.isComplete,
    inputs: analysis.inputs.map(reportInput),
    events: Object.fromEntries([...enricher.eventCounts].toSorted(([, left], [, right]) => right - left)),
    hosts: [...enricher.hosts.values()].map((host) => reportHost(analysis, host, processesByHost.get(host.hostId)?.length ?? 0)),
    processes: countProcesses(scored.map(({ view }) => view)),
    alerts,
    alerts_not_shown: { below_min_severity: allAlerts.length - alerts.length, ...heldBack(enricher) },
    scores: {
      loader: topBy(scored, (view) => view.loader),
      abuse: topBy(scored, (view) => view.abuse),
    },
    ledger: reportLedger(analysis.balances.total),
    ...reportComparison(analysis),
    performance: measure(analysis),
  }
  return { report, inputs: analysis.inputs, processesByHost, allAlerts }
}

function reportComparison({ comparison, enricher }: Analysis): Pick<AnalysisReport, 'source_guid_comparison'> {
  if (comparison === null) return {}
  const { references, agreeing, parentEdges } = comparison
  const disagreements = comparison.disagreements.map(({ hostId, entityId, processId, image, cause, ...rest }) => ({
    host: nameOf(enricher.hosts.get(hostId)),
    entity_id: entityId,
    pid: processId,
    executable: image,
    cause,
    meaning: disagreementCauses[cause],
    ...rest,
  }))
  return { source_guid_comparison: { references, agreeing, parent_edges: parentEdges, disagreements } }
}

function nameOf(host: HostState | undefined): HostName {
  return { id: host?.hostId ?? '', name: host?.hostName ?? null }
}

function reportHost({ activity }: Analysis, host: HostState, processes: number): ReportHost {
  const { events, firstTimeUs, lastTimeUs } = activity.of(host.hostId)
  return {
    ...nameOf(host),
    events,
    processes,
    first_time: Number.isFinite(firstTimeUs) ? isoTime(firstTimeUs) : null,
    last_time: Number.isFinite(lastTimeUs) ? isoTime(lastTimeUs) : null,
    boots: host.tree.bootTimesUs.map(isoTime),
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
function topBy(scored: readonly Scored[], scoreOf: (view: ProcessView) => ScoreView): ReportScore[] {
  return scored
    .filter(({ view }) => scoreOf(view).reasons.some((reason) => reason.weight_nats > 0 || scoreOf(view).probability > 0.5))
    .toSorted((left, right) => scoreOf(right.view).probability - scoreOf(left.view).probability || compareStart(left.view, right.view))
    .slice(0, topScores)
    .map(({ view, host }) => {
      const { probability, low, high, reasons } = scoreOf(view)
      const reported = scoreOf(view) === view.loader || view.isAbuseReported
      return { entity: reportProcess(view), host, probability, low, high, reported, reasons }
    })
}

function compareStart(left: ProcessView, right: ProcessView): number {
  return (left.startUs ?? 0) - (right.startUs ?? 0) || (left.entityId < right.entityId ? -1 : 1)
}

function reportProcess(view: ProcessView): ReportProcess {
  return { entity_id: view.entityId, pid: view.processId, executable: view.executable, command_line: view.commandLine }
}

function heldBack({ hosts }: PartitionEnricher): { excepted: number; suppressed: number } {
  const counts = [...hosts.values()].map((host) => host.alerts.counts)
  return {
    excepted: counts.reduce((sum, { excepted }) => sum + excepted, 0),
    suppressed: counts.reduce((sum, { suppressed }) => sum + suppressed, 0),
  }
}

function measure({ meter, enricher }: Analysis): ReportPerformance {
  const { seconds, cpuSeconds, peakRssBytes } = meter.read()
  const events = [...enricher.eventCounts.values()].reduce((sum, count) => sum + count, 0)
  return {
    events,
    seconds,
    cpu_seconds: cpuSeconds,
    events_per_cpu_second: Math.round(events / Math.max(cpuSeconds, 1e-6)),
    peak_rss_bytes: peakRssBytes,
  }
}
