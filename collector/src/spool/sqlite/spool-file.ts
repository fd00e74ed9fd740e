import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'

import { type Database, PipelineError, inTransaction, openDatabase, sqliteCode, sqliteCodes } from '@win11mon/pipeline'

import { pageBytes } from './batch-table.ts'
import type { DiskRoom } from './disk-room.ts'
import { isInTheWay, quarantine } from './quarantine.ts'

/** Raised when a table changes shape. A file of another version is set aside like one that cannot be read. */
const spoolVersion = 2
/** Marks our spools among SQLite files: "w11s". */
const applicationId = 0x77313173

/** A larger file is looked through only after it has failed: reading a gigabyte would hold up the start by seconds. */
const checkedAtOnceBytes = 64 * 1024 * 1024

/** How long a start waits for a process that is just ending to let go of the file. */
const lockWaitMs = 500

/**
 * The transaction log is written back after 256 pages, 1 MB: that, and one batch more, has to fit into the ballast when
 * the disk is full.
 */
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 256;
  PRAGMA journal_size_limit = 4194304;
  PRAGMA cache_size = -8000;`

/** Numbers beyond are not row ids that we gave out; JavaScript could not tell them apart. */
const maxRowId = 2 ** 50

/**
 * No constraint beyond the keys: one damaged value costs one row, not the file. `corrupt_batches` keeps what failed its checksum, for a person
 * to look at. `losses` waits to become gap events.
 */
const tables = `
  CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    host_id BLOB,
    host_name BLOB,
    boot_id BLOB,
    first_sequence INTEGER,
    last_sequence INTEGER,
    event_count INTEGER,
    kind_counts TEXT,
    first_time_us INTEGER,
    last_time_us INTEGER,
    priority INTEGER,
    description_crc INTEGER,
    value_crc INTEGER,
    value BLOB
  );
  CREATE TABLE corrupt_batches AS SELECT * FROM batches;
  CREATE TABLE losses (
    host_id BLOB,
    host_name BLOB,
    boot_id BLOB,
    reason TEXT,
    first_sequence INTEGER,
    last_sequence INTEGER,
    event_count INTEGER,
    kind_counts TEXT,
    first_time_us INTEGER,
    last_time_us INTEGER,
    PRIMARY KEY (boot_id, reason, first_sequence)
  ) WITHOUT ROWID;`

export interface SpoolFile<Contents> {
  readonly database: Database
  readonly contents: Contents
  /** 1 when a file was found that could not be read and was set aside. */
  readonly quarantinedFiles: number
}

/**
 * Opens `spool.db` in the directory, making both when they are missing, and keeps every other process out until it is
 * closed. `load` prepares and reads what the caller needs; a file on which that fails, or that is no spool of this
 * version, is renamed and a new one made. Rejects with SPOOL_HELD or IO_FAILED.
 */
export async function openSpoolFile<Contents>(
  directory: string,
  load: (database: Database) => Contents,
  checkedBytes: number = checkedAtOnceBytes,
): Promise<SpoolFile<Contents>> {
  const path = join(directory, 'spool.db')
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const found = isInTheWay(path) ? undefined : await tryOpen(path, load, checkedBytes)
    if (found !== undefined) return { ...found, quarantinedFiles: 0 }
    quarantine(path)
    const made = await tryOpen(path, load, checkedBytes)
    if (made !== undefined) return { ...made, quarantinedFiles: 1 }
    throw new PipelineError('INTERNAL', `${path}: a new spool cannot be read back. Check the disk.`)
  } catch (error) {
    throw openError(path, error)
  }
}

/**
 * Opens the spool that is there, as it is, and keeps every collector out until it is closed. Rejects with INPUT_MISSING,
 * SPOOL_HELD, IO_FAILED, or INPUT_UNREADABLE when a collector would set the file aside.
 */
export async function openStoredSpoolFile<Contents>(
  directory: string,
  load: (database: Database) => Contents,
): Promise<Omit<SpoolFile<Contents>, 'quarantinedFiles'>> {
  const path = join(directory, 'spool.db')
  if (!existsSync(path)) throw new PipelineError('INPUT_MISSING', `${path}: there is no spool. Name its directory with --spool.`)
  const found = isInTheWay(path)
    ? undefined
    : await tryOpen(path, load, Infinity).catch((error: unknown) => Promise.reject(openError(path, error)))
  if (found !== undefined) return found
  throw new PipelineError(
    'INPUT_UNREADABLE',
    `${path}: is damaged, or no spool of this version. The next start of a collector sets it aside and goes on with a new one; nothing has to be done by hand.`,
  )
}

/** Undefined when the file is no spool that can be read. */
async function tryOpen<Contents>(
  path: string,
  load: (database: Database) => Contents,
  checkedBytes: number,
): Promise<Omit<SpoolFile<Contents>, 'quarantinedFiles'> | undefined> {
  let database: Database | undefined
  try {
    releaseEarlier(path)
    keepToOwner(path)
    database = await openDatabase(path)
    if (setUp(database, checkedBytes)) return { database, contents: load(database) }
    letGo(path, database, true)
    return undefined
  } catch (error) {
    if (database !== undefined) letGo(path, database, !isOfTheDisk(error))
    if (isUnreadable(error)) return undefined
    throw error
  }
}

/** SQLite gives its other files the mode of the first. */
function keepToOwner(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}

/** False when the file is something else or damaged. The lock is taken before anything else is decided. */
function setUp(database: Database, checkedBytes: number): boolean {
  database.exec(
    `PRAGMA busy_timeout = ${lockWaitMs}; PRAGMA locking_mode = EXCLUSIVE; PRAGMA page_size = ${pageBytes}; PRAGMA auto_vacuum = INCREMENTAL`,
  )
  const application = numberOf(database, 'PRAGMA application_id')
  const version = numberOf(database, 'PRAGMA user_version')
  const tableCount = numberOf(database, 'SELECT count(*) FROM sqlite_schema')
  const isNew = application === 0 && version === 0 && tableCount === 0
  if (!isNew && (application !== applicationId || version !== spoolVersion)) return false
  database.exec(settings)
  inTransaction(database, () => {
    if (isNew) database.exec(`${tables} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${spoolVersion}`)
  })
  return isNew || isSound(database, checkedBytes)
}

function isSound(database: Database, checkedBytes: number): boolean {
  const isChecked = numberOf(database, 'PRAGMA page_count') * pageBytes <= checkedBytes
  if (isChecked && database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok') return false
  return (
    numberOf(database, 'SELECT max((SELECT ifnull(max(id), 0.0) FROM batches), (SELECT total(seq) FROM sqlite_sequence)) + 0.0') <= maxRowId
  )
}

/** Databases that could not be let go of, by path: their locks would keep this process out of its own spool. */
const unreleased = new Map<string, Database>()

/**
 * Lets go of the file at once: in the npm module a statement keeps the database open, and its lock, until it is
 * collected as garbage. Leaving WAL mode writes everything back, so on a full disk the ballast goes; where even that
 * does not help, what is in the log file is as safe as in the database, and the next opening tries again.
 */
export function closeSpoolFile(directory: string, database: Database, room: DiskRoom): void {
  let hasLeft = tryLeave(database)
  while (!hasLeft && room.giveUpBallast()) hasLeft = tryLeave(database)
  if (hasLeft) database.close()
  else unreleased.set(join(directory, 'spool.db'), database)
}

/** Of a file that is set aside nobody wants the lock, and of one that somebody else has it was never got. */
function letGo(path: string, database: Database, hasNoLock: boolean): void {
  if (hasNoLock || tryLeave(database)) database.close()
  else unreleased.set(path, database)
}

function releaseEarlier(path: string): void {
  const earlier = unreleased.get(path)
  if (earlier === undefined) return
  if (!tryLeave(earlier)) throw new PipelineError('IO_FAILED', `${path}: the disk does not let go of the spool. Check the disk.`)
  earlier.close()
  unreleased.delete(path)
}

function tryLeave(database: Database): boolean {
  try {
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema')
    return true
  } catch {
    return false
  }
}

function numberOf(database: Database, query: string): number {
  return Number(Object.values(database.prepare(query).get() ?? {})[0] ?? 0)
}

/** Then the lock may have been got before. */
function isOfTheDisk(error: unknown): boolean {
  return !isUnreadable(error) && sqliteCode(error) !== sqliteCodes.busy
}

/** Never on a lock, a full disk or missing permissions: those say nothing about what the file holds. */
function isUnreadable(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === sqliteCodes.corrupt || code === sqliteCodes.notADatabase || code === sqliteCodes.error
}

function openError(path: string, error: unknown): PipelineError {
  if (error instanceof PipelineError) return error
  const reason = error instanceof Error ? error.message : String(error)
  const code = sqliteCode(error)
  if (code === sqliteCodes.busy) {
    return new PipelineError('SPOOL_HELD', `${path}: another process has this spool open. Stop it, or choose another directory.`, {
      cause: error,
    })
  }
  const isRetryable = code === sqliteCodes.full
  const advice = isRetryable ? 'Free space on that disk.' : 'Check that the directory can be written.'
  return new PipelineError('IO_FAILED', `${path}: cannot open the spool (${reason}). ${advice}`, { cause: error, isRetryable })
}
