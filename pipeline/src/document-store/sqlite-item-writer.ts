import { JsonBytes } from '@win11mon/schemas'

import { type Database, type SqliteValue, type Statement, sqliteCode, sqliteCodes } from '../sqlite/open-database.ts'
import type { BulkItem, BulkOutcome, Document, EntityColumn } from './document-writer.ts'
import { entityPaths } from './entity-paths.ts'
import { type FamilyName, columnsOf, families, familyNames } from './families.ts'
import { withoutNul } from './sqlite-text.ts'

const done: BulkOutcome = { status: 'done' }
const exists: BulkOutcome = { status: 'exists' }
const superseded: BulkOutcome = { status: 'superseded' }

/** What is wrong with one item and stays wrong; anything else is the matter of the whole bulk. */
const itemErrors: ReadonlySet<number | undefined> = new Set([sqliteCodes.tooBig, sqliteCodes.constraint, sqliteCodes.mismatch])

/** Writes one item inside the transaction of its bulk. Throws SQLite's own error when the bulk as a whole cannot go on. */
export function createItemWriter(database: Database): (item: BulkItem) => BulkOutcome {
  const creates = prepareEach(createStatement)
  const puts = prepareEach(putStatement)
  const deletes = prepareEach((name) => (families[name].isVersioned ? `DELETE FROM ${name} WHERE id = ? AND version <= ?` : undefined))
  const higher = prepareEach((name) =>
    families[name].isVersioned ? `SELECT 1 AS found FROM ${name} WHERE id = ? AND version > ?` : undefined,
  )
  const reassigns = { process_id: prepare(reassignStatement('process_id')), object_id: prepare(reassignStatement('object_id')) }

  function prepare(sql: string): Statement {
    return database.prepare(sql)
  }

  function prepareEach(sqlOf: (name: FamilyName) => string | undefined): ReadonlyMap<FamilyName, Statement> {
    return new Map(
      familyNames.flatMap((name) => {
        const sql = sqlOf(name)
        return sql === undefined ? [] : [[name, prepare(sql)] as const]
      }),
    )
  }

  function write(item: BulkItem): BulkOutcome {
    switch (item.operation) {
      case 'create':
        return run(creates.get(item.document.family), parameters(item.document)) === 0 ? exists : done
      case 'put':
        return run(puts.get(item.document.family), parameters(item.document, item.version)) === 0 ? superseded : done
      case 'delete': {
        const key = [withoutNul(item.id), item.version]
        return run(deletes.get(item.family), key) === 0 && higher.get(item.family)?.get(...key) !== undefined ? superseded : done
      }
      case 'reassign': {
        run(reassigns[item.column], [item.toEntityId, item.toEntityId, withoutNul(item.eventId)])
        break
      }
    }
    return done
  }

  return (item) => {
    try {
      return write(item)
    } catch (error) {
      if (!itemErrors.has(sqliteCode(error))) throw error
      return { status: 'failed', isRetryable: false, reason: error instanceof Error ? error.message : String(error) }
    }
  }
}

function run(statement: Statement | undefined, values: readonly SqliteValue[]): number {
  return Number(statement?.run(...values).changes)
}

function createStatement(name: FamilyName): string {
  const columns = allColumns(name)
  return `INSERT OR IGNORE INTO ${name} (${columns.join(', ')}) VALUES (${columns.map((column) => (column === 'version' ? '0' : '?')).join(', ')})`
}

function putStatement(name: FamilyName): string | undefined {
  if (!families[name].isVersioned) return undefined
  const columns = allColumns(name)
  const updates = columns.slice(1).map((column) => `${column} = excluded.${column}`)
  return `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')} WHERE excluded.version >= version`
}

function allColumns(name: FamilyName): string[] {
  const version = families[name].isVersioned ? ['version'] : []
  return ['id', ...columnsOf(name).map((column) => column.name), ...version, 'doc']
}

/** The document follows its column. A merge patch, because it also makes the objects on the way when they are missing or null. */
function reassignStatement(column: EntityColumn): string {
  const patch = entityPaths[column].reduceRight((inner, part) => `json_object('${part}', ${inner})`, '?')
  return `UPDATE events SET ${column} = ?, doc = json_patch(doc, ${patch}) WHERE id = ?`
}

const columnNames = Object.fromEntries(familyNames.map((name) => [name, columnsOf(name).map((column) => column.name)])) as Record<
  FamilyName,
  string[]
>

function parameters(document: Document, version?: number): SqliteValue[] {
  const columns = document.columns as Readonly<Record<string, SqliteValue>>
  const values = [withoutNul(document.id)]
  for (const name of columnNames[document.family]) values.push(withoutNul(columns[name] ?? null))
  if (version !== undefined) values.push(version)
  const { doc } = document
  values.push(doc instanceof JsonBytes ? doc.toString() : doc)
  return values
}
