import type { ReportInput, ReportLedger } from '../analysis/report.ts'
import type { StreamLedger } from '../store/read-ledger.ts'
import { countOf, formatCount } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { drawTable } from '../terminal/table.ts'
import { ledgerDoubt } from './ledger-doubt.ts'
import { ledgerLines } from './ledger-lines.ts'

const numberTitles = ['issued', 'indexed', 'stored', 'dead-lettered', 'gaps', 'in flight', 'unexplained'] as const

export interface LedgerSum {
  readonly total: ReportLedger
  /** What was rejected of the inputs, and stands in no equation. */
  readonly inputs: readonly Pick<ReportInput, 'rejected'>[]
}

/** A row for every stream, the sum, and what the store lost. */
export function streamLedgerLines(streams: readonly StreamLedger[], { total, inputs }: LedgerSum, screen: Screen): string[] {
  if (streams.length === 0)
    return [screen.colours.yellow('Nothing was stored: the store has no events, and no stream that could have any.')]
  const columns = [
    { title: 'host', cut: 'end' },
    { title: 'stream', cut: 'end' },
    ...numberTitles.map((title) => ({ title, align: 'right' }) as const),
  ] as const
  const rows = streams.map((stream) => {
    const { issued, indexed, stored, dead_lettered: deadLettered, gaps, in_flight: inFlight, unexplained } = stream
    const numbers = [issued, indexed, stored, deadLettered, gaps, inFlight, unexplained].map(formatCount)
    return [stream.host.name ?? stream.host.id, stream.stream, ...numbers]
  })
  const doubts = doubtsOf(streams)
  return [
    ...drawTable(columns, rows, screen),
    '',
    ...(doubts.length === 0
      ? ledgerLines(total, screen, ledgerDoubt(inputs, total))
      : ledgerLines(total, screen, '0 unexplained in the ledger, which is not that of these events:')),
    ...doubts.map((doubt) => screen.colours.red(`✗ ${doubt}`)),
  ]
}

/** What the store really holds, beside what the ledger says of it. */
function doubtsOf(streams: readonly StreamLedger[]): string[] {
  const killed = streams.filter(({ issued, stored }) => issued === 0 && stored > 0)
  const changed = streams.filter(({ issued, indexed, stored }) => issued > 0 && indexed !== stored).length
  const events = killed.reduce((sum, { stored }) => sum + stored, 0)
  return [
    ...(killed.length === 0
      ? []
      : [
          `${countOf(events, 'event is', 'events are')} stored without a ledger: the run that stored them did not come to its end. Analyse the captures again into this store.`,
        ]),
    ...(changed === 0 ? [] : [`the store does not hold what was indexed of ${formatCount(changed)} streams: it was changed or is damaged`]),
  ]
}
