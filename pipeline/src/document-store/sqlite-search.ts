import { setImmediate } from 'node:timers/promises'

import type { Database, SqliteValue, Statement } from '../sqlite/open-database.ts'
import type { StoredRow } from './document-reader.ts'
import {
  type Activity,
  type DocumentSearch,
  type HandleUse,
  type Search,
  type SearchResult,
  type SearchedFamily,
  type SearchedRow,
  searchTimeOf,
} from './document-search.ts'
import { createFirstItems } from './first-items.ts'
import { matcherOf } from './search-term.ts'
import { type Conditions, handleConditions, searchConditions } from './sqlite-conditions.ts'
import { damagedError, reading } from './sqlite-errors.ts'
import { handleUsesSql, toHandleUse } from './sqlite-handle-uses.ts'
import { selectedColumns, toRow } from './sqlite-row.ts'

/** Rows looked at before others get a turn: some tens of milliseconds. */
const rowsAtOnce = 20_000

const activitySql = `SELECT kind, CASE WHEN process_id = ?1 THEN 'actor' ELSE 'object' END AS role,
    count(*) AS events, min(time_us) AS first_us, max(time_us) AS last_us
  FROM events WHERE process_id = ?1 OR object_id = ?1 GROUP BY 1, 2 ORDER BY 1, 2`

function toActivity(row: Readonly<Record<string, SqliteValue>>): Activity {
  return {
    kind: String(row['kind']),
    role: row['role'] === 'actor' ? 'actor' : 'object',
    events: Number(row['events']),
    firstUs: Number(row['first_us']),
    lastUs: Number(row['last_us']),
  }
}

/** Finds documents in an open store, whoever opened it. */
export function createSqliteSearch(database: Database, path: string): DocumentSearch {
  function typed<Name extends SearchedFamily | 'alerts'>(family: Name, values: Readonly<Record<string, SqliteValue>>): StoredRow<Name> {
    const row = toRow(family, values)
    if (row === undefined) throw damagedError(path, `a value in ${family} is of another type than its column`)
    return row
  }

  return {
    withIdPrefix: (family, prefix, limit) =>
      reading(path, () => {
        // Ids are base64url with dashes: nothing in them sorts behind it.
        const sql = `SELECT ${selectedColumns(family)} FROM ${family} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`
        return database
          .prepare(sql)
          .all(prefix, `${prefix}\uFFFF`, limit)
          .map((row) => typed(family, row))
      }),
    async search<Name extends SearchedFamily>(family: Name, search: Search, signal?: AbortSignal): Promise<SearchResult<Name>> {
      const conditions = searchConditions(family, search)
      const sql = `SELECT ${selectedColumns(family)} FROM ${family} ${conditions.where} AND rowid BETWEEN ? AND ?`
      const { statement, first, last } = await reading(path, () => ({
        statement: database.prepare(sql),
        ...rowRange(database, family, search),
      }))
      const matches = matcherOf(search.terms)
      const found = createFirstItems(search.limit, (row: StoredRow<Name>) => searchTimeOf(row as unknown as SearchedRow) ?? Infinity)
      let from = first
      for (; from <= last && signal?.aborted !== true; from += rowsAtOnce) {
        const to = Math.min(from + rowsAtOnce - 1, last)
        await reading(path, () => {
          for (const values of matchingRows(statement, [...conditions.values, from, to], matches)) found.add(typed(family, values))
        })
        await setImmediate()
      }
      const lookedAt = Math.max(Math.min(from, last + 1) - first, 0)
      return { items: found.items(), total: found.total, lookedAt, isComplete: from > last }
    },
    activity: (entityId) => reading(path, () => database.prepare(activitySql).all(entityId).map(toActivity)),
    handles: (filter = {}) =>
      reading(path, (): HandleUse[] => {
        const { where, values }: Conditions = handleConditions(filter)
        return database
          .prepare(handleUsesSql(where))
          .all(...values)
          .map(toHandleUse)
      }),
  }
}

function* matchingRows(
  statement: Statement,
  values: readonly SqliteValue[],
  matches: (document: unknown) => boolean,
): Generator<Readonly<Record<string, SqliteValue>>> {
  for (const row of statement.iterate(...values)) if (matches(JSON.parse(String(row['doc'])))) yield row
}

/** Rows lie in the order in which they came, which is nearly that of time: a window of time is a small part of a large store. */
function rowRange(database: Database, family: SearchedFamily, { sinceUs, untilUs }: Search): { first: number; last: number } {
  const isWindow = family === 'events' && (sinceUs !== undefined || untilUs !== undefined)
  const where = isWindow ? 'WHERE time_us BETWEEN ? AND ?' : ''
  const values = isWindow ? [sinceUs ?? Number.MIN_SAFE_INTEGER, untilUs ?? Number.MAX_SAFE_INTEGER] : []
  const row = database.prepare(`SELECT min(rowid) AS first, max(rowid) AS last FROM ${family} ${where}`).get(...values)
  return { first: Number(row?.['first'] ?? 1), last: Number(row?.['last'] ?? 0) }
}
