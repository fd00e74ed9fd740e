import type { Document } from '@win11mon/pipeline'

import type { StreamBalance } from '../compose/embedded-pipeline.ts'
import { reportInput, reportLedger } from './report-parts.ts'
import type { AnalysisInput } from './run-analysis.ts'

/** What became of one input, for the store. */
export function inputDocument(input: AnalysisInput): Document {
  const { path, format, bytes, accepted, rejected } = input
  const rejectedCount = Object.values(rejected).reduce((sum, count) => sum + count, 0)
  return { family: 'inputs', id: path, values: [path, format, bytes, accepted, rejectedCount], doc: JSON.stringify(reportInput(input)) }
}

/** The ledger of one stream, for the store. */
export function streamDocument(balance: StreamBalance): Document {
  const { bootId, hostId, issued, indexed, deadLettered, gaps, inFlight, unexplained } = balance
  const doc = { host: { id: hostId }, win11mon: { boot_id: bootId, ledger: reportLedger(balance) } }
  return {
    family: 'streams',
    id: bootId,
    values: [hostId, issued, indexed, deadLettered, gaps, inFlight, unexplained],
    doc: JSON.stringify(doc),
  }
}
