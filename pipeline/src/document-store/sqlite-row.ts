import type { SqliteValue } from '../sqlite/open-database.ts'
import type { StoredRow } from './document-reader.ts'
import { type Column, type FamilyName, columnsOf } from './families.ts'

const id: Column = { name: 'id', type: 'TEXT', isRequired: true, doc: '' }
const doc: Column = { name: 'doc', type: 'TEXT', isRequired: true, doc: '' }

function readColumns(name: FamilyName): readonly Column[] {
  return [id, ...columnsOf(name).filter(({ type }) => type !== 'BLOB'), doc]
}

/** What a reading statement selects of a family. */
export function selectedColumns(name: FamilyName): string {
  return readColumns(name)
    .map((column) => `${name}.${column.name} AS ${column.name}`)
    .join(', ')
}

/** The row typed by its family; undefined when a value is of another type, as no writer of ours leaves it. */
export function toRow<Name extends FamilyName>(name: Name, values: Readonly<Record<string, SqliteValue>>): StoredRow<Name> | undefined {
  const row: Record<string, SqliteValue> = {}
  for (const column of readColumns(name)) {
    const value = values[column.name] ?? null
    if (!fits(value, column)) return undefined
    row[column.name] = value
  }
  return row as unknown as StoredRow<Name>
}

function fits(value: SqliteValue, { type, isRequired }: Column): boolean {
  if (value === null) return !isRequired
  return typeof value === (type === 'TEXT' ? 'string' : 'number')
}
