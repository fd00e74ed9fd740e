import { sanitize } from './sanitize.ts'
import type { Screen } from './screen.ts'
import { cutEnd, cutMiddle, pad, widthOf } from './width.ts'

export interface TableColumn {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** Where a text that is too long is cut; columns without it keep their width. */
  readonly cut?: 'end' | 'middle'
  readonly paint?: (text: string) => string
}

const gap = '  '
const leastCutWidth = 12

/**
 * Lines of a table without borders: every cell sanitised and on one line. Columns that may be cut give way, the widest
 * first, until the table fits.
 */
export function drawTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[], screen: Screen): string[] {
  const cells = rows.map((row) => columns.map((_, index) => sanitize(row[index] ?? '')))
  const titles = columns.map(({ title }) => sanitize(title))
  const widths = fitWidths(columns, [titles, ...cells], screen.columns)
  const draw = (row: readonly string[], paint: (text: string, column: TableColumn) => string): string =>
    columns
      .map((column, index) => {
        const width = widths[index] ?? 0
        const cell = (column.cut === 'middle' ? cutMiddle : cutEnd)(row[index] ?? '', width)
        const isLast = index === columns.length - 1 && column.align !== 'right'
        return paint(isLast ? cell : pad(cell, width, column.align), column)
      })
      .join(gap)
      .trimEnd()
  const body = cells.map((row) => draw(row, (text, column) => column.paint?.(text) ?? text))
  return titles.every((title) => title === '') ? body : [draw(titles, (text) => screen.colours.dim(text)), ...body]
}

function fitWidths(columns: readonly TableColumn[], rows: readonly (readonly string[])[], maxWidth: number): number[] {
  const widths = columns.map((_, index) => rows.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? '')), 0))
  const excess = (): number => widths.reduce((sum, width) => sum + width, gap.length * (columns.length - 1)) - maxWidth
  while (excess() > 0) {
    const widest = widestShrinkable(columns, widths)
    if (widest === undefined) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function widestShrinkable(columns: readonly TableColumn[], widths: readonly number[]): number | undefined {
  let found: number | undefined
  for (const [index, width] of widths.entries()) {
    if (columns[index]?.cut === undefined || width <= leastCutWidth) continue
    if (found === undefined || width > (widths[found] ?? 0)) found = index
  }
  return found
}
