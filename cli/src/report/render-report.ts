import { eventKinds, isEventLogKind } from '@win11mon/schemas'

import type { AnalysisResult } from '../analysis/build-report.ts'
import type { AnalysisReport } from '../analysis/report.ts'
import { isUnread } from '../analysis/unread-inputs.ts'
import { countOf } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { wrap } from '../terminal/width.ts'
import { exceptionLines, exceptionSummary } from './exception-lines.ts'
import { alertLines } from './alert-lines.ts'
import { comparisonLines } from './comparison-lines.ts'
import { type Forest, type ForestNode, growForest } from './forest.ts'
import { ingestedLines } from './ingested-lines.ts'
import { ledgerDoubt } from './ledger-doubt.ts'
import { ledgerLines } from './ledger-lines.ts'
import { notDrawnLines } from './not-drawn-lines.ts'
import { drawSuspiciousTree, findSuspect } from './suspicious-tree.ts'

/** The report for a person: what was ingested, the suspicious tree, the alerts, the ledger. */
export function renderReport(result: AnalysisResult, screen: Screen): string {
  const { report } = result
  const forests = growForests(result)
  const suspect = findSuspect([...forests.values()])
  const lines = [
    heading('Ingested', screen, report.complete ? '' : 'INTERRUPTED: a partial result'),
    ...ingestedLines(report, screen),
    '',
    heading('Suspicious process tree', screen, suspect === undefined ? nothingNote(report) : hostNote(report, forests, suspect)),
    ...(suspect === undefined ? [] : [...drawSuspiciousTree(suspect, screen), ...notDrawnLines(report, forests, { suspect, screen })]),
    '',
    heading('Alerts', screen, alertSummary(report)),
    ...alertLines(report.alerts, { screen, showsHost: report.hosts.length > 1, explainedId: suspect?.view.entityId }),
    ...exceptionSection(report, screen),
    '',
    heading('Ledger', screen),
    ...ledgerLines(report.ledger, screen, ledgerDoubt(report.inputs, report.ledger)),
    ...storedBeforeLines(report, screen),
    ...comparisonSection(report, screen),
  ]
  return `${lines.join('\n')}\n`
}

function exceptionSection({ exceptions }: AnalysisReport, screen: Screen): string[] {
  return exceptions.length === 0
    ? []
    : ['', heading('Exceptions', screen, exceptionSummary(exceptions)), ...exceptionLines(exceptions, screen)]
}

function storedBeforeLines({ stored_before: count }: AnalysisReport, { columns }: Screen): string[] {
  if (count === 0) return []
  const what = countOf(count, 'event read was', 'events read were')
  return wrap(`${what} in the store before, of another copy or export, and ${count === 1 ? 'is' : 'are'} not counted again`, columns)
}

/** "Nothing suspicious" is said of events that rules and scores look at, and only where there were some. */
function nothingNote({ inputs, events }: AnalysisReport): string {
  if (inputs.every(({ accepted }) => accepted === 0)) return 'NO EVENTS: nothing can be said of these inputs'
  if (!Object.keys(events).some((kind) => judgedKinds.has(kind)))
    return 'NOTHING TO JUDGE: no rule or score looks at records of these kinds; give Sysmon or Security events of processes'
  return inputs.some(isUnread) ? 'nothing suspicious in the inputs that could be read' : 'nothing suspicious'
}

/** The driver's own kinds: what trees, scores and rules are built on. */
const judgedKinds: ReadonlySet<string> = new Set(eventKinds.filter((kind) => !isEventLogKind(kind) && kind !== 'gap'))

function comparisonSection({ source_guid_comparison: comparison }: AnalysisReport, screen: Screen): string[] {
  return comparison === undefined ? [] : ['', heading('Comparison with source GUIDs', screen), ...comparisonLines(comparison, screen)]
}

function growForests({ report, processesByHost }: AnalysisResult): Map<string, Forest> {
  const alertsOf = (hostId: string): AnalysisReport['alerts'] => report.alerts.filter((alert) => alert.host.id === hostId)
  return new Map([...processesByHost].map(([hostId, views]) => [hostId, growForest(views, alertsOf(hostId))]))
}

function hostNote({ hosts }: AnalysisReport, forests: ReadonlyMap<string, Forest>, suspect: ForestNode): string {
  const hostId = [...forests].find(([, { nodes }]) => nodes.includes(suspect))?.[0] ?? ''
  return sanitize(hosts.find(({ id }) => id === hostId)?.name ?? hostId)
}

function alertSummary({ alerts, alerts_not_shown: notShown }: AnalysisReport): string {
  const bySeverity = new Map<string, number>()
  for (const { severity } of alerts) bySeverity.set(severity, (bySeverity.get(severity) ?? 0) + 1)
  const counts = [...bySeverity].map(([severity, count]) => `${count} ${severity}`)
  const hidden = [
    ...(notShown.below_min_severity > 0 ? [`${countOf(notShown.below_min_severity, 'alert')} below the least severity`] : []),
    ...(notShown.excepted > 0 ? [`${countOf(notShown.excepted, 'finding')} excepted`] : []),
    ...(notShown.suppressed > 0 ? [`${countOf(notShown.suppressed, 'finding')} suppressed as a storm`] : []),
  ]
  return [counts.length === 0 ? 'none' : counts.join(', '), ...hidden].join(' · ')
}

function heading(title: string, { colours }: Screen, note = ''): string {
  return `${colours.bold(title.toUpperCase())}${note === '' ? '' : `  ${colours.dim(note)}`}`
}
