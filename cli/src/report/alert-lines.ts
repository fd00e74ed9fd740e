import type { ReportAlert } from '../analysis/report.ts'
import { countOf, formatClock, formatCount, formatTime } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { cutMiddle, pad, widthOf, wrap } from '../terminal/width.ts'
import { processName } from './process-name.ts'
import { ruleTitle } from './rule-label.ts'
import { paintSeverity } from './severity-colour.ts'

const shownPerRule = 4
const severityWidth = 9
const indent = '  '

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
  const timeOf: TimeOf = ({ time }) => (days.size > 1 ? formatTime : formatClock)(Date.parse(time) * 1000)
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

type TimeOf = (alert: ReportAlert) => string

function ruleLines(group: readonly ReportAlert[], timeOf: TimeOf, drawing: AlertDrawing): string[] {
  const [first] = group
  if (first === undefined) return []
  const { screen } = drawing
  const { colours, columns } = screen
  const title = titleOf(first, screen)
  const causes = group
    .slice(0, shownPerRule)
    .map((alert) => ({ who: whoLine(alert, timeOf(alert), drawing), why: [...runLines(alert, screen), ...whyLines(alert, drawing)] }))
  const [only] = causes
  const isOneLine = group.length === 1 && only !== undefined && widthOf(title) + 3 + widthOf(only.who) <= columns
  const hidden = group.length - shownPerRule
  return [
    ...(isOneLine
      ? [`${title} ${colours.dim('·')} ${only.who}`, ...only.why]
      : [title, ...causes.flatMap(({ who, why }) => [indent + who, ...why])]),
    ...(hidden > 0 ? [indent + colours.dim(`… ${formatCount(hidden)} more of this rule: all of them with -o json`)] : []),
    ...labelled('do', first.what_to_do, screen, colours.green),
  ]
}

function titleOf(alert: ReportAlert, { colours, columns }: Screen): string {
  const severity = paintSeverity(alert.severity, pad(alert.severity.toUpperCase().slice(0, severityWidth), severityWidth), colours)
  const name = sanitize(ruleTitle(alert))
  const techniques = sanitize(alert.attack.map(({ id }) => id).join(' '))
  const fits = severityWidth + 1 + widthOf(name) + 1 + widthOf(techniques) <= columns
  return `${severity} ${colours.bold(name)}${fits && techniques !== '' ? ` ${colours.dim(techniques)}` : ''}`
}

function whoLine(alert: ReportAlert, time: string, { screen, showsHost }: AlertDrawing): string {
  const { dim } = screen.colours
  const object = alert.object === null ? '' : ` → ${processName(alert.object)}`
  const notes = [
    ...(alert.occurrences > 1 ? [countOf(alert.occurrences, 'time')] : []),
    ...(showsHost ? [`on ${sanitize(alert.host.name ?? alert.host.id)}`] : []),
  ]
  return `${dim(time)} ${alert.actor === null ? 'no process named' : processName(alert.actor)}${object}${notes.length === 0 ? '' : dim(` (${notes.join(', ')})`)}`
}

/** How the actor was started, by whom and in whose name, as far as events say it. */
function runLines({ actor }: ReportAlert, screen: Screen): string[] {
  if (actor === null) return []
  const { command_line: commandLine, user, parent } = actor
  const parts = [
    ...(commandLine === null ? [] : [cutMiddle(sanitize(commandLine), screen.columns * 2)]),
    ...(user === null ? [] : [`as ${user}`]),
    ...(parent === null ? [] : [`from ${processName(parent)}`]),
  ]
  return parts.length === 0 ? [] : labelled('run', parts.join(' · '), screen, screen.colours.dim)
}

/** The reasons of a score alert are those of the scores, which may stand elsewhere already. */
function whyLines(alert: ReportAlert, { screen, explainedId }: AlertDrawing): string[] {
  const isExplained = alert.actor !== null && alert.actor.entity_id === explainedId && alert.rule_id.startsWith('SC-')
  return labelled('why', isExplained ? 'the scores and their reasons above' : alert.reasons.join('; '), screen, screen.colours.dim)
}

function labelled(label: string, text: string, screen: Screen, paint: (text: string) => string): string[] {
  const head = `${label.padEnd(3)} `
  const lines = wrap(sanitize(text), screen.columns - indent.length - head.length)
  return lines.map((line, index) => indent + (index === 0 ? paint(head) : ' '.repeat(head.length)) + line)
}
