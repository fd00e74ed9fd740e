import { open, stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'

import { PipelineError } from '@win11mon/schemas'

import { type Database, openDatabase } from './open-database.ts'

/**
 * Opens a database for reading only and leaves no file behind. SQLite alone would: it makes `-wal` and `-shm` beside every
 * file whose last writer used a log, for a reader too, who cannot take them away again; and where it cannot make them it does
 * not open the file. Throws SQLite's own errors, and IO_FAILED when a run that was killed left writes beside the file that
 * cannot be read where it lies. Only of such a file SQLite may still write the index (`-shm`).
 */
export async function openForReading(path: string): Promise<Database> {
  const isUnfinished = (await sizeOf(`${path}-wal`)) > 0
  // A writer has an index. Without one nobody writes, and without a log everything is in the file.
  if (!isUnfinished && (await usesLog(path)) && (await sizeOf(`${path}-shm`)) < 0) return openUnchanging(path)
  let database: Database | undefined
  try {
    database = await openDatabase(path, { readOnly: true })
    // Only the first look tells whether what lies beside the file can be used.
    database.prepare('PRAGMA schema_version').get()
    return database
  } catch (error) {
    database?.close()
    if (isUnfinished) throw unfinishedError(path, `${path}-wal`, error)
    if ((await sizeOf(`${path}-journal`)) > 0) throw unfinishedError(path, `${path}-journal`, error)
    throw error
  }
}

/** A version of Node that knows no addresses of files takes one for a name, which is not there. */
async function openUnchanging(path: string): Promise<Database> {
  try {
    return await openDatabase(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true })
  } catch {
    return openDatabase(path, { readOnly: true })
  }
}

/** -1 when there is no such file, or nobody may say. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return -1
  }
}

/** The file's header says whether its last writer used a log: bytes 18 and 19, "file format write and read version". */
async function usesLog(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(20), 0, 20, 0)
    return bytesRead === 20 && buffer[19] === 2
  } finally {
    await file.close()
  }
}

function unfinishedError(path: string, beside: string, cause: unknown): PipelineError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = `${path}: a run that was killed left its last writes in ${beside}, which cannot be used where it lies (${reason}). Copy both files to a folder that you can write and read them there, or let their owner run \`win11mon analyze --db\` into the file again.`
  return new PipelineError('IO_FAILED', message, { cause })
}
