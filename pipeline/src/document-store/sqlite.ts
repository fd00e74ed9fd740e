import { type Database, openDatabase } from '../sqlite/open-database.ts'
import { inTransaction } from '../sqlite/transaction.ts'
import type { DocumentHistory } from './document-history.ts'
import type { DocumentReader } from './document-reader.ts'
import type { DocumentWriter } from './document-writer.ts'
import { families, familyNames } from './families.ts'
import { openError, readError, reading, writeError } from './sqlite-errors.ts'
import { checkStoreVersion, createTables, isNewDatabase } from './sqlite-format.ts'
import { createHostReader } from './sqlite-host-reader.ts'
import { createItemWriter } from './sqlite-item-writer.ts'
import { createSqliteReader } from './sqlite-reader.ts'
import { type SqliteRetention, createRetention } from './sqlite-retention.ts'

const versionedFamilyNames = familyNames.filter((name) => families[name].isVersioned)

/** Keeps everything, so that a later run can go on where this one ends. */
export interface SqliteDocumentStore extends DocumentWriter, DocumentHistory, DocumentReader {
  /** For a service: lets go of what is old. A store that forgets has no history to go on from. */
  readonly retention: SqliteRetention
}

/**
 * Opens or creates a store; readers in other processes may use it meanwhile. Fails with STORE_INCOMPATIBLE when the
 * file is something else, with IO_FAILED when it cannot be written.
 */
export async function openSqliteDocumentStore(path: string): Promise<SqliteDocumentStore> {
  const database = await open(path)
  const apply = createItemWriter(database)
  const hostReader = createHostReader(database)
  const retention = createRetention(database, path)

  return {
    ...createSqliteReader(database, path),
    retention,
    async bulk(items) {
      try {
        const outcomes = inTransaction(database, () => items.map(apply))
        for (const item of items) {
          if (item.operation === 'create' && item.document.family === 'events') hostReader.noteCreated(item.document)
        }
        return outcomes
      } catch (error) {
        throw writeError(path, error)
      }
    },
    async *hostEvents(hostId) {
      try {
        yield* hostReader.events(hostId)
      } catch (error) {
        throw readError(path, error)
      }
    },
    hostDocuments: (family, hostId) => reading(path, () => hostReader.documents(family, hostId)),
    newestVersion: () => reading(path, () => newestVersionIn(database)),
    async close() {
      try {
        database.exec('PRAGMA optimize')
      } catch {
        // Only makes later queries faster; a full disk must not keep the store from closing.
      }
      leaveOneFile(database)
      database.close()
    },
  }
}

/** How long a store that is finished waits for those who read it at that moment. */
const finishTimeoutMs = 2000

/**
 * Takes what is in the log into the file and ends the use of a log, so that anybody can open the file where nobody can write.
 * While another connection is open, or the disk is full, the log stays: nothing is lost, and the next run ends it.
 */
function leaveOneFile(database: Database): void {
  try {
    database.exec(`PRAGMA busy_timeout = ${finishTimeoutMs}; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE`)
  } catch {
    // Readers find everything in the log.
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
    throw openError(path, error, 'Check that the directory exists and can be written.')
  }
}

/** Nothing is written before the file is known to be ours or empty. */
function setUp(database: Database, path: string): void {
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA page_size = 4096')
  if (!isNewDatabase(database)) checkStoreVersion(database, path, 'Choose another file.')
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 16000')
  createTables(database)
}
