import { type Database, PipelineError, inTransaction, sqliteCode, sqliteCodes } from '@win11mon/pipeline'

import type { Checkpoint } from '../../checkpoint.ts'
import type { DiskRoom } from './disk-room.ts'

/** Runs the work in one transaction. False when the disk is full even without the ballast: nothing was written then. Throws IO_FAILED. */
export type Commit = (work: () => void, of?: 'append' | 'remove') => boolean

export interface CommitOptions {
  readonly room: DiskRoom
  readonly directory: string
  readonly checkpoint: Checkpoint | undefined
}

export function createCommit(database: Database, { room, directory, checkpoint }: CommitOptions): Commit {
  return (work, of) => {
    const pass = (step: 'begun' | 'written' | 'committed'): void => (of === undefined ? undefined : checkpoint?.(`${of}_${step}`))
    do {
      try {
        pass('begun')
        inTransaction(database, () => {
          work()
          pass('written')
        })
        pass('committed')
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

/** Nobody waits for room any more. */
export function noRoomError(directory: string): PipelineError {
  return new PipelineError(
    'SPOOL_FULL',
    `${directory}: stopped while the spool had no room; the batch was not taken. Free space on that disk.`,
    {
      isRetryable: true,
    },
  )
}
