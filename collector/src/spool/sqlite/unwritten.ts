import type { EncodedBatch } from '../../batch/encoded-batch.ts'

/** A batch that whoever appended it still keeps: neither the file nor the log has it. */
export interface UnwrittenBatch {
  readonly id: number
  readonly batch: EncodedBatch
  readonly signal: AbortSignal
  /** When it has to be in the file, as of `performance.now()`. */
  readonly dueMs: number
}

interface Entry extends UnwrittenBatch {
  readonly hold: () => void
  readonly refuse: (error: unknown) => void
}

/** More than this is written without waiting for the log. */
const mostBatches = 16
const mostBytes = 4 * 1024 * 1024

/** Batches on their way past the file, in their order. */
export class UnwrittenBatches {
  readonly #delayMs: number
  #entries: Entry[] = []
  #bytes = 0

  constructor(delayMs: number) {
    this.#delayMs = delayMs
  }

  /** As they are now: what happens to them later changes nothing in it. */
  get all(): readonly UnwrittenBatch[] {
    return [...this.#entries]
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0
  }

  get isFull(): boolean {
    return this.#entries.length >= mostBatches || this.#bytes >= mostBytes
  }

  /** Some should be in the file by now. */
  get isDue(): boolean {
    const [oldest] = this.#entries
    return oldest !== undefined && (this.isFull || performance.now() >= oldest.dueMs)
  }

  /** Resolves when the batch is held somewhere, rejects when it is refused. */
  add(id: number, batch: EncodedBatch, signal: AbortSignal): Promise<void> {
    this.#bytes += batch.value.length
    return new Promise((resolve, reject) => {
      this.#entries.push({ id, batch, signal, dueMs: performance.now() + this.#delayMs, hold: resolve, refuse: reject })
    })
  }

  /** Those up to this id are held now, in the file or by the log. */
  heldThrough(id: number): void {
    while (this.#entries[0] !== undefined && this.#entries[0].id <= id) this.#leave(this.#entries.shift())?.hold()
  }

  /** Those whose appender gives up keep nobody waiting. */
  refuse(error: unknown, which: (entry: UnwrittenBatch) => boolean = () => true): void {
    const refused = this.#entries.filter(which)
    this.#entries = this.#entries.filter((entry) => !refused.includes(entry))
    for (const entry of refused) this.#leave(entry)?.refuse(error)
  }

  #leave(entry: Entry | undefined): Entry | undefined {
    this.#bytes -= entry?.batch.value.length ?? 0
    return entry
  }
}
