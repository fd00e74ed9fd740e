import type { Database, SqliteValue, Statement } from '../sqlite/open-database.ts'
import { type DocumentReader, type StoredRow, type Subtree, defaultSubtreeDepth } from './document-reader.ts'
import type { FamilyName } from './families.ts'
import { startOf, toPage } from './page-position.ts'
import { type Conditions, alertConditions, eventConditions, hostConditions } from './sqlite-conditions.ts'
import { damagedError, reading } from './sqlite-errors.ts'
import { selectedColumns, toRow } from './sqlite-row.ts'
import { withoutNul } from './sqlite-text.ts'
import { checkSubtreeDepth } from './subtree-depth.ts'

/**
 * Every process has one parent, so that going down from a process only ever comes back to where it began; leaving that one out
 * ends every circle.
 */
const subtreeRows = `
  WITH RECURSIVE lineage (id, depth) AS (
    SELECT id, 0 FROM processes WHERE id = ?1
    UNION ALL
    SELECT child.id, lineage.depth + 1 FROM lineage CROSS JOIN processes AS child ON child.parent_id = lineage.id
    WHERE lineage.depth <= ?2 AND child.id <> ?1
  )
  SELECT ${selectedColumns('processes')}, lineage.depth AS depth FROM lineage CROSS JOIN processes ON processes.id = lineage.id
  ORDER BY lineage.depth, processes.started_us NULLS LAST, processes.id`

/** Reads documents from an open store, whoever opened it. */
export function createSqliteReader(database: Database, path: string): Omit<DocumentReader, 'close'> {
  const statements = new Map<string, Statement>()

  /** Statements differ by which filters are given: a few dozen at most. */
  function rows(sql: string, values: readonly SqliteValue[]): Readonly<Record<string, SqliteValue>>[] {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, statement)
    return statement.all(...values.map(withoutNul))
  }

  function typed<Name extends FamilyName>(name: Name, values: Readonly<Record<string, SqliteValue>>): StoredRow<Name> {
    const row = toRow(name, values)
    if (row === undefined) throw damagedError(path, `a value in ${name} is of another type than its column`)
    return row
  }

  function select<Name extends FamilyName>(name: Name, { where, values }: Conditions, rest: string): StoredRow<Name>[] {
    return rows(`SELECT ${selectedColumns(name)} FROM ${name} ${where} ${rest}`, values).map((row) => typed(name, row))
  }

  /** One level more than asked for tells whether there is one. */
  function subtree(entityId: string, maxDepth: number): Subtree {
    checkSubtreeDepth(maxDepth)
    const found = rows(subtreeRows, [entityId, maxDepth])
    const kept = found.filter((row) => Number(row['depth']) <= maxDepth)
    return { processes: kept.map((row) => typed('processes', row)), isTruncated: kept.length < found.length }
  }

  const everything: Conditions = { where: '', values: [] }
  return {
    hosts: () => reading(path, () => select('hosts', everything, 'ORDER BY name NULLS LAST, id')),
    processes: (hostId) => reading(path, () => select('processes', hostConditions(hostId), 'ORDER BY started_us NULLS LAST, id')),
    process: (entityId) => reading(path, () => select('processes', { where: 'WHERE id = ?', values: [entityId] }, '')[0]),
    subtree: (entityId, maxDepth = defaultSubtreeDepth) => reading(path, () => subtree(entityId, maxDepth)),
    alerts: (filter = {}) => reading(path, () => select('alerts', alertConditions(filter), 'ORDER BY time_us, id')),
    events: (filter, page) =>
      reading(path, () => {
        const { timeColumn, ...conditions } = eventConditions(filter, startOf(page))
        return toPage(select('events', conditions, `ORDER BY ${timeColumn}, id LIMIT ${page.limit + 1}`), page.limit)
      }),
    gaps: (hostId) => reading(path, () => select('gaps', hostConditions(hostId), 'ORDER BY first_time_us, id')),
    streams: () => reading(path, () => select('streams', everything, 'ORDER BY host_id, id')),
    countEvents: () =>
      reading(path, () => {
        const counts = rows('SELECT boot_id, count(*) AS count FROM events GROUP BY boot_id', [])
        return new Map(counts.map((row) => [String(row['boot_id']), Number(row['count'])]))
      }),
    inputs: () => reading(path, () => select('inputs', everything, 'ORDER BY id')),
    deadLetters: () => reading(path, () => select('dead_letters', everything, 'ORDER BY id')),
  }
}
