import type { EncodedBatch } from '../batch/encoded-batch.ts'
import type { KindCounts } from '../batch/kind-counts.ts'
import type { SpooledBatch } from '../batch/spooled-batch.ts'

export interface SpoolCounts {
  /** Events held now. */
  readonly heldEvents: number
  readonly heldBytes: number
  /** When the oldest event that is held happened, microseconds since 1970; null when nothing is held. */
  readonly oldestTimeUs: number | null
  /** Events dropped because the spool was full; each stands in a gap event. */
  readonly droppedEvents: number
  readonly droppedByKind: KindCounts
  /** Gap events that the spool added for what it dropped or set aside. */
  readonly declaredEvents: number
  /** Files set aside because they could not be read. */
  readonly quarantinedFiles: number
  /** Batches set aside because their checksum was wrong, and their events. */
  readonly corruptBatches: number
  readonly corruptEvents: number
}

/**
 * Holds batches between source and event log, in order. One appender and one reader. What `append` accepted survives
 * as the adapter promises: memory until the process ends, SQLite a kill at any moment.
 */
export interface Spool {
  /**
   * Resolves when the batch is held. Waits while the spool is full, or makes room by declared drops: the adapter says
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

/** Counts of a spool that nothing has happened to. */
export const emptyCounts: SpoolCounts = {
  heldEvents: 0,
  heldBytes: 0,
  oldestTimeUs: null,
  droppedEvents: 0,
  droppedByKind: {},
  declaredEvents: 0,
  quarantinedFiles: 0,
  corruptBatches: 0,
  corruptEvents: 0,
}
