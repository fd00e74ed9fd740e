import type { EncodedBatch } from '../batch/encoded-batch.ts'
import type { SpooledBatch } from '../batch/spooled-batch.ts'
import type { SpoolCounts } from '../ledger/spool-counts.ts'

/**
 * Holds batches between source and event log, in the order of the calls of `append`; one reader. What `append` accepted survives
 * as the adapter promises: memory until the process ends, SQLite a kill at any moment.
 */
export interface Spool {
  /**
   * Resolves when the batch is held, or the log has it. May be called again before that. Waits while the spool is full, or makes room by declared drops: the adapter says
   * which. Aborted while it waits, it holds the batch all the same or rejects with SPOOL_FULL; then the source keeps it.
   */
  append(batch: EncodedBatch, signal: AbortSignal): Promise<void>
  /** The oldest batches that are not removed, at most `maxBatches`; waits for one; empty when the spool was ended and is drained. */
  read(maxBatches: number, signal: AbortSignal): Promise<readonly SpooledBatch[]>
  /** The event log has acknowledged everything up to and including `id`. */
  remove(id: number): Promise<void>
  /** No more appends: `read` returns what is left and then nothing. */
  end(): void
  readonly counts: SpoolCounts
  close(): Promise<void>
}
