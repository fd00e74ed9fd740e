import type { ReportLedger } from '../analysis/report.ts'
import { formatCount } from '../terminal/format.ts'
import type { Screen } from '../terminal/screen.ts'
import { widthOf, wrap } from '../terminal/width.ts'

/**
 * The equation, and whether it holds. Where there is a doubt about what it speaks of, that stands in the place of the tick: an
 * equation of the wrong numbers holds as well.
 */
export function ledgerLines(ledger: ReportLedger, { colours, columns }: Screen, doubt?: string): string[] {
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
      ? verdictOf(colours, doubt)
      : colours.red(`✗ ${formatCount(unexplained)} unexplained: this is a defect, please report it`)
  if (doubt !== undefined) return [...wrap(equation, columns), ...wrap(verdict, columns)]
  return widthOf(equation) + 2 + widthOf(verdict) <= columns ? [`${equation}  ${verdict}`] : [...wrap(equation, columns), verdict]
}

function verdictOf(colours: Screen['colours'], doubt: string | undefined): string {
  if (doubt === undefined) return colours.green('✓ 0 unexplained: every event is accounted for')
  return colours.yellow(doubt)
}
