import { type PassedOver, plainReasons } from '@win11mon/collector'

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
    notices.warn(
      `No input gave an event (${uselessRecords(inputs)}). ${isFiltered(inputs) ? 'Check --host, --since and --until.' : 'See docs/inputs.md for what is read.'}`,
    )
  if (hidden > 0) notices.warn(`${countOf(hidden, 'more input has', 'more inputs have')} messages: all of them with -o json`)
}

function uselessRecords(inputs: readonly AnalysisInput[]): string {
  const words = [...listed('records rejected', sumOf(inputs, 'rejected')), ...listed('records skipped', sumOf(inputs, 'skipped'))]
  return words.length === 0 ? 'no records' : words.join('; ')
}

function listed(what: string, sums: ReadonlyMap<string, number>): string[] {
  const reasons = [...sums].map(([reason, count]) => `${reason} ${formatCount(count)}`)
  return reasons.length === 0 ? [] : [`${what}: ${reasons.join(', ')}`]
}

function sumOf(inputs: readonly AnalysisInput[], outcome: 'rejected' | 'skipped'): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const input of inputs)
    for (const [reason, count] of Object.entries(input[outcome])) sums.set(reason, (sums.get(reason) ?? 0) + count)
  return sums
}

function isFiltered(inputs: readonly AnalysisInput[]): boolean {
  return [...sumOf(inputs, 'skipped').keys()].some((reason) => reason.startsWith('filtered_'))
}

/** The same, and whether the run was cut short. */
export function noteProblems({ inputs, report }: AnalysisResult, notices: Notices): void {
  noteInputs(inputs, notices)
  if (report.complete) return
  const onTheirWay = countOf(report.ledger.in_flight, 'event')
  notices.warn(`Interrupted: the result covers only what was read until then; in flight: ${onTheirWay}.`)
}

/** One message for the odds and ends of an input, and one for each reason of rejections with an example of that very reason. */
function problemsOf(input: AnalysisInput): string[] {
  const { error, warnings, rejected, unreadableValues, unsureZone } = input
  const said = [...(error === null ? [] : [error]), ...warnings]
  const fields = Object.entries(unreadableValues).map(([name, count]) => `${name} ${formatCount(count)}`)
  if (fields.length > 0) said.push(`values could not be read and were left out, their records kept: ${fields.join(', ')}.`)
  if (unsureZone > 0)
    said.push(`${countOf(unsureZone, 'event')} may be an hour off: the clocks may have been set between the records that tell the zone.`)
  return [...said, ...Object.entries(rejected).map(([reason, count]) => rejection(input, reason, count))]
}

function rejection({ examples }: AnalysisInput, reason: string, count: number): string {
  const plain = plainReasons[reason]
  const example = examples[reason]
  const words = plain === undefined ? '' : ` They ${plain.what}.${plain.whatToDo === null ? '' : ` ${plain.whatToDo}`}`
  return `records were rejected (${reason} ${formatCount(count)})${example === undefined ? '.' : `, such as ${example}.`}${words}`
}

const shownPassedOver = 3

/** What lies beside the captures in the directories given. */
export function notePassedOver(passedOver: readonly PassedOver[], notices: Notices): void {
  if (passedOver.length === 0) return
  const shown = passedOver.slice(0, shownPassedOver).map(({ path, reason }) => `${path} (${reason})`)
  const rest = passedOver.length - shown.length
  notices.warn(
    `${countOf(passedOver.length, 'file was', 'files were')} passed over: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
  )
}
