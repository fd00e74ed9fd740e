import type { LedgerBalance } from '@win11mon/enricher'

import type { ReportInput, ReportLedger } from './report.ts'
import type { AnalysisInput } from './analysis.ts'

export function reportInput(input: AnalysisInput): ReportInput {
  const { path, format, bytes, recordsRead, accepted, rejected, skipped, error, warnings, samples } = input
  return {
    path,
    format,
    bytes,
    events_read: recordsRead,
    accepted,
    rejected,
    skipped,
    examples: input.examples,
    skipped_events: input.skippedEvents,
    unreadable_values: input.unreadableValues,
    rejected_without_host: input.rejectedWithoutHost,
    borrowed_process_ids: input.borrowedProcessIds,
    assumed_utc: input.assumedUtc,
    unsure_zone: input.unsureZone,
    error,
    messages: [...(error === null ? [] : [error]), ...warnings, ...samples],
  }
}

export function reportLedger({ issued, indexed, deadLettered, gaps, inFlight, unexplained }: LedgerBalance): ReportLedger {
  return { issued, indexed, dead_lettered: deadLettered, gaps, in_flight: inFlight, unexplained }
}
