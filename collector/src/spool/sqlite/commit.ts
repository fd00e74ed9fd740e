import { type Database, PipelineError, inTransaction, sqliteCode, sqliteCodes } from '@win11mon/pipeline'

import type { DiskRoom } from './disk-room.ts'

/** Runs the work in one transaction. False when the disk is full even without the ballast: nothing was written then. Throws IO_FAILED. */
export type Commit = (work: () => void) => boolean

export function createCommit(database: Database, room: DiskRoom, directory: string): Commit {
  return (work) => {
    do {
      try {
        inTransaction(database, work)
        return true
      } catch (error) {
        if (sqliteCode(error) !== sqliteCodes.full) throw ioError(directory, error)
      }
    } while (room.giveUpBallast())
    return false
  }
}

function ioError(directory: string, error: unknown): PipelineError {
  const reason = error instanceof Error ? error.message : String(error)
  return new PipelineError(
    'IO_FAILED',
    `${directory}: cannot write the spool (${reason}). Check the disk; a damaged file is set aside at the next start.`,
    { cause: error },
  )
}
