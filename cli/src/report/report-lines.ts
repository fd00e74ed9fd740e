import type { AnalysisReport } from '../analysis/report.ts'

/** The report as one object a line, each with its `type`; the summary comes last. */
export function* reportLines(report: AnalysisReport): Generator<Readonly<Record<string, unknown>>> {
  for (const input of report.inputs) yield { type: 'input', ...input }
  for (const passed of report.passed_over) yield { type: 'passed_over', ...passed }
  for (const host of report.hosts) yield { type: 'host', ...host }
  for (const alert of report.alerts) yield { type: 'alert', ...alert }
  for (const exception of report.exceptions) yield { type: 'exception', ...exception }
  for (const score of ['loader', 'abuse'] as const) {
    for (const entry of report.scores[score]) yield { type: 'score', score, ...entry }
  }
  if (report.source_guid_comparison !== undefined) yield { type: 'source_guid_comparison', ...report.source_guid_comparison }
  const { complete, events, processes, alerts_not_shown, ledger, performance } = report
  yield { type: 'summary', complete, events, processes, alerts_not_shown, ledger, performance }
}
