import type { EncodedBatch } from '../../batch/encoded-batch.ts'
import { type KindCounts, addKindCounts } from '../../batch/kind-counts.ts'
import { type SpoolCounts, emptyCounts } from '../../ledger/spool-counts.ts'
import { type Totals, type Victim, storedBytes } from './batch-table.ts'

/** What a spool holds and what became of the rest, kept in memory. Told only of what is committed. */
export class SpoolTally {
  #held: Totals
  #droppedEvents = 0
  #droppedByKind: KindCounts = {}
  #declaredEvents = 0
  #corruptBatches = 0
  #corruptEvents = 0
  #oldestTimeUs: number | null = null
  readonly #quarantinedFiles: number

  constructor(held: Totals, quarantinedFiles: number) {
    this.#held = held
    this.#quarantinedFiles = quarantinedFiles
  }

  get held(): Totals {
    return this.#held
  }

  appended(batch: EncodedBatch): void {
    if (this.#held.rows === 0) this.#oldestTimeUs = batch.firstTimeUs
    this.#held = plus(this.#held, batch)
  }

  declared(batch: EncodedBatch): void {
    this.appended(batch)
    this.#declaredEvents += batch.eventCount
  }

  /** The reader has come to a batch whose first event happened then; what is older is gone. */
  oldestIs(timeUs: number): void {
    this.#oldestTimeUs = timeUs
  }

  removed(gone: Totals): void {
    this.#held = minus(this.#held, gone)
    if (this.#held.rows === 0) this.#oldestTimeUs = null
  }

  dropped(victim: Victim): void {
    if (victim.description === undefined) return this.setAside(victim)
    this.removed(victim)
    this.#droppedEvents += victim.events
    this.#droppedByKind = addKindCounts(this.#droppedByKind, victim.description.kindCounts)
  }

  setAside(corrupt: Totals): void {
    this.removed(corrupt)
    this.#corruptBatches += 1
    this.#corruptEvents += corrupt.events
  }

  get counts(): SpoolCounts {
    return {
      ...emptyCounts,
      heldEvents: this.#held.events,
      heldBytes: this.#held.bytes,
      oldestTimeUs: this.#oldestTimeUs,
      droppedEvents: this.#droppedEvents,
      droppedByKind: this.#droppedByKind,
      declaredEvents: this.#declaredEvents,
      quarantinedFiles: this.#quarantinedFiles,
      corruptBatches: this.#corruptBatches,
      corruptEvents: this.#corruptEvents,
    }
  }
}

function plus(held: Totals, { value, eventCount }: EncodedBatch): Totals {
  return { rows: held.rows + 1, bytes: held.bytes + storedBytes(value.length), events: held.events + eventCount }
}

function minus(held: Totals, gone: Totals): Totals {
  return { rows: held.rows - gone.rows, bytes: held.bytes - gone.bytes, events: held.events - gone.events }
}
