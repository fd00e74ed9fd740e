import type { ExceptionRow } from '../analysis/exception-rows.ts'
import { countOf } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'

const columns: readonly TableColumn[] = [
  { title: 'rule', cut: 'end' },
  { title: 'hits' },
  { title: 'actor', cut: 'middle' },
  { title: 'object', cut: 'middle' },
  { title: 'host', cut: 'end' },
  { title: 'expires' },
  { title: 'reason', cut: 'end' },
]

/** One line an exception. */
export function exceptionLines(rows: readonly ExceptionRow[], screen: Screen): string[] {
  const cells = rows.map((row) => [
    row.rule,
    hitsText(row),
    row.actor ?? '*',
    row.object ?? '*',
    row.host ?? '*',
    expiryText(row),
    row.reason,
  ])
  return rows.length === 0 ? [] : drawTable(columns, cells, screen)
}

/** How many there are, and which of them do nothing. */
export function exceptionSummary(rows: readonly ExceptionRow[]): string {
  const idle = rows.filter(({ hits, is_expired: isExpired }) => hits === 0 && !isExpired).length
  const expired = rows.filter(({ is_expired: isExpired }) => isExpired).length
  return [
    countOf(rows.length, 'exception'),
    ...(idle > 0 ? [`${idle} never hit`] : []),
    ...(expired > 0 ? [`${expired} expired`] : []),
  ].join(' · ')
}

function hitsText({ hits }: ExceptionRow): string {
  if (hits === null) return '–'
  return hits === 0 ? 'never' : String(hits)
}

function expiryText({ expires, is_expired: isExpired }: ExceptionRow): string {
  if (expires === null) return 'never'
  return isExpired ? `expired ${expires.slice(0, 10)}` : expires.slice(0, 10)
}
