import type { SqliteValue } from '../sqlite/open-database.ts'

/**
 * Text ends at NUL in some versions of the module, so ids and columns get U+FFFD in its place when they are written and when
 * they are asked for; `doc` keeps it escaped.
 */
export function withoutNul(value: SqliteValue): SqliteValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
}
