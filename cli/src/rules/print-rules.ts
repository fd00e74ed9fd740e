import type { CommandContext } from '../command-context.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'
import type { ExceptionRow } from '../analysis/exception-rows.ts'
import { exceptionLines, exceptionSummary } from '../report/exception-lines.ts'
import type { RuleRow } from './rule-rows.ts'

export type RuleFormat = 'table' | 'json' | 'ndjson'

const columns: readonly TableColumn[] = [
  { title: 'id' },
  { title: 'severity' },
  { title: 'title', cut: 'end' },
  { title: 'source', cut: 'end' },
  { title: 'from', cut: 'middle' },
  { title: 'state', cut: 'end' },
]

/** In JSON every rule has the exceptions that are for it. */
export function printRules(
  rows: readonly RuleRow[],
  exceptions: readonly ExceptionRow[],
  format: RuleFormat,
  context: CommandContext,
): void {
  const { stdout, environment } = context
  const objects = rows.map((row) => ({ ...row, exceptions: exceptions.filter(({ rule }) => rule === '*' || rule === row.id) }))
  if (format === 'json') stdout.write(`${safeJson(objects, 2)}\n`)
  else if (format === 'ndjson') for (const row of objects) stdout.write(`${safeJson(row)}\n`)
  else {
    const screen = screenOf(stdout, environment)
    const width = stdout.isTerminal || environment['COLUMNS'] !== undefined ? screen.columns : Infinity
    const wide = { ...screen, columns: width }
    const known = exceptions.length === 0 ? [] : ['', exceptionSummary(exceptions), ...exceptionLines(exceptions, wide)]
    stdout.write(`${[...drawTable(columns, rows.map(cellsOf), wide), ...known].join('\n')}\n`)
  }
}

function cellsOf({ id, severity, title, source, from, state, reason }: RuleRow): string[] {
  return [id ?? '–', severity ?? '–', title ?? '–', source ?? '–', from, reason === null ? state : `${state}: ${reason}`]
}
