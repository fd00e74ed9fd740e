import type { ReportAlert } from '../analysis/report.ts'
import { countOf, formatClock, formatCount, formatTime } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { pad, widthOf, wrap } from '../terminal/width.ts'
import { processName } from './process-name.ts'
import { paintSeverity } from './severity-colour.ts'

const shownPerRule = 4
const severityWidth = 9
const indent = ' '.repeat(severityWidth + 1)

export interface AlertDrawing {
  readonly screen: Screen
  /** With more than one host each alert says where it was. */
  readonly showsHost: boolean
  /** The process whose scores are explained already, above. */
  readonly explainedId: string | undefined
}

/** Alerts by rule, the gravest first: where, why, and what to do about them. */
export function alertLines(alerts: readonly ReportAlert[], drawing: AlertDrawing): string[] {
  const days = new Set(alerts.map((alert) => alert.time.slice(0, 10)))
  const timeOf = ({ time }: ReportAlert): string => (days.size > 1 ? formatTime : formatClock)(Date.parse(time) * 1000)
  return groupByRule(alerts).flatMap((group) => ruleLines(group, timeOf, drawing))
}

function groupByRule(alerts: readonly ReportAlert[]): ReportAlert[][] {
  const groups = new Map<string, ReportAlert[]>()
  for (const alert of alerts) {
    const key = `${alert.severity} ${alert.rule_id}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [alert])
    else group.push(alert)
  }
  return [...groups.values()]
}

function ruleLines(group: readonly ReportAlert[], timeOf: (alert: ReportAlert) => string, drawing: AlertDrawing): string[] {
  const [first] = group
  if (first === undefined) return []
  const { colours } = drawing.screen
  const hidden = group.length - shownPerRule
  const note = `… ${formatCount(hidden)} more of this rule: all of them with -o json`
  return [
    titleLine(first, drawing.screen),
    ...group.slice(0, shownPerRule).flatMap((alert) => causeLines(alert, timeOf(alert), drawing)),
    ...(hidden > 0 ? [indent + colours.dim(note)] : []),
    ...labelled('do', first.what_to_do, drawing.screen, colours.green),
  ]
}

function titleLine(alert: ReportAlert, { colours, columns }: Screen): string {
  const severity = paintSeverity(alert.severity, pad(alert.severity.toUpperCase().slice(0, severityWidth), severityWidth), colours)
  const name = sanitize(`${alert.rule_id} ${alert.rule_name}`)
  const techniques = sanitize(alert.attack.map(({ id }) => id).join(' '))
  const fits = severityWidth + 1 + widthOf(name) + 2 + widthOf(techniques) <= columns
  return `${severity} ${colours.bold(name)}${fits && techniques !== '' ? `  ${colours.dim(techniques)}` : ''}`
}

function causeLines(alert: ReportAlert, time: string, { screen, showsHost, explainedId }: AlertDrawing): string[] {
  const { colours } = screen
  const object = alert.object === null ? '' : ` → ${processName(alert.object)}`
  const notes = [
    ...(alert.occurrences > 1 ? [countOf(alert.occurrences, 'time')] : []),
    ...(showsHost ? [`on ${sanitize(alert.host.name ?? alert.host.id)}`] : []),
  ]
  const who = `${indent}${colours.dim(time)}  ${processName(alert.actor)}${object}${notes.length === 0 ? '' : `  ${colours.dim(notes.join(', '))}`}`
  const isExplained = alert.actor.entity_id === explainedId && alert.rule_id.startsWith('SC-')
  return isExplained
    ? [`${who}  ${colours.dim('scores and reasons: above')}`]
    : [who, ...labelled('why', alert.reasons.join('; '), screen, colours.dim)]
}

function labelled(label: string, text: string, screen: Screen, paint: (text: string) => string): string[] {
  const head = `${label.padEnd(3)} `
  const lines = wrap(sanitize(text), screen.columns - indent.length - head.length)
  return lines.map((line, index) => indent + (index === 0 ? paint(head) : ' '.repeat(head.length)) + line)
}
