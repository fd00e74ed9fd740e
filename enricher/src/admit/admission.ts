import { type FilledHole, type Holes, createHoles } from './holes.ts'

/** Numbers that are missing from a stream. */
export interface SequenceGap {
  readonly firstSequence: number
  readonly lastSequence: number
}

/** What to do with a batch: skip its first `repeatedCount` events, and declare `gap` before the rest. */
export interface Admission {
  readonly repeatedCount: number
  readonly gap: SequenceGap | null
  /** Those of the first `repeatedCount` events that are no repeats after all: they fill gaps that were declared before. */
  readonly filled?: readonly FilledHole[]
}

/**
 * Per stream the next expected sequence and the gaps below it: a batch below it is a repeat unless it fills one of those,
 * one above it leaves a gap. A pure function of the batches seen; memory grows with the number of streams and of gaps, of
 * which a stream keeps a bounded number.
 */
export interface AdmissionState {
  admit(bootId: string, firstSequence: number, lastSequence: number): Admission
  /**
   * The source of the stream says that these numbers will never come. Returns how many of them were not missed before;
   * numbers beyond the next expected one are counted when the batch after them arrives.
   */
  declareLost(bootId: string, firstSequence: number, lastSequence: number): number
  /** Next expected sequence of a stream; 1 for one never seen. */
  next(bootId: string): number
}

export function createAdmission(): AdmissionState {
  const nextByBoot = new Map<string, number>()
  const holesByBoot = new Map<string, Holes>()

  function addHole(bootId: string, hole: SequenceGap): void {
    const holes = holesByBoot.get(bootId) ?? createHoles()
    holesByBoot.set(bootId, holes)
    holes.add(hole)
  }

  return {
    admit(bootId, firstSequence, lastSequence) {
      const next = nextByBoot.get(bootId) ?? 1
      nextByBoot.set(bootId, Math.max(next, lastSequence + 1))
      const repeatedCount = Math.min(Math.max(next - firstSequence, 0), lastSequence - firstSequence + 1)
      const gap = firstSequence > next ? { firstSequence: next, lastSequence: firstSequence - 1 } : null
      if (gap !== null) addHole(bootId, gap)
      if (repeatedCount === 0) return { repeatedCount, gap }
      const filled = holesByBoot.get(bootId)?.fill({ firstSequence, lastSequence: firstSequence + repeatedCount - 1 })
      return filled === undefined || filled.length === 0 ? { repeatedCount, gap } : { repeatedCount, gap, filled }
    },
    declareLost(bootId, firstSequence, lastSequence) {
      const next = nextByBoot.get(bootId) ?? 1
      if (firstSequence > next || lastSequence < next) return 0
      nextByBoot.set(bootId, lastSequence + 1)
      return lastSequence + 1 - next
    },
    next: (bootId) => nextByBoot.get(bootId) ?? 1,
  }
}
