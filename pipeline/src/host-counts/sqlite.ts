import { PipelineError } from '@win11mon/schemas'

import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import { type Database, openDatabase, sqliteCode, sqliteCodes } from '../sqlite/open-database.ts'
import { inTransaction } from '../sqlite/transaction.ts'
import { type HostCounts, hostsByThing, rememberSightingsMs } from './host-counts.ts'

/** How long a writer waits for another before it says so. */
const busyTimeoutMs = 1_000

/** Exact counts, in a SQLite file of the enrichers of one machine; `:memory:` for as long as the process lasts. */
export async function openSqliteHostCounts(path: string, clock: Pick<Clock, 'nowUs'> = systemClock): Promise<HostCounts> {
  const database = await trying(path, () => open(path))
  const see = database.prepare(
    'INSERT INTO sightings (thing, host_id, seen_us) VALUES (?, ?, ?) ON CONFLICT (thing, host_id) DO UPDATE SET seen_us = excluded.seen_us',
  )
  const count = database.prepare('SELECT count(*) AS hosts FROM sightings WHERE thing = ? AND seen_us >= ?')
  const forget = database.prepare('DELETE FROM sightings WHERE thing = ? AND seen_us < ?')
  const nowUs = (): number => Math.floor(clock.nowUs())

  return {
    errorPercent: 0,
    async note(sightings) {
      return await trying(path, () =>
        inTransaction(database, () => {
          const sinceUs = nowUs() - rememberSightingsMs * 1_000
          const counts = new Map<string, number>()
          for (const [thing, hostIds] of hostsByThing(sightings)) {
            for (const hostId of hostIds) see.run(thing, hostId, nowUs())
            forget.run(thing, sinceUs)
            counts.set(thing, Number(count.get(thing, sinceUs)?.['hosts'] ?? 0))
          }
          return counts
        }),
      )
    },
    async close() {
      database.close()
    },
  }
}

async function open(path: string): Promise<Database> {
  const database = await openDatabase(path)
  database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`)
  database.exec(
    'CREATE TABLE IF NOT EXISTS sightings (thing TEXT, host_id TEXT, seen_us INTEGER NOT NULL, PRIMARY KEY (thing, host_id)) STRICT, WITHOUT ROWID',
  )
  return database
}

async function trying<Result>(path: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PipelineError) throw error
    const isHeld = sqliteCode(error) === sqliteCodes.busy
    const reason = error instanceof Error ? error.message : String(error)
    throw new PipelineError(isHeld ? 'STORE_HELD' : 'IO_FAILED', `${path}: cannot count hosts (${reason}). Check the file and its disk.`, {
      cause: error,
      isRetryable: isHeld || sqliteCode(error) === sqliteCodes.full,
    })
  }
}
