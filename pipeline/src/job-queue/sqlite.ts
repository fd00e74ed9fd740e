import { PipelineError } from '@win11mon/schemas'

import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import { createChange } from '../runtime/change.ts'
import { type Database, openDatabase, sqliteCode, sqliteCodes } from '../sqlite/open-database.ts'
import { inTransaction } from '../sqlite/transaction.ts'
import { type Job, type JobHandler, type JobPolicy, type JobQueue, type NewJob, attemptDelayMs } from './job-queue.ts'

export interface SqliteJobQueueOptions {
  /** `:memory:` for jobs that last as long as the process does. */
  readonly path: string
  readonly policy: JobPolicy
  readonly clock?: Clock
}

/** How often jobs are looked for that nobody here has added. */
const lookMs = 1_000
const busyTimeoutMs = 5_000

interface Row {
  readonly job: Job
  readonly attempts: number
}

/** The queue of one process: its jobs outlive it, and those that were under way are done again. */
export async function openSqliteJobQueue({ path, policy, clock = systemClock }: SqliteJobQueueOptions): Promise<JobQueue> {
  const database = await trying(path, () => open(path))
  const added = createChange()
  const statements = prepare(database)
  const nowMs = (): number => Math.floor(clock.nowUs() / 1_000)

  function take(): Row | undefined {
    const found = statements.next.get(nowMs())
    if (found === undefined) return undefined
    statements.start.run(String(found['id']))
    return { job: jobOf(found), attempts: Number(found['attempts']) + 1 }
  }

  function settle({ job, attempts }: Row, error?: unknown): void {
    if (error === undefined) {
      statements.end.run('done', nowMs(), null, job.id)
      return
    }
    const reason = error instanceof Error ? error.message : JSON.stringify(error)
    const isOver = attempts >= policy.attempts || !(error instanceof PipelineError) || !error.isRetryable
    if (isOver) statements.end.run('failed', nowMs(), reason, job.id)
    else statements.again.run(nowMs() + attemptDelayMs(policy, attempts), reason, job.id)
    if (isOver) policy.onFailed?.(job, error)
  }

  /** Whoever adds a job here wakes everybody who waits; what others add is found at the next look. */
  async function rest(signal: AbortSignal): Promise<void> {
    const rested = new AbortController()
    const either = AbortSignal.any([signal, rested.signal])
    await Promise.race([added.next(either), clock.sleep(lookMs, either)])
    rested.abort()
  }

  async function doJobs(handle: JobHandler, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const row = take()
      if (row === undefined) await rest(signal)
      else {
        const error = await failureOf(handle(row.job, signal))
        if (error !== undefined && signal.aborted) statements.giveBack.run(row.job.id)
        else settle(row, error)
      }
    }
  }

  return {
    async add(jobs) {
      await trying(path, () =>
        inTransaction(database, () => {
          statements.forget.run(nowMs() - policy.rememberMs)
          for (const job of jobs) addOne(statements, job, nowMs())
        }),
      )
      added.notify()
    },
    async work(handle, signal) {
      statements.giveAllBack.run()
      await Promise.all(Array.from({ length: policy.concurrency }, () => doJobs(handle, signal)))
    },
    async counts() {
      const { waiting, failed } = statements.counts.get() ?? {}
      return { waiting: Number(waiting ?? 0), failed: Number(failed ?? 0) }
    },
    async close() {
      database.close()
    },
  }
}

async function failureOf(work: Promise<void>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (reason: unknown) => reason ?? new Error('no reason'),
  )
}

async function open(path: string): Promise<Database> {
  const database = await openDatabase(path)
  database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`)
  database.exec(`
    CREATE TABLE IF NOT EXISTS jobs (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, data TEXT NOT NULL, state TEXT NOT NULL, due_ms INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0, ended_ms INTEGER, error TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS jobs_by_time ON jobs (state, due_ms)`)
  return database
}

type Statements = Readonly<
  Record<'add' | 'next' | 'start' | 'end' | 'again' | 'giveBack' | 'giveAllBack' | 'forget' | 'counts', ReturnType<Database['prepare']>>
>

function prepare(database: Database): Statements {
  return {
    add: database.prepare("INSERT OR IGNORE INTO jobs (id, kind, data, state, due_ms) VALUES (?, ?, ?, 'waiting', ?)"),
    next: database.prepare("SELECT id, kind, data, attempts FROM jobs WHERE state = 'waiting' AND due_ms <= ? ORDER BY due_ms LIMIT 1"),
    start: database.prepare("UPDATE jobs SET state = 'running', attempts = attempts + 1 WHERE id = ?"),
    end: database.prepare('UPDATE jobs SET state = ?, ended_ms = ?, error = ? WHERE id = ?'),
    again: database.prepare("UPDATE jobs SET state = 'waiting', due_ms = ?, error = ? WHERE id = ?"),
    giveBack: database.prepare("UPDATE jobs SET state = 'waiting', attempts = attempts - 1 WHERE id = ?"),
    giveAllBack: database.prepare("UPDATE jobs SET state = 'waiting' WHERE state = 'running'"),
    forget: database.prepare('DELETE FROM jobs WHERE ended_ms < ?'),
    counts: database.prepare("SELECT sum(state IN ('waiting', 'running')) AS waiting, sum(state = 'failed') AS failed FROM jobs"),
  }
}

function addOne({ add }: Statements, { id, kind, data, delayMs = 0 }: NewJob, nowMs: number): void {
  add.run(id, kind, JSON.stringify(data), nowMs + delayMs)
}

function jobOf(row: Record<string, unknown>): Job {
  return { id: String(row['id']), kind: String(row['kind']), data: JSON.parse(String(row['data'])) as Job['data'] }
}

async function trying<Result>(path: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const isHeld = sqliteCode(error) === sqliteCodes.busy
    const reason = error instanceof Error ? error.message : String(error)
    const advice = isHeld ? 'Another process is writing to them' : 'Check that the directory exists and can be written'
    throw new PipelineError(isHeld ? 'STORE_HELD' : 'IO_FAILED', `${path}: cannot write the jobs (${reason}). ${advice}.`, {
      cause: error,
      isRetryable: isHeld || sqliteCode(error) === sqliteCodes.full,
    })
  }
}
