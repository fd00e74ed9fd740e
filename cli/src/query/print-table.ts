import type { Output, Screen } from '../terminal/screen.ts'
import { drawTable } from '../terminal/table.ts'
import type { RowPrinter } from './print-rows.ts'
import type { QueryValue } from './query-protocol.ts'

/** Waits for all rows to know the widths. */
export function tablePrinter(output: Output, screen: Screen): RowPrinter {
  let columns: readonly string[] = []
  const rows: (readonly QueryValue[])[] = []
  let isEnded = false
  return {
    take(message) {
      if ('end' in message) isEnded = true
      if ('columns' in message) columns = message.columns
      else if ('row' in message) rows.push(message.row)
    },
    end() {
      // A statement that was ended has said nothing yet.
      if (!isEnded && rows.length === 0) return
      const isNumeric = (index: number): boolean =>
        rows.length > 0 && rows.every((row) => row[index] === null || typeof row[index] === 'number')
      const drawn = columns.map((title, index) =>
        isNumeric(index) ? ({ title, align: 'right' } as const) : ({ title, cut: 'end' } as const),
      )
      const cells = rows.map((row) => row.map((value) => (value === null ? '' : String(value))))
      for (const line of drawTable(drawn, cells, screen)) output.write(`${line}\n`)
    },
  }
}
