import { PipelineError } from '@win11mon/schemas'
import type { Job as BullJob, Queue, Worker } from 'bullmq'

import { type RedisSettings, openRedis, redisError } from '../redis/redis.ts'
import { exportsOf } from '../runtime/exports-of.ts'
import { type Job, type JobHandler, type JobPolicy, type JobQueue, attemptDelayMs } from './job-queue.ts'

export interface BullmqJobQueueOptions {
  readonly settings: RedisSettings
  readonly name: string
  readonly policy: JobPolicy
  /** Told of what the workers' connection suffers; they go on by themselves. */
  readonly onError?: (error: unknown) => void
}

/** How long a worker that died holds its job. */
const lockMs = 30_000

/** The queue of several processes, in Redis. Opening needs no server. */
export async function openBullmqJobQueue(options: BullmqJobQueueOptions): Promise<JobQueue> {
  const { settings, name, policy, onError = () => undefined } = options
  const library = exportsOf(await import('bullmq'))
  const { redis, url } = await openRedis(settings)
  const prefix = `${settings.prefix}:jobs`
  // Whoever adds a job learns soon that the queue is away: the reconciler makes it again.
  const queue: Queue = new library.Queue(name, { connection: redis, prefix, skipVersionCheck: true })
  queue.on('error', onError)
  const trying = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await withinTime(work(), settings.timeout_ms)
    } catch (error) {
      throw redisError(url, what, error)
    }
  }

  return {
    add: (jobs) =>
      trying('adding jobs', async () => {
        await queue.addBulk(
          jobs.map(({ id, kind, data, delayMs = 0 }) => ({
            name: kind,
            data,
            opts: {
              jobId: id,
              delay: delayMs,
              attempts: policy.attempts,
              backoff: { type: 'custom' },
              removeOnComplete: { age: Math.ceil(policy.rememberMs / 1_000) },
              removeOnFail: { age: Math.ceil(policy.rememberMs / 1_000) },
            },
          })),
        )
      }),
    async work(handle, signal) {
      // A worker waits for its server, however long that takes.
      const { redis: blocking } = await openRedis(settings, { maxRetriesPerRequest: null, commandTimeout: undefined })
      const worker: Worker = new library.Worker(name, (job) => doJob(job, handle, { signal, library }), {
        connection: blocking,
        prefix,
        concurrency: policy.concurrency,
        lockDuration: lockMs,
        skipVersionCheck: true,
        settings: { backoffStrategy: (attempts) => attemptDelayMs(policy, attempts) },
      })
      worker.on('error', onError)
      worker.on('failed', (job, error) => {
        if (job !== undefined && (error instanceof library.UnrecoverableError || job.attemptsMade >= policy.attempts))
          policy.onFailed?.(toJob(job), error)
      })
      await aborted(signal)
      await withinTime(worker.close(), settings.timeout_ms).catch(() => worker.close(true).catch(() => undefined))
      blocking.disconnect()
    },
    counts: () =>
      trying('counting jobs', async () => {
        const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed')
        const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts
        return { waiting: waiting + active + delayed, failed }
      }),
    async close() {
      await withinTime(queue.close(), settings.timeout_ms).catch(() => undefined)
      redis.disconnect()
    },
  }
}

interface Doing {
  readonly signal: AbortSignal
  readonly library: { readonly UnrecoverableError: new (message: string) => Error }
}

async function doJob(job: BullJob, handle: JobHandler, { signal, library }: Doing): Promise<void> {
  try {
    await handle(toJob(job), signal)
  } catch (error) {
    if (error instanceof PipelineError && error.isRetryable) throw error
    throw new library.UnrecoverableError(error instanceof Error ? error.message : String(error))
  }
}

function toJob({ id, name, data }: BullJob): Job {
  return { id: id ?? '', kind: name, data: data as Job['data'] }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** The library waits for its connection without end. */
function withinTime<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
