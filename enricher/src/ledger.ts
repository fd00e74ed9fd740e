/** Counts of one stream at the enricher. All in events. */
export interface StreamCounts {
  readonly bootId: string
  readonly hostId: string
  /** Highest number seen. */
  lastSequence: number
  indexed: number
  deadLettered: number
  /** Numbered events that never arrived. */
  missing: number
  /** Events the source refused and declared in gap records; they never had a number. */
  refused: number
  /** Events that came again and were dropped. */
  repeated: number
  /** False while only earlier runs have read from the stream. */
  isOfThisRun: boolean
  /** Highest number that was stored by earlier runs; 0 without any. */
  storedThrough: number
  /** Highest of those numbers that this run has read again. */
  readAgainThrough: number
  /** Newest event time of the stream, microseconds since 1970. */
  newestUs: number
}

export function newStreamCounts(bootId: string, hostId: string): StreamCounts {
  const counts = { lastSequence: 0, indexed: 0, deadLettered: 0, missing: 0, refused: 0, repeated: 0 }
  return { bootId, hostId, ...counts, isOfThisRun: false, storedThrough: 0, readAgainThrough: 0, newestUs: -Infinity }
}

/** Where every event is. `issued = indexed + deadLettered + gaps + inFlight + unexplained`, and unexplained is 0. */
export interface LedgerBalance {
  readonly issued: number
  readonly indexed: number
  readonly deadLettered: number
  readonly gaps: number
  readonly inFlight: number
  readonly unexplained: number
}

/** `issuedSequence` is the highest number the source gave out, which may be ahead of what has arrived. */
export function balanceOf(counts: StreamCounts, issuedSequence: number): LedgerBalance {
  const issued = issuedSequence + counts.refused
  const gaps = counts.missing + counts.refused
  const inFlight = Math.max(issuedSequence - counts.lastSequence, 0)
  const { indexed, deadLettered } = counts
  return { issued, indexed, deadLettered, gaps, inFlight, unexplained: issued - indexed - deadLettered - gaps - inFlight }
}

export function addBalances(balances: Iterable<LedgerBalance>): LedgerBalance {
  const sum = { issued: 0, indexed: 0, deadLettered: 0, gaps: 0, inFlight: 0, unexplained: 0 }
  for (const balance of balances) {
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += balance[key]
  }
  return sum
}
