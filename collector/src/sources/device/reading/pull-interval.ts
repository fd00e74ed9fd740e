/** Records that one pull should find: they fill most of its buffer, and the batch that they make. */
const aimedRecords = 1_500
const shortestMs = 5
/** A calm machine is asked less often step by step: it may not stay calm. */
const mostGrowth = 1.5

/** How long to rest between two pulls, adapted to how much came. */
export interface PullInterval {
  /** Tells how many records came since the last rest; returns for how long to rest now. Milliseconds. */
  after(recordCount: number): number
}

/** As long as it takes the machine to make a batch, up to `longestMs`. */
export function createPullInterval(longestMs: number): PullInterval {
  let intervalMs = longestMs
  return {
    after(recordCount) {
      const growth = Math.min(mostGrowth, aimedRecords / Math.max(1, recordCount))
      intervalMs = Math.min(longestMs, Math.max(shortestMs, intervalMs * growth))
      return intervalMs
    },
  }
}
