import type { Stream } from './stream.ts'

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
export function balanceOf(stream: Stream, issuedSequence: number = stream.lastSequence): LedgerBalance {
  const highest = Math.max(issuedSequence, stream.lastSequence)
  const issued = highest + stream.refused - stream.elsewhere
  const gaps = stream.missing + stream.refused
  const inFlight = highest - stream.lastSequence + stream.held
  const { indexed, deadLettered } = stream
  return { issued, indexed, deadLettered, gaps, inFlight, unexplained: issued - indexed - deadLettered - gaps - inFlight }
}

export function addBalances(balances: Iterable<LedgerBalance>): LedgerBalance {
  const sum = { issued: 0, indexed: 0, deadLettered: 0, gaps: 0, inFlight: 0, unexplained: 0 }
  for (const balance of balances) {
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += balance[key]
  }
  return sum
}
