/** A table as a formatter of Markdown would leave it: columns of one width. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => head.map((_, column) => escapeCell(row[column] ?? '')))
  const widths = head.map((title, column) => Math.max(3, title.length, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n')
}

/** Texts of endpoints are shown, never rendered. */
function escapeCell(text: string): string {
  return text.replaceAll(/[\\|`*_<>[\]]/g, (character) => `\\${character}`).replaceAll(/\s+/g, ' ')
}

/** The last part of a path. */
export function shownFile(path: string | null): string {
  return path === null ? 'none' : path.slice(path.lastIndexOf('\\') + 1)
}
