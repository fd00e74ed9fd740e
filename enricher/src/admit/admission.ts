import { type FilledHole, Holes, type SequenceGap } from './holes.ts'

/** What to do with a run of numbers: its first `repeatedCount` were seen before, and `gap` is missing before the rest. */
export interface RunAdmission {
  readonly repeatedCount: number
  readonly gap: SequenceGap | null
  /** Those of the first `repeatedCount` numbers that are no repeats after all: they fill gaps that were noticed before. */
  readonly filled: readonly FilledHole[]
  /** Older holes that are forgotten. */
  readonly forgottenHoles: number
}

const noneFilled: readonly FilledHole[] = []

/**
 * The numbers of one stream: the next expected one and the gaps below it. Numbers below it are repeats unless they fill one
 * of those, one above it leaves a gap. A pure function of the runs seen; its memory is bounded.
 */
export class Admission {
  /** Next expected number. */
  #next: number
  readonly holes: Holes = new Holes()

  constructor(next = 1) {
    this.#next = next
  }

  get next(): number {
    return this.#next
  }

  /** Takes numbers without a hole between them. */
  admit(firstSequence: number, lastSequence: number): RunAdmission {
    const next = this.#next
    this.#next = Math.max(next, lastSequence + 1)
    const repeatedCount = Math.min(Math.max(next - firstSequence, 0), lastSequence - firstSequence + 1)
    const gap = firstSequence > next ? { firstSequence: next, lastSequence: firstSequence - 1 } : null
    const forgottenHoles = gap === null ? 0 : this.holes.add({ ...gap, isDeclared: false })
    if (repeatedCount === 0) return { repeatedCount, gap, filled: noneFilled, forgottenHoles }
    const filled = this.holes.take({ firstSequence, lastSequence: firstSequence + repeatedCount - 1 })
    return { repeatedCount, gap, filled, forgottenHoles }
  }

  /**
   * The source of the stream says that these numbers will never come. Returns how many of them were not missed before;
   * numbers beyond the next expected one are counted when the batch after them arrives. Should one come after all, it counts.
   */
  declareLost(firstSequence: number, lastSequence: number): number {
    const next = this.#next
    if (firstSequence > next || lastSequence < next) return 0
    this.#next = lastSequence + 1
    this.holes.add({ firstSequence: next, lastSequence, isDeclared: true })
    return lastSequence + 1 - next
  }
}
