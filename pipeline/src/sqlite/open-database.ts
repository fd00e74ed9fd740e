/**
 * The one place that opens SQLite. Everything else codes against the `DatabaseSync` interface of Node's own module;
 * Node 20, which lacks it, gets the same interface from npm.
 */
export interface Statement {
  run(...parameters: SqliteValue[]): { readonly changes: number | bigint }
  get(...parameters: SqliteValue[]): Record<string, SqliteValue> | undefined
  all(...parameters: SqliteValue[]): Record<string, SqliteValue>[]
  /** Integers come as bigint: without it one beyond 2^53 throws. */
  setReadBigInts(enabled: boolean): void
  iterate(...parameters: SqliteValue[]): IterableIterator<Record<string, SqliteValue>>
}

export type SqliteValue = string | number | bigint | Uint8Array | null

export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
  /** Not every version has it: then a person's SQL is refused rather than run unguarded. */
  setAuthorizer?(callback: ((action: number, first: string | null, second: string | null) => number) | null): void
}

interface SqliteModule {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => Database
}

/** SQLite's own result codes that callers decide on. */
export const sqliteCodes = {
  error: 1,
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  tooBig: 18,
  constraint: 19,
  mismatch: 20,
  notADatabase: 26,
} as const

export async function openDatabase(path: string, options: { readonly readOnly?: boolean } = {}): Promise<Database> {
  const { DatabaseSync } = await loadModule()
  return new DatabaseSync(path, options)
}

let loading: Promise<SqliteModule> | undefined

/** Once: a process that gives up rights after its first database may no longer read the folder that the module lies in. */
function loadModule(): Promise<SqliteModule> {
  const name = process.getBuiltinModule?.('node:sqlite') === undefined ? '@photostructure/sqlite' : 'node:sqlite'
  return (loading ??= import(name) as Promise<SqliteModule>)
}

/** SQLite's result code of an error, extended codes reduced to the primary one; undefined when it is no SQLite error. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'errcode' in error ? error.errcode : undefined
  if (typeof code === 'number') return code & 0xff
  return Object.entries(messageCodes).find(([text]) => error.message.includes(text))?.[1]
}

/** `.all()` of the npm module throws without a code. */
const messageCodes: Record<string, number> = {
  'file is not a database': sqliteCodes.notADatabase,
  'database disk image is malformed': sqliteCodes.corrupt,
  'database is locked': sqliteCodes.busy,
  'database or disk is full': sqliteCodes.full,
  'disk I/O error': sqliteCodes.ioError,
  'unable to open database file': sqliteCodes.cannotOpen,
}
