import { PipelineError } from '@win11mon/schemas'

import { type Database, openDatabase, sqliteCode, sqliteCodes } from '../sqlite/open-database.ts'
import { inTransaction } from '../sqlite/transaction.ts'
import type { DocumentHistory } from './document-history.ts'
import type { DocumentWriter } from './document-writer.ts'
import { type FamilyName, columnsOf, families, familyNames } from './families.ts'
import { createHostReader } from './sqlite-host-reader.ts'
import { createItemWriter } from './sqlite-item-writer.ts'

/** Raised when a table changes shape. A store of another version is refused, never guessed at. */
export const storeVersion = 2
/** Marks our stores among SQLite files: "w11m". */
const applicationId = 0x7731316d

const versionedFamilyNames = familyNames.filter((name) => families[name].isVersioned)

/** Keeps everything, so that a later run can go on where this one ends. */
export interface SqliteDocumentStore extends DocumentWriter, DocumentHistory {}

/**
 * Opens or creates a store; readers in other processes may use it meanwhile. Fails with STORE_INCOMPATIBLE when the
 * file is something else, with IO_FAILED when it cannot be written.
 */
export async function openSqliteDocumentStore(path: string): Promise<SqliteDocumentStore> {
  const database = await open(path)
  const apply = createItemWriter(database)
  const reader = createHostReader(database)

  return {
    async bulk(items) {
      try {
        const outcomes = inTransaction(database, () => items.map(apply))
        for (const item of items) if (item.operation === 'create' && item.document.family === 'events') reader.noteCreated(item.document)
        return outcomes
      } catch (error) {
        throw writeError(path, error)
      }
    },
    async *hostEvents(hostId) {
      try {
        yield* reader.events(hostId)
      } catch (error) {
        throw readError(path, error)
      }
    },
    async hostDocuments(family, hostId) {
      try {
        return reader.documents(family, hostId)
      } catch (error) {
        throw readError(path, error)
      }
    },
    async newestVersion() {
      try {
        return newestVersionIn(database)
      } catch (error) {
        throw readError(path, error)
      }
    },
    async close() {
      try {
        database.exec('PRAGMA optimize')
      } catch {
        // Only makes later queries faster; a full disk must not keep the store from closing.
      }
      database.close()
    },
  }
}

function newestVersionIn(database: Database): number {
  const versions = versionedFamilyNames.map((name) => database.prepare(`SELECT max(version) AS version FROM ${name}`).get()?.['version'])
  return Math.max(0, ...versions.map(Number))
}

async function open(path: string): Promise<Database> {
  let database: Database | undefined
  try {
    database = await openDatabase(path)
    setUp(database, path)
    return database
  } catch (error) {
    database?.close()
    throw openError(path, error)
  }
}

/** Nothing is written before the file is known to be ours or empty. */
function setUp(database: Database, path: string): void {
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA page_size = 8192')
  checkOwner(database, path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000')
  inTransaction(database, () => {
    for (const name of familyNames) createTable(database, name)
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${storeVersion}`)
  })
}

function checkOwner(database: Database, path: string): void {
  const application = pragma(database, 'application_id')
  const version = pragma(database, 'user_version')
  const tables = Number(database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.['count'] ?? 0)
  const isNew = application === 0 && version === 0 && tables === 0
  if (isNew || (application === applicationId && version === storeVersion)) return
  const found = application === applicationId ? `a store of version ${version}` : `a database of something else, ${tables} tables`
  throw new PipelineError(
    'STORE_INCOMPATIBLE',
    `${path}: not a win11mon store of version ${storeVersion} (found ${found}). Choose another file.`,
  )
}

function pragma(database: Database, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0)
}

function openError(path: string, error: unknown): PipelineError {
  if (error instanceof PipelineError) return error
  const code = sqliteCode(error)
  const reason = error instanceof Error ? error.message : String(error)
  if (code === sqliteCodes.notADatabase || code === sqliteCodes.corrupt) {
    return new PipelineError('STORE_INCOMPATIBLE', `${path}: not a SQLite database (${reason}). Choose another file.`, { cause: error })
  }
  if (code === sqliteCodes.busy) return heldError(path, error)
  const advice = 'Check that the directory exists and can be written.'
  return new PipelineError('IO_FAILED', `${path}: cannot open the store (${reason}). ${advice}`, { cause: error })
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

function writeError(path: string, error: unknown): PipelineError {
  const code = sqliteCode(error)
  const reason = error instanceof Error ? error.message : String(error)
  if (code === sqliteCodes.busy) return heldError(path, error)
  const isRetryable = code === sqliteCodes.full
  const advice = isRetryable ? 'Free space on that disk.' : 'Check the disk.'
  return new PipelineError('IO_FAILED', `${path}: cannot write documents (${reason}). ${advice}`, { cause: error, isRetryable })
}

function readError(path: string, error: unknown): PipelineError {
  const reason = error instanceof Error ? error.message : String(error)
  const isDamaged = sqliteCode(error) === sqliteCodes.corrupt
  const advice = isDamaged ? 'Analyse the captures again into a new store.' : 'Check the disk.'
  const message = `${path}: cannot read what is stored of a host (${reason}). ${advice}`
  return new PipelineError(isDamaged ? 'STORE_DAMAGED' : 'IO_FAILED', message, { cause: error })
}

function heldError(path: string, cause: unknown): PipelineError {
  const message = `${path}: another process is writing to the store. Wait for it, or choose another file.`
  return new PipelineError('STORE_HELD', message, { cause, isRetryable: true })
}
