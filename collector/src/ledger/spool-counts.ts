import type { KindCounts } from '../batch/kind-counts.ts'

/** What a spool holds, and what became of the rest since it was opened. */
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
