import type { SqliteValue } from '../sqlite/open-database.ts'
import type { AlertFilter, EventFilter } from './document-reader.ts'
import type { HandleFilter, Search, SearchedFamily } from './document-search.ts'
import type { Position } from './page-position.ts'
import { likeEscape, likePatterns } from './sqlite-search-terms.ts'

/** Which rows a statement reads, with the values for its places. */
export interface Conditions {
  readonly where: string
  readonly values: readonly SqliteValue[]
}

/** One condition with its values. */
type Condition = readonly [sql: string, ...values: SqliteValue[]]

export function hostConditions(hostId: string | undefined): Conditions {
  return allOf([given('host_id = ?', hostId)])
}

export function alertConditions({ hostId, entityId, status }: AlertFilter): Conditions {
  return allOf([given('host_id = ?', hostId), ofEntity(entityId), given('status = ?', status)])
}

/**
 * Events after a position. The events of one entity are few and found by their indexes; the `+` keeps SQLite from walking
 * through all events in the order of time instead.
 */
export function eventConditions(filter: EventFilter, after: Position | undefined): Conditions & { readonly timeColumn: string } {
  const timeColumn = filter.entityId === undefined ? 'time_us' : '+time_us'
  const conditions = allOf([
    given('host_id = ?', filter.hostId),
    ofEntity(filter.entityId),
    given('kind IN (SELECT value FROM json_each(?))', filter.kinds === undefined ? undefined : JSON.stringify(filter.kinds)),
    given(`${timeColumn} >= ?`, filter.sinceUs),
    given(`${timeColumn} <= ?`, filter.untilUs),
    after === undefined ? undefined : [`(${timeColumn}, id) > (?, ?)`, after.timeUs, after.id],
  ])
  return { ...conditions, timeColumn }
}

/** Rows that may match a search. Columns stand before documents, so that most documents are never read from the disk. */
export function searchConditions(family: SearchedFamily, { hostId, kinds, sinceUs, untilUs, terms }: Search): Conditions {
  const timeColumn = family === 'events' ? '+time_us' : 'started_us'
  return allOf([
    ['TRUE'],
    given('+host_id = ?', hostId),
    given('kind IN (SELECT value FROM json_each(?))', kinds === undefined || family === 'processes' ? undefined : JSON.stringify(kinds)),
    given(`${timeColumn} >= ?`, sinceUs),
    given(`${timeColumn} <= ?`, untilUs),
    ...terms.map((term): Condition => {
      const patterns = likePatterns(term)
      return [`(${patterns.map(() => `doc LIKE ? ESCAPE '${likeEscape}'`).join(' OR ')})`, ...patterns]
    }),
  ])
}

export function handleConditions({ hostId, entityIds, sinceUs, untilUs }: HandleFilter): Conditions {
  const timeColumn = entityIds === undefined ? 'time_us' : '+time_us'
  const ids = entityIds === undefined ? undefined : JSON.stringify(entityIds)
  const among = '(SELECT value FROM json_each(?))'
  return allOf([
    ["kind IN ('handle_create', 'handle_duplicate')"],
    given('host_id = ?', hostId),
    ids === undefined ? undefined : [`(process_id IN ${among} OR object_id IN ${among})`, ids, ids],
    given(`${timeColumn} >= ?`, sinceUs),
    given(`${timeColumn} <= ?`, untilUs),
  ])
}

function ofEntity(entityId: string | undefined): Condition | undefined {
  return entityId === undefined ? undefined : ['(process_id = ? OR object_id = ?)', entityId, entityId]
}

function given(sql: string, value: SqliteValue | undefined): Condition | undefined {
  return value === undefined ? undefined : [sql, value]
}

function allOf(conditions: readonly (Condition | undefined)[]): Conditions {
  const found = conditions.filter((condition) => condition !== undefined)
  return {
    where: found.length === 0 ? '' : `WHERE ${found.map(([sql]) => sql).join(' AND ')}`,
    values: found.flatMap(([, ...values]) => values),
  }
}
