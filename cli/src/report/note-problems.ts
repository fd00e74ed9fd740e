import type { AnalysisResult } from '../analysis/build-report.ts'
import type { AnalysisInput } from '../analysis/analysis.ts'
import { countOf, formatCount } from '../terminal/format.ts'
import type { Notices } from '../terminal/notices.ts'

const shownInputs = 10

/** Says what a person should know of the inputs: what could not be read, and rejected records. */
export function noteInputs(inputs: readonly AnalysisInput[], notices: Notices): void {
  const troubled = inputs.map((input) => ({ path: input.path, problems: problemsOf(input) })).filter(({ problems }) => problems.length > 0)
  for (const { path, problems } of troubled.slice(0, shownInputs)) for (const problem of problems) notices.warn(`${path}: ${problem}`)
  const hidden = troubled.length - shownInputs
  if (inputs.every(({ accepted }) => accepted === 0))
    notices.warn(`No input gave an event (${skippedReasons(inputs)}). Check --host, --since and --until.`)
  if (hidden > 0) notices.warn(`${countOf(hidden, 'more input has', 'more inputs have')} messages: all of them with -o json`)
}

function skippedReasons(inputs: readonly AnalysisInput[]): string {
  const sums = new Map<string, number>()
  for (const { skipped } of inputs) for (const [reason, count] of Object.entries(skipped)) sums.set(reason, (sums.get(reason) ?? 0) + count)
  const reasons = [...sums].map(([reason, count]) => `${reason} ${formatCount(count)}`)
  return reasons.length === 0 ? 'no records' : `records skipped: ${reasons.join(', ')}`
}

/** The same, and whether the run was cut short. */
export function noteProblems({ inputs, report }: AnalysisResult, notices: Notices): void {
  noteInputs(inputs, notices)
  if (report.complete) return
  const onTheirWay = countOf(report.ledger.in_flight, 'event')
  notices.warn(`Interrupted: the result covers only what was read until then; in flight: ${onTheirWay}.`)
}

/** Rejections, which may be many, stand in one message with the first of them. */
function problemsOf({ error, warnings, rejected, samples }: AnalysisInput): string[] {
  const said = [...(error === null ? [] : [error]), ...warnings]
  const reasons = Object.entries(rejected).map(([reason, count]) => `${reason} ${formatCount(count)}`)
  if (reasons.length === 0) return said
  const [first] = samples
  return [...said, `records were rejected (${reasons.join(', ')})${first === undefined ? '.' : `, such as ${first}`}`]
}
