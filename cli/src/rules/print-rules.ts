import type { CommandContext } from '../command-context.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'
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

export function printRules(rows: readonly RuleRow[], format: RuleFormat, context: CommandContext): void {
  const { stdout, environment } = context
  if (format === 'json') stdout.write(`${safeJson(rows, 2)}\n`)
  else if (format === 'ndjson') for (const row of rows) stdout.write(`${safeJson(row)}\n`)
  else {
    const screen = screenOf(stdout, environment)
    const width = stdout.isTerminal || environment['COLUMNS'] !== undefined ? screen.columns : Infinity
    stdout.write(`${drawTable(columns, rows.map(cellsOf), { ...screen, columns: width }).join('\n')}\n`)
  }
}

function cellsOf({ id, severity, title, source, from, state, reason }: RuleRow): string[] {
  return [id ?? '–', severity ?? '–', title ?? '–', source ?? '–', from, reason === null ? state : `${state}: ${reason}`]
}
