import { PipelineError } from '@win11mon/schemas'

import type { Database } from '../sqlite/open-database.ts'
import { inTransaction } from '../sqlite/transaction.ts'
import { type FamilyName, columnsOf, families, familyNames } from './families.ts'
import { createViews } from './sqlite-views.ts'

/** Raised when a table changes shape. A store of another version is refused, never guessed at. */
export const storeVersion = 2
/** Marks our stores among SQLite files: "w11m". */
const applicationId = 0x7731316d

/** Makes what is missing of tables, indexes and views. */
export function createTables(database: Database): void {
  inTransaction(database, () => {
    for (const name of familyNames) createTable(database, name)
    createViews(database)
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${storeVersion}`)
  })
}

function createTable(database: Database, name: FamilyName): void {
  const { isVersioned, indexes } = families[name]
  const definitions = columnsOf(name).map((column) => `${column.name} ${column.type}`)
  if (isVersioned) definitions.push('version INTEGER NOT NULL')
  database.exec(`CREATE TABLE IF NOT EXISTS ${name} (id TEXT PRIMARY KEY, ${[...definitions, 'doc TEXT NOT NULL'].join(', ')})`)
  for (const index of indexes) {
    database.exec(`CREATE INDEX IF NOT EXISTS ${name}_${index.join('_')} ON ${name} (${index.join(', ')})`)
  }
}

/** Nothing was ever written to the file. */
export function isNewDatabase(database: Database): boolean {
  return pragma(database, 'application_id') === 0 && pragma(database, 'user_version') === 0 && tableCount(database) === 0
}

/** Fails with STORE_INCOMPATIBLE when the file is no store of this version. */
export function checkStoreVersion(database: Database, path: string, advice: string): void {
  const application = pragma(database, 'application_id')
  const version = pragma(database, 'user_version')
  if (application === applicationId && version === storeVersion) return
  const found =
    application === applicationId ? `a store of version ${version}` : `a database of something else, ${tableCount(database)} tables`
  throw new PipelineError('STORE_INCOMPATIBLE', `${path}: not a win11mon store of version ${storeVersion} (found ${found}). ${advice}`)
}

function tableCount(database: Database): number {
  return Number(database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.['count'] ?? 0)
}

function pragma(database: Database, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0)
}
