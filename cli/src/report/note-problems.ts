import type { AnalysisReport } from '../analysis/report.ts'
import { formatCount } from '../terminal/format.ts'
import type { Notices } from '../terminal/notices.ts'

const shownMessages = 3
const shownInputs = 10

/** Says what a person should know of the inputs: those that could not be read, rejected records, and a run that was cut short. */
export function noteProblems(report: AnalysisReport, notices: Notices): void {
  const troubled = report.inputs.filter((input) => input.messages.length > 0)
  for (const { path, messages } of troubled.slice(0, shownInputs)) {
    for (const message of messages.slice(0, shownMessages)) notices.warn(`${path}: ${message}`)
    const hidden = messages.length - shownMessages
    if (hidden > 0) notices.warn(`${path}: ${formatCount(hidden)} more messages: see inputs[].messages with -o json`)
  }
  if (troubled.length > shownInputs) notices.warn(`${formatCount(troubled.length - shownInputs)} more inputs have messages: see -o json`)
  if (!report.complete) {
    const { in_flight: inFlight } = report.ledger
    notices.warn(`Interrupted: the result covers only what was read until then; ${formatCount(inFlight)} events were on their way.`)
  }
}
