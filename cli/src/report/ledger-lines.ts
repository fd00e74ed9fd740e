import type { ReportLedger } from '../analysis/report.ts'
import { formatCount } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { wrap } from '../terminal/width.ts'

/** The equation, and whether it holds. */
export function ledgerLines(ledger: ReportLedger, { colours, columns }: Screen): string[] {
  const { issued, indexed, dead_lettered: deadLettered, gaps, in_flight: inFlight, unexplained } = ledger
  const parts = [
    `${formatCount(indexed)} indexed`,
    `${formatCount(deadLettered)} dead-lettered`,
    `${formatCount(gaps)} in gaps`,
    `${formatCount(inFlight)} in flight`,
    `${formatCount(unexplained)} unexplained`,
  ]
  const verdict =
    unexplained === 0 ? colours.green('✓ every event is accounted for') : colours.red('✗ some events are unexplained: this is a defect')
  const equation = `${formatCount(issued)} issued = ${parts.join(' + ')}`
  const isShort = equation.length + 33 <= columns
  return isShort ? [`${equation}  ${verdict}`] : [...wrap(equation, columns), verdict]
}
