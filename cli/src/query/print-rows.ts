import { csvLine } from '../terminal/csv.ts'
import { safeJson } from '../terminal/safe-json.ts'
import type { Output, Screen } from '../terminal/screen.ts'
import type { QueryMessage, QueryValue } from './query-protocol.ts'

export type RowFormat = 'table' | 'json' | 'ndjson' | 'csv'

/** Prints rows as they come; a table waits for all of them to know its widths. */
export interface RowPrinter {
  take(message: QueryMessage): void
  end(): void
}

export async function createRowPrinter(format: RowFormat, output: Output, screen: Screen): Promise<RowPrinter> {
  if (format !== 'table') return printers[format](output)
  const { tablePrinter } = await import('./print-table.ts')
  return tablePrinter(output, screen)
}

const printers: Readonly<Record<Exclude<RowFormat, 'table'>, (output: Output) => RowPrinter>> = {
  json: arrayPrinter,
  ndjson: (output) =>
    linePrinter(
      output,
      () => '',
      (columns, row) => `${safeJson(objectOf(columns, row))}\n`,
    ),
  csv: (output) =>
    linePrinter(
      output,
      (columns) => `${csvLine(columns)}\n`,
      (_, row) => `${csvLine(row)}\n`,
    ),
}

type Head = (columns: readonly string[]) => string
type Body = (columns: readonly string[], row: readonly QueryValue[]) => string

function linePrinter(output: Output, head: Head, body: Body): RowPrinter {
  let columns: readonly string[] = []
  return {
    take(message) {
      if ('columns' in message) {
        columns = message.columns
        output.write(head(columns))
      } else if ('row' in message) output.write(body(columns, message.row))
    },
    end: () => undefined,
  }
}

function arrayPrinter(output: Output): RowPrinter {
  let separator = '[\n'
  const rows = linePrinter(
    output,
    () => '',
    (columns, row) => {
      const text = `${separator}  ${safeJson(objectOf(columns, row))}`
      separator = ',\n'
      return text
    },
  )
  return { take: rows.take, end: () => output.write(separator === '[\n' ? '[]\n' : '\n]\n') }
}

/** A document stands as the object that it is. Anything else in a column of that name stays text. */
function jsonValue(column: string, value: QueryValue): unknown {
  if (column !== 'doc' || typeof value !== 'string' || !value.startsWith('{')) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** Columns of one name would hide each other: the later ones get a number. */
function objectOf(columns: readonly string[], row: readonly QueryValue[]): Record<string, unknown> {
  const object: [string, unknown][] = []
  const seen = new Map<string, number>()
  for (const [index, column] of columns.entries()) {
    const count = (seen.get(column) ?? 0) + 1
    seen.set(column, count)
    object.push([count === 1 ? column : `${column}_${count}`, jsonValue(column, row[index] ?? null)])
  }
  return Object.fromEntries(object)
}
