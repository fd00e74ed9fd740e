import { PipelineError } from '@win11mon/schemas'

import { type Database, type SqliteValue, type Statement, openDatabase, sqliteCode, sqliteCodes } from '../sqlite/open-database.ts'
import { inTransaction } from '../sqlite/transaction.ts'
import type { BulkItem, BulkOutcome, ColumnValue, Document, DocumentStore } from './document-store.ts'
import { entityPaths } from './entity-paths.ts'
import { type FamilyName, families, familyNames } from './families.ts'
import { createHostReader } from './sqlite-host-reader.ts'

/** Raised when a table changes shape. A store of another version is refused, never guessed at. */
export const storeVersion = 1
/** Marks our stores among SQLite files: "w11m". */
const applicationId = 0x7731316d

const done: BulkOutcome = { status: 'done' }
const exists: BulkOutcome = { status: 'exists' }

/**
 * Opens or creates a store; readers in other processes may use it meanwhile. Fails with STORE_INCOMPATIBLE when the
 * file is something else, with IO_FAILED when it cannot be written.
 */
export async function openSqliteDocumentStore(path: string): Promise<DocumentStore> {
  const database = await open(path)
  const creates = prepareEach(database, 'INSERT OR IGNORE')
  const puts = prepareEach(database, 'INSERT OR REPLACE')
  const deletes = new Map(familyNames.map((name) => [name, database.prepare(`DELETE FROM ${name} WHERE id = ?`)]))
  const reader = createHostReader(database)
  const reassigns = { process_id: reassignStatement(database, 'process_id'), object_id: reassignStatement(database, 'object_id') }

  function apply(item: BulkItem): BulkOutcome {
    if (item.operation === 'reassign') {
      reassigns[item.column].run(item.toEntityId, item.toEntityId, withoutNul(item.eventId))
      return done
    }
    if (item.operation === 'delete') {
      deletes.get(item.family)?.run(withoutNul(item.id))
      return done
    }
    if (item.document.family === 'events') reader.noteCreated(item.document)
    const statement = (item.operation === 'create' ? creates : puts).get(item.document.family)
    const changes = statement?.run(...parameters(item.document)).changes
    return item.operation === 'create' && Number(changes) === 0 ? exists : done
  }

  return {
    async bulk(items) {
      try {
        return inTransaction(database, () => items.map(apply))
      } catch (error) {
        throw writeError(path, error)
      }
    },
    async *scan(family) {
      for (const row of database.prepare(`SELECT doc FROM ${family}`).iterate()) yield String(row['doc'])
    },
    async *hostEvents(hostId) {
      try {
        yield* reader.events(hostId)
      } catch (error) {
        throw readError(path, error)
      }
    },
    async hostIds(family, hostId) {
      try {
        return reader.ids(family, hostId)
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
  const { columns, indexes } = families[name]
  const definitions = columns.map((column) => `${column.name} ${column.type}`)
  database.exec(`CREATE TABLE IF NOT EXISTS ${name} (id TEXT PRIMARY KEY, ${[...definitions, 'doc TEXT NOT NULL'].join(', ')})`)
  for (const index of indexes) {
    database.exec(`CREATE INDEX IF NOT EXISTS ${name}_${index.join('_')} ON ${name} (${index.join(', ')})`)
  }
}

function prepareEach(database: Database, verb: string): Map<FamilyName, Statement> {
  return new Map(
    familyNames.map((name) => {
      const columns = ['id', ...families[name].columns.map((column) => column.name), 'doc']
      return [name, database.prepare(`${verb} INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)]
    }),
  )
}

/** The document follows its column. A merge patch, because it also makes the objects on the way when they are missing or null. */
function reassignStatement(database: Database, column: keyof typeof entityPaths): Statement {
  const patch = entityPaths[column].reduceRight((inner, part) => `json_object('${part}', ${inner})`, '?')
  return database.prepare(`UPDATE events SET ${column} = ?, doc = json_patch(doc, ${patch}) WHERE id = ?`)
}

/** Text ends at NUL in some versions of the module, so ids and columns get U+FFFD in its place; `doc` keeps it escaped. */
function parameters({ id, values, doc }: Document): SqliteValue[] {
  return [withoutNul(id), ...values.map(withoutNul), doc]
}

function withoutNul(value: ColumnValue): SqliteValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
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
