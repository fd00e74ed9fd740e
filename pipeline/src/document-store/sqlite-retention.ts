import type { Database } from '../sqlite/open-database.ts'
import { inTransaction } from '../sqlite/transaction.ts'
import { writeError } from './sqlite-errors.ts'

/** Lets documents go, some at a time, so that writing goes on between two calls. */
export interface SqliteRetention {
  /** Some of the documents that are older; 0 when there are none. Hosts, the ledger and dead letters stay. */
  removeBefore(timeUs: number): number
  /** Some of the oldest events while the documents take more than so many bytes; 0 when they take less. */
  removeBeyond(maxBytes: number): number
}

/** A call takes some milliseconds with so many rows. */
const rowsPerCall = 2_000

/** By family: which rows are older than a time. A process that runs is not old. */
const conditions = {
  events: 'time_us < ?',
  alerts: 'time_us < ?',
  gaps: 'last_time_us < ?',
  processes: 'ended_us < ?',
} as const

export function createRetention(database: Database, path: string): SqliteRetention {
  const removals = Object.entries(conditions).map(([family, condition]) =>
    database.prepare(`DELETE FROM ${family} WHERE rowid IN (SELECT rowid FROM ${family} WHERE ${condition} LIMIT ${rowsPerCall})`),
  )
  const oldest = database.prepare(`DELETE FROM events WHERE rowid IN (SELECT rowid FROM events ORDER BY time_us LIMIT ${rowsPerCall})`)

  function removing(work: () => number): number {
    try {
      return inTransaction(database, work)
    } catch (error) {
      throw writeError(path, error)
    }
  }

  return {
    removeBefore: (timeUs) => removing(() => removals.reduce((sum, removal) => sum + Number(removal.run(Math.floor(timeUs)).changes), 0)),
    removeBeyond: (maxBytes) => (usedBytes(database) <= maxBytes ? 0 : removing(() => Number(oldest.run().changes))),
  }
}

/** Pages that hold something; those of removed rows are used again. */
function usedBytes(database: Database): number {
  const pragma = (name: string): number => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0] ?? 0)
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size')
}
