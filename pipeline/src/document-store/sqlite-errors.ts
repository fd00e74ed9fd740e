import { PipelineError } from '@win11mon/schemas'

import { sqliteCode, sqliteCodes } from '../sqlite/open-database.ts'

/** What SQLite's errors mean to whoever uses a store: the one place that says so. An error that already says it passes. */
export function openError(path: string, error: unknown, advice: string): PipelineError {
  if (error instanceof PipelineError) return error
  const code = sqliteCode(error)
  const reason = reasonOf(error)
  if (code === sqliteCodes.notADatabase || code === sqliteCodes.corrupt) {
    return new PipelineError('STORE_INCOMPATIBLE', `${path}: not a SQLite database (${reason}). Choose another file.`, { cause: error })
  }
  if (code === sqliteCodes.busy) return heldError(path, error)
  return new PipelineError('IO_FAILED', `${path}: cannot open the store (${reason}). ${advice}`, { cause: error })
}

export function writeError(path: string, error: unknown): PipelineError {
  const code = sqliteCode(error)
  if (code === sqliteCodes.busy) return heldError(path, error)
  const isRetryable = code === sqliteCodes.full
  const advice = isRetryable ? 'Free space on that disk.' : 'Check the disk.'
  return new PipelineError('IO_FAILED', `${path}: cannot write documents (${reasonOf(error)}). ${advice}`, { cause: error, isRetryable })
}

export function readError(path: string, error: unknown): PipelineError {
  if (error instanceof PipelineError) return error
  const code = sqliteCode(error)
  if (code === sqliteCodes.busy) return heldError(path, error)
  if (code === sqliteCodes.corrupt || code === sqliteCodes.notADatabase) return damagedError(path, reasonOf(error), error)
  return new PipelineError('IO_FAILED', `${path}: cannot read what is stored (${reasonOf(error)}). Check the disk.`, { cause: error })
}

export function damagedError(path: string, reason: string, cause?: unknown): PipelineError {
  const message = `${path}: cannot read what is stored (${reason}). Analyse the captures again into a new store.`
  return new PipelineError('STORE_DAMAGED', message, { cause })
}

/** Runs a read; its errors become ours. */
export async function reading<Result>(path: string, read: () => Result): Promise<Result> {
  try {
    return read()
  } catch (error) {
    throw readError(path, error)
  }
}

function heldError(path: string, cause: unknown): PipelineError {
  const message = `${path}: another process is writing to the store. Wait for it, or choose another file.`
  return new PipelineError('STORE_HELD', message, { cause, isRetryable: true })
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
