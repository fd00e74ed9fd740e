import { sanitize } from './sanitize.ts'

/** What spreadsheets take for the start of a formula. */
const formulaStart = /^[=+\-@]/

/**
 * One line of CSV (RFC 4180, without the line end). Text is sanitised, so that a cell is one line and no terminal acts on it; what
 * a spreadsheet would run gets an apostrophe in front.
 */
export function csvLine(values: readonly (string | number | null)[]): string {
  return values.map(csvCell).join(',')
}

function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = sanitize(value)
  const guarded = formulaStart.test(text.trimStart()) ? `'${text}` : text
  return /[",\s]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
