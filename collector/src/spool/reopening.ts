import { type Clock, PipelineError, type RetryPolicy, retry, sqliteCode } from '@win11mon/pipeline'

import type { EncodedBatch } from '../batch/encoded-batch.ts'
import { addKindCounts } from '../batch/kind-counts.ts'
import type { SpooledBatch } from '../batch/spooled-batch.ts'
import { type SpoolCounts, emptyCounts } from '../ledger/spool-counts.ts'
import type { Spool } from './spool.ts'

/** `hasFailed`: the spool that was open before has failed, and the file is not to be believed. */
export type OpenSpool = (hasFailed: boolean) => Promise<Spool>

export interface ReopeningOptions {
  readonly clock: Clock
  readonly policy: RetryPolicy
  /** The disk has failed, and the spool is opened anew; again and again while that fails. */
  readonly onFailure: (error: PipelineError) => void
}

/**
 * A spool that outlives errors of the disk. After one the file is closed and opened anew, since what a failed write or sync
 * left in a cache is not to be trusted, and the batch is appended again from memory: it may then be held twice, never not
 * at all. A file that cannot be read any more is set aside as at a start. Rejects like `open` when that fails at first.
 */
export async function openReopeningSpool(open: OpenSpool, options: ReopeningOptions): Promise<Spool> {
  return new ReopeningSpool(await open(false), open, options)
}

class ReopeningSpool implements Spool {
  readonly #open: OpenSpool
  readonly #options: ReopeningOptions
  #current: Spool
  /** Ids of an earlier opening may stand for other batches in a new file. */
  #opening = 0
  #readIn = 0
  #reopening: Promise<void> | undefined
  #before: SpoolCounts = emptyCounts
  #isEnded = false
  /** Of whoever reads; a removal that fails waits no longer than the reader would. */
  #readSignal: AbortSignal = new AbortController().signal

  constructor(first: Spool, open: OpenSpool, options: ReopeningOptions) {
    this.#current = first
    this.#open = open
    this.#options = options
  }

  async append(batch: EncodedBatch, signal: AbortSignal): Promise<void> {
    await this.#withSpool((spool) => spool.append(batch, signal), signal)
  }

  async read(maxBatches: number, signal: AbortSignal): Promise<readonly SpooledBatch[]> {
    for (;;) {
      const opening = this.#opening
      this.#readSignal = signal
      const batches = await this.#withSpool((spool) => spool.read(maxBatches, signal), signal)
      this.#readIn = opening
      if (batches.length > 0 || signal.aborted) return batches
      // An empty answer of a spool that is being closed, or was closed meanwhile, is no end.
      if (this.#reopening === undefined && opening === this.#opening) return batches
      await this.#reopening
    }
  }

  async remove(id: number): Promise<void> {
    if (this.#readIn !== this.#opening) return
    try {
      await this.#current.remove(id)
    } catch (error) {
      // The batches come again, and the consumer drops what it has.
      await this.#reopen(this.#opening, failureOf(error), this.#readSignal)
    }
  }

  end(): void {
    this.#isEnded = true
    this.#current.end()
  }

  get counts(): SpoolCounts {
    return addCounts(this.#before, this.#current.counts)
  }

  async close(): Promise<void> {
    await this.#reopening
    await this.#current.close()
  }

  async #withSpool<Result>(action: (spool: Spool) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    for (;;) {
      const opening = this.#opening
      try {
        return await action(this.#current)
      } catch (error) {
        if (signal.aborted) throw error
        if (opening === this.#opening) await this.#reopen(opening, failureOf(error), signal)
      }
    }
  }

  /** One reopening serves everybody who waits. */
  #reopen(opening: number, error: PipelineError, signal: AbortSignal): Promise<void> {
    if (opening !== this.#opening) return Promise.resolve()
    this.#reopening ??= this.#openAnew(error, signal).finally(() => (this.#reopening = undefined))
    return this.#reopening
  }

  async #openAnew(error: PipelineError, signal: AbortSignal): Promise<void> {
    const { clock, policy, onFailure } = this.#options
    onFailure(error)
    const failed = this.#current
    const counts = failed.counts
    // Whoever reads wakes up and comes back for the new one.
    failed.end()
    await failed.close().catch(() => undefined)
    const attempt = (): Promise<Spool> => this.#open(true).catch((reason: unknown) => Promise.reject(asRetryable(failureOf(reason))))
    this.#current = await retry(attempt, { clock, policy, signal, onRetry: onFailure })
    this.#before = addCounts(this.#before, { ...counts, heldEvents: 0, heldBytes: 0, oldestTimeUs: null })
    this.#opening += 1
    if (this.#isEnded) this.#current.end()
  }
}

/** What the drivers say to whoever still reads while the file is closed to be opened anew; the last is Node 24's. */
const usedAfterClose = ['not open', 'closed', 'finalized'] as const

/** What the disk did. A defect of ours is passed on: opening anew would not mend it. */
function failureOf(error: unknown): PipelineError {
  if (error instanceof PipelineError && (error.code === 'IO_FAILED' || error.code === 'SPOOL_HELD')) return error
  const reason = error instanceof Error ? error.message : String(error)
  if (sqliteCode(error) === undefined && !usedAfterClose.some((words) => reason.includes(words))) throw error
  return new PipelineError('IO_FAILED', `The spool cannot be used (${reason}). Check the disk.`, { cause: error })
}

function asRetryable(error: PipelineError): PipelineError {
  return new PipelineError(error.code, error.message, { cause: error, isRetryable: true })
}

function addCounts(one: SpoolCounts, other: SpoolCounts): SpoolCounts {
  return {
    ...other,
    droppedEvents: one.droppedEvents + other.droppedEvents,
    droppedByKind: addKindCounts(one.droppedByKind, other.droppedByKind),
    declaredEvents: one.declaredEvents + other.declaredEvents,
    quarantinedFiles: one.quarantinedFiles + other.quarantinedFiles,
    corruptBatches: one.corruptBatches + other.corruptBatches,
    corruptEvents: one.corruptEvents + other.corruptEvents,
  }
}
