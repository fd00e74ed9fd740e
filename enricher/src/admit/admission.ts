/** Numbers that are missing from a stream. */
export interface SequenceGap {
  readonly firstSequence: number
  readonly lastSequence: number
}

/** What to do with a batch: skip its first `repeatedCount` events, and declare `gap` before the rest. */
export interface Admission {
  readonly repeatedCount: number
  readonly gap: SequenceGap | null
}

/**
 * Per stream the next expected sequence, nothing more: a batch below it is a repeat, one above it leaves a gap. A pure
 * function of the batches seen; memory grows with the number of streams only.
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
  return {
    admit(bootId, firstSequence, lastSequence) {
      const next = nextByBoot.get(bootId) ?? 1
      nextByBoot.set(bootId, Math.max(next, lastSequence + 1))
      const repeatedCount = Math.min(Math.max(next - firstSequence, 0), lastSequence - firstSequence + 1)
      const gap = firstSequence > next ? { firstSequence: next, lastSequence: firstSequence - 1 } : null
      return { repeatedCount, gap }
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
