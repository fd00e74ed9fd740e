import type { TextDocumentOf } from '@win11mon/pipeline'

import type { LedgerBalance } from '../ledger/balance.ts'
import type { Stream } from '../ledger/stream.ts'

/** The ledger of one stream. */
export function streamDocument({ bootId, hostId }: Stream, balance: LedgerBalance): TextDocumentOf<'streams'> {
  const { issued, indexed, deadLettered, gaps, inFlight, unexplained } = balance
  const counts = { issued, indexed, dead_lettered: deadLettered, gaps, in_flight: inFlight, unexplained }
  const doc = { host: { id: hostId }, win11mon: { boot_id: bootId, ledger: counts } }
  return { family: 'streams', id: bootId, columns: { host_id: hostId, ...counts }, doc: JSON.stringify(doc) }
}
