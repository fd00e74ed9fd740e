import { columnNames } from './describe-tables.ts'
import { dotCommands } from './query-session.ts'

const keywords =
  'SELECT FROM WHERE AND OR NOT IN IS NULL LIKE GLOB GROUP BY HAVING ORDER DESC ASC LIMIT OFFSET JOIN LEFT ON USING AS WITH RECURSIVE UNION ALL DISTINCT COUNT MIN MAX SUM CASE WHEN THEN ELSE END EXPLAIN'.split(
    ' ',
  )
const tables = [...columnNames.keys()]
const words = [...new Set([...tables, ...[...columnNames.values()].flat()])]

/** What may stand where the cursor is, and the part of it that is typed already: the form Node's readline wants. */
export function complete(line: string): [string[], string] {
  const typed = /[\w.]*$/.exec(line)?.[0] ?? ''
  if (line === typed && typed.startsWith('.')) return [dotCommands.filter((name) => name.startsWith(typed)), typed]
  return [candidates(line, typed), typed]
}

function candidates(line: string, typed: string): string[] {
  const startsAs = (word: string): boolean => word.toLowerCase().startsWith(typed.toLowerCase())
  if (/^\s*\.schema\s/.test(line)) return tables.filter(startsAs)
  const dot = typed.lastIndexOf('.')
  if (dot > 0) return (columnNames.get(typed.slice(0, dot)) ?? []).map((column) => `${typed.slice(0, dot)}.${column}`).filter(startsAs)
  if (/\b(?:from|join)\s+\w*$/i.test(line)) return tables.filter(startsAs)
  return typed === '' ? [] : [...words, ...keywords].filter(startsAs)
}
