import type { ReportLedger } from '../analysis/report.ts'
import type { StreamLedger } from '../store/read-ledger.ts'
import { formatCount } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { drawTable } from '../terminal/table.ts'
import { ledgerLines } from './ledger-lines.ts'

const numberTitles = ['issued', 'indexed', 'stored', 'dead-lettered', 'gaps', 'in flight', 'unexplained'] as const

/** A row for every stream, the sum, and what the store lost. */
export function streamLedgerLines(streams: readonly StreamLedger[], total: ReportLedger, screen: Screen): string[] {
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
  const lost = streams.filter(({ indexed, stored }) => indexed !== stored).length
  return [
    ...drawTable(columns, rows, screen),
    '',
    ...ledgerLines(total, screen),
    ...(lost === 0
      ? []
      : [screen.colours.red(`✗ the store does not hold what was indexed of ${formatCount(lost)} streams: it was changed or is damaged`)]),
  ]
}
