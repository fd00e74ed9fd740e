import type { TextDocumentOf } from '@win11mon/pipeline'

import { reportInput } from './report-parts.ts'
import type { AnalysisInput } from './analysis.ts'

/** What became of one input, for the store. */
export function inputDocument(input: AnalysisInput): TextDocumentOf<'inputs'> {
  const { path, format, bytes, accepted, rejected } = input
  const rejectedCount = Object.values(rejected).reduce((sum, count) => sum + count, 0)
  return {
    family: 'inputs',
    id: path,
    columns: { path, format, bytes, events: accepted, rejected: rejectedCount },
    doc: JSON.stringify(reportInput(input)),
  }
}
