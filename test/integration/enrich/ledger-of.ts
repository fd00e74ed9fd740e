import { existsSync } from 'node:fs'

import { openSqliteDocumentReader } from '@win11mon/pipeline'

/** Sums of the ledger of a store, and what is really there. */
export interface StoreLedger {
  readonly issued: number
  readonly indexed: number
  readonly gaps: number
  readonly unexplained: number
  readonly inFlight: number
  readonly events: number
  readonly deadLetters: number
}

const empty: StoreLedger = { issued: 0, indexed: 0, gaps: 0, unexplained: 0, inFlight: 0, events: 0, deadLetters: 0 }

export async function ledgerOf(path: string): Promise<StoreLedger> {
  if (!existsSync(path)) return empty
  const reader = await openSqliteDocumentReader(path)
  try {
    const streams = await reader.streams()
    const sum = (name: 'issued' | 'indexed' | 'gaps' | 'unexplained' | 'in_flight'): number =>
      streams.reduce((total, stream) => total + stream[name], 0)
    const events = [...(await reader.countEvents()).values()].reduce((total, count) => total + count, 0)
    const deadLetters = (await reader.deadLetters()).length
    return {
      issued: sum('issued'),
      indexed: sum('indexed'),
      gaps: sum('gaps'),
      unexplained: sum('unexplained'),
      inFlight: sum('in_flight'),
      events,
      deadLetters,
    }
  } finally {
    await reader.close()
  }
}
