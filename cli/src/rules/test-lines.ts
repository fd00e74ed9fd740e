import type { RefusedTest } from '@win11mon/enricher'

import type { ReportAlert } from '../analysis/report.ts'
import { processName } from '../report/process-name.ts'
import { countOf } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'
import { wrap } from '../terminal/width.ts'
import type { TestResult } from './run-tests.ts'

export interface TestReport {
  readonly results: readonly TestResult[]
  readonly refused: readonly RefusedTest[]
  /** Rules in use that no test speaks of. */
  readonly untested: readonly string[]
}

const shownUntested = 10

/** What failed, then how many there were. */
export function testLines({ results, refused, untested }: TestReport, screen: Screen): string[] {
  const failed = results.filter(({ failures }) => failures.length > 0)
  const rules = new Set(results.map(({ rule }) => rule))
  const counts = `${countOf(results.length, 'test')} of ${countOf(rules.size, 'rule')}: ${results.length - failed.length} passed, ${failed.length} failed`
  const more = refused.length === 0 ? '' : `, ${refused.length} cannot be read`
  const missing = untested.slice(0, shownUntested).join(', ') + (untested.length > shownUntested ? ', …' : '')
  return [
    ...refused.flatMap(({ path, line, reason }) => textLines(`${path}:${line}`, [reason], screen)),
    ...failed.flatMap(({ rule, name, path, line, failures }) => textLines(`${rule}  ${name}  (${path}:${line})`, failures, screen)),
    `${counts}${more}`,
    ...(untested.length === 0
      ? []
      : wrap(sanitize(`No test: ${countOf(untested.length, 'rule')} (${missing})`), screen.columns).map(screen.colours.dim)),
  ]
}

function textLines(title: string, texts: readonly string[], { columns, colours }: Screen): string[] {
  const lines = texts.flatMap((text) => wrap(sanitize(text), columns - 6).map((line) => `      ${line}`))
  return [`${colours.red('FAIL')}  ${sanitize(title)}`, ...lines]
}

const columns: readonly TableColumn[] = [
  { title: 'rule', cut: 'end' },
  { title: 'severity' },
  { title: 'time' },
  { title: 'host', cut: 'end' },
  { title: 'actor', cut: 'end' },
  { title: 'object', cut: 'end' },
  { title: 'findings', align: 'right' },
]

/** What rules raise in captures. */
export function foundLines(alerts: readonly ReportAlert[], screen: Screen): string[] {
  const rows = alerts.map(({ rule_id: rule, severity, time, host, actor, object, occurrences }) => [
    rule,
    severity,
    time.slice(0, 19).replace('T', ' '),
    host.name ?? host.id,
    actor === null ? '–' : processName(actor),
    object === null ? '–' : processName(object),
    String(occurrences),
  ])
  return [...(rows.length === 0 ? [] : drawTable(columns, rows, screen)), `${countOf(alerts.length, 'alert')} in the captures`]
}
