import type { ReportLedger } from '../analysis/report.ts'
import { formatCount } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { widthOf, wrap } from '../terminal/width.ts'

/** The equation, and whether it holds. */
export function ledgerLines(ledger: ReportLedger, { colours, columns }: Screen): string[] {
  const { issued, indexed, dead_lettered: deadLettered, gaps, in_flight: inFlight, unexplained } = ledger
  const parts = [
    `${formatCount(indexed)} indexed`,
    `${formatCount(deadLettered)} dead-lettered`,
    `${formatCount(gaps)} gaps`,
    `${formatCount(inFlight)} in flight`,
  ]
  const equation = `${formatCount(issued)} issued = ${parts.join(' + ')}`
  const verdict =
    unexplained === 0
      ? colours.green('✓ 0 unexplained: every event is accounted for')
      : colours.red(`✗ ${formatCount(unexplained)} unexplained: this is a defect, please report it`)
  return widthOf(equation) + 2 + widthOf(verdict) <= columns ? [`${equation}  ${verdict}`] : [...wrap(equation, columns), verdict]
}
