/** Work that is done later, once, by whoever has time. It carries ids, never what they stand for. */
export interface Job {
  /** The same work has the same id: letters, digits, dots, dashes and underscores. */
  readonly id: string
  readonly kind: string
  readonly data: Readonly<Record<string, string>>
}

export interface NewJob extends Job {
  /** Not before so long from now. Milliseconds. */
  readonly delayMs?: number
}

export interface JobCounts {
  readonly waiting: number
  readonly failed: number
}

/** Does a job. Rejects with a retryable PipelineError to be called again later; with any other the job has failed for good. */
export type JobHandler = (job: Job, signal: AbortSignal) => Promise<void>

/**
 * A queue of jobs, at least once. Adding one that waits, runs, has failed or was done within `rememberMs` does nothing, so
 * whoever is not sure adds it again.
 */
export interface JobQueue {
  /** Rejects with BACKEND_UNAVAILABLE or STORE_HELD, soon, when the queue cannot be reached: then add them again. */
  add(jobs: readonly NewJob[]): Promise<void>
  /** Does jobs until the signal is aborted; resolves when those under way are done or given back. Waits for a queue that is away. */
  work(handle: JobHandler, signal: AbortSignal): Promise<void>
  counts(): Promise<JobCounts>
  close(): Promise<void>
}

/** How jobs are tried again, and remembered. */
export interface JobPolicy {
  readonly attempts: number
  /** Wait after the first failure; each further one doubles it. Milliseconds. */
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** How long a job that is done, or has failed for good, is known. Milliseconds. */
  readonly rememberMs: number
  /** Jobs done at the same time. */
  readonly concurrency: number
  /** Told when a job has failed for good. */
  readonly onFailed?: (job: Job, error: unknown) => void
}

/** Wait before the next attempt after so many. */
export function attemptDelayMs({ firstDelayMs, maxDelayMs }: JobPolicy, attempts: number): number {
  return Math.min(firstDelayMs * 2 ** Math.max(0, attempts - 1), maxDelayMs)
}
