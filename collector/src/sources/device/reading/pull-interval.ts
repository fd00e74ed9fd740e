/** Records that one pull should find: few enough for a small buffer, enough that the calls cost nothing beside them. */
const aimedRecords = 400
const shortestMs = 1

/** How long to rest between two pulls, adapted to how much came. */
export interface PullInterval {
  /** Tells what the last pull found; returns for how long to rest, 0 for not at all. Milliseconds. */
  after(recordCount: number, ringUsedRatio: number): number
}

/** A ring that fills up is not waited for; a quiet one is asked less and less often, up to `longestMs`. */
export function createPullInterval(longestMs: number): PullInterval {
  let intervalMs = longestMs
  return {
    after(recordCount, ringUsedRatio) {
      if (ringUsedRatio > 0.25 || recordCount > 2 * aimedRecords) {
        intervalMs = Math.max(shortestMs, intervalMs / 2)
        return 0
      }
      intervalMs = recordCount > aimedRecords ? Math.max(shortestMs, intervalMs / 2) : Math.min(longestMs, intervalMs * 1.5)
      return intervalMs
    },
  }
}
