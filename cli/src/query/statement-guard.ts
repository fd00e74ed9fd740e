import { withoutText } from './statements.ts'

/** Statements that only read. Everything else is refused before SQLite sees it. */
const readingWords: ReadonlySet<string> = new Set(['select', 'with', 'values', 'explain'])

/**
 * Why this text may not run, or undefined when it may. SQLite itself refuses what gets past here: the connection can only
 * read, and where this Node has an authorizer it denies everything but reading.
 */
export function refusalOf(sql: string): string | undefined {
  const [first = '', ...others] = withoutText(sql).split(';')
  const word = /^\s*([a-z]+)/i.exec(first)?.[1]?.toLowerCase()
  if (word === undefined) return 'There is no statement in it.'
  if (!readingWords.has(word)) return `${word.toUpperCase()} is not allowed: only statements that read (SELECT, WITH, VALUES, EXPLAIN).`
  if (others.some((statement) => statement.trim() !== '')) return 'There is more than one statement in it.'
  return undefined
}

const actions = { pragma: 19, read: 20, select: 21, callFunction: 31, recursive: 33 } as const
const allow = 0
const deny = 1

const deniedFunctions: ReadonlySet<string> = new Set(['load_extension', 'fts3_tokenizer', 'readfile', 'writefile', 'edit'])
const describingPragmas: ReadonlySet<string> = new Set([
  'table_info',
  'table_xinfo',
  'table_list',
  'index_list',
  'index_info',
  'index_xinfo',
])

/** SQLite's authorizer: reading, functions that only compute, and what describes tables. `first` names a pragma, `second` a function. */
export function authorizeRead(action: number, first: string | null, second: string | null): number {
  if (action === actions.pragma) return describingPragmas.has(first?.toLowerCase() ?? '') ? allow : deny
  if (action === actions.callFunction) return deniedFunctions.has(second?.toLowerCase() ?? '') ? deny : allow
  return action === actions.read || action === actions.select || action === actions.recursive ? allow : deny
}
