import type { ReportInput, ReportLedger } from '../analysis/report.ts'
import { rejectedReasons } from '../analysis/unread-inputs.ts'
import { countOf, formatCount } from '../terminal/format.ts'

/** What an equation that holds does not say: that there was nothing, or that records never became events. */
export function ledgerDoubt(
  inputs: readonly Pick<ReportInput, 'rejected'>[],
  { issued }: Pick<ReportLedger, 'issued'>,
): string | undefined {
  const reasons = rejectedReasons(inputs)
  const total = reasons.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return issued === 0 ? 'nothing was read: there is no event that could be accounted for' : undefined
  const shown = reasons.slice(0, 3).map(([reason, count]) => `${formatCount(count)} ${reason}`)
  const rest = reasons.length > 3 ? ', …' : ''
  return `0 unexplained; ${countOf(total, 'record was', 'records were')} rejected and ${total === 1 ? 'is no event' : 'are no events'}: ${shown.join(', ')}${rest}. docs/inputs.md says what each reason means.`
}
