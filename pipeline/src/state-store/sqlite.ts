import { PipelineError } from '@win11mon/schemas'

import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import { type Database, openDatabase, sqliteCode, sqliteCodes } from '../sqlite/open-database.ts'
import { inTransaction } from '../sqlite/transaction.ts'
import { fencedError } from './fenced.ts'
import { type Ownership, type StateStore, nextEpoch } from './state-store.ts'

/** How long a writer waits for another before it says so. */
const busyTimeoutMs = 5_000

/** States in a SQLite file, for enrichers of one machine. A file that is damaged is not used: whoever opens it decides. */
export async function openSqliteStateStore(path: string, clock: Pick<Clock, 'nowUs'> = systemClock): Promise<StateStore> {
  const database = await open(path, clock)
  const epochOf = database.prepare('SELECT epoch FROM partitions WHERE partition = ?')
  const setEpoch = database.prepare(
    'INSERT INTO partitions (partition, epoch) VALUES (?, ?) ON CONFLICT (partition) DO UPDATE SET epoch = excluded.epoch',
  )
  const read = database.prepare('SELECT state FROM states WHERE partition = ? AND id = ?')
  const write = database.prepare(
    'INSERT INTO states (partition, id, state, put_us) VALUES (?, ?, ?, ?) ' +
      'ON CONFLICT (partition, id) DO UPDATE SET state = excluded.state, put_us = excluded.put_us',
  )
  const remove = database.prepare('DELETE FROM states WHERE partition = ? AND id = ?')
  const old = database.prepare('SELECT id FROM states WHERE partition = ? AND put_us < ? ORDER BY put_us LIMIT ?')
  const storedEpoch = (partition: string): number | undefined => {
    const epoch = epochOf.get(partition)?.['epoch']
    return epoch === undefined ? undefined : Number(epoch)
  }
  const isLost = ({ partition, epoch }: Ownership): boolean => {
    const found = storedEpoch(partition)
    if (found !== undefined && found !== epoch) throw fencedError(partition, epoch, found)
    return found === undefined
  }

  return {
    async acquire(partition) {
      return trying(path, 'write', () =>
        inTransaction(database, () => {
          const known = storedEpoch(partition)
          const epoch = nextEpoch(known, clock.nowUs())
          setEpoch.run(partition, epoch)
          return { partition, epoch, isKnown: known !== undefined }
        }),
      )
    },
    async get(ownership, id) {
      return trying(path, 'read', () => {
        if (isLost(ownership)) return 'lost'
        const state = read.get(ownership.partition, id)?.['state']
        return state instanceof Uint8Array ? state : undefined
      })
    },
    async put(ownership, states) {
      return trying(path, 'write', () =>
        inTransaction(database, () => {
          if (isLost(ownership)) return 'lost'
          for (const [id, state] of states) {
            if (state === null) remove.run(ownership.partition, id)
            else write.run(ownership.partition, id, state, Math.floor(clock.nowUs()))
          }
          return undefined
        }),
      )
    },
    async stale(ownership, beforeUs, limit) {
      return trying(path, 'read', () =>
        isLost(ownership) ? 'lost' : old.all(ownership.partition, Math.floor(beforeUs), limit).map(({ id }) => String(id)),
      )
    },
    async close() {
      database.close()
    },
  }
}

async function open(path: string, clock: Pick<Clock, 'nowUs'>): Promise<Database> {
  let database: Database | undefined
  try {
    database = await openDatabase(path)
    // What was written last may be missing after a power cut, with the log that it was written from: the documents and the
    // position of the group are no safer.
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`)
    database.exec(`
      CREATE TABLE IF NOT EXISTS partitions (partition TEXT PRIMARY KEY, epoch INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS states (partition TEXT, id TEXT, state BLOB NOT NULL, PRIMARY KEY (partition, id)) STRICT`)
    addTimes(database, clock.nowUs())
    return database
  } catch (error) {
    database?.close()
    throw stateError(path, 'open', error)
  }
}

/** What an earlier version wrote counts as put now. */
function addTimes(database: Database, nowUs: number): void {
  inTransaction(database, () => {
    const columns = database.prepare('PRAGMA table_info(states)').all()
    if (!columns.some(({ name }) => name === 'put_us')) {
      database.exec('ALTER TABLE states ADD COLUMN put_us INTEGER NOT NULL DEFAULT 0')
      database.prepare('UPDATE states SET put_us = ?').run(Math.floor(nowUs))
    }
    database.exec('CREATE INDEX IF NOT EXISTS states_by_time ON states (partition, put_us)')
  })
}

function trying<Result>(path: string, what: 'open' | 'read' | 'write', work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw stateError(path, what, error)
  }
}

function stateError(path: string, what: 'open' | 'read' | 'write', error: unknown): PipelineError {
  if (error instanceof PipelineError) return error
  const reason = error instanceof Error ? error.message : String(error)
  const code = sqliteCode(error)
  if (code === sqliteCodes.busy) {
    const message = `${path}: another process is writing to the states. It is tried again.`
    return new PipelineError('STORE_HELD', message, { cause: error, isRetryable: true })
  }
  const isRetryable = code === sqliteCodes.full
  const isDamaged = code === sqliteCodes.corrupt || code === sqliteCodes.notADatabase
  const advice = isDamaged ? 'Move the file away: the states are made again from the topic' : 'Check that disk'
  return new PipelineError('IO_FAILED', `${path}: cannot ${what} the states of hosts (${reason}). ${advice}.`, {
    cause: error,
    isRetryable,
  })
}
