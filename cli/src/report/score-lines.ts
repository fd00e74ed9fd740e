import type { ProcessView, ScoreView } from '../analysis/process-view.ts'
import type { ReportReason } from '../analysis/report.ts'
import { formatProbability } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { pad, wrap } from '../terminal/width.ts'

const shownReasons = 6
const headWidth = 15
const weightWidth = 7

/** Below it a score says no more than that most processes use no I/O rings. */
export const worthShowing = 0.05

/** For a report, what the scores have to say: beside an alert of something else, often nothing, and then they are not shown. */
export function scoresWorthShowing({ loader, abuse, isAbuseReported }: ProcessView, width: number, screen: Screen): string[] {
  return [
    ...(loader.probability >= worthShowing ? scoreLines('loader', loader, width, screen) : []),
    ...(isAbuseReported ? scoreLines('abuse', abuse, width, screen) : []),
  ]
}

/** Both scores of a process that somebody asks about. */
export function bothScores({ loader, abuse, isAbuseReported }: ProcessView, width: number, screen: Screen): string[] {
  return [
    ...scoreLines('loader', loader, width, screen),
    ...(isAbuseReported
      ? scoreLines('abuse', abuse, width, screen)
      : [screen.colours.dim('abuse  not reported: no I/O ring and no consequence was seen')]),
  ]
}

/** A score with its reasons below each other, each with the nats it adds; what decides alone has no number. */
function scoreLines(title: string, score: ScoreView, width: number, { colours }: Screen): string[] {
  const head = pad(`${title} ${formatProbability(score.probability)}`, headWidth)
  const { reasons } = score
  if (reasons.length === 0) return [`${colours.bold(head)}${colours.dim('nothing seen that speaks for it')}`]
  const shown = reasons.length > shownReasons + 1 ? reasons.slice(0, shownReasons) : reasons
  const hidden = reasons.length - shown.length
  const lines = [
    ...shown.flatMap((reason) => reasonLines(reason, width - headWidth)),
    ...(hidden > 0 ? [`${' '.repeat(weightWidth)}… ${hidden} more reasons`] : []),
  ]
  return lines.map((line, index) => (index === 0 ? colours.bold(head) : ' '.repeat(headWidth)) + line)
}

function reasonLines({ text, weight_nats: weight }: ReportReason, width: number): string[] {
  const number = weight === 0 ? 'proof' : `${weight > 0 ? '+' : '−'}${Math.abs(weight).toFixed(1)}`
  const lines = wrap(sanitize(text), width - weightWidth)
  return lines.map((line, index) => pad(index === 0 ? number : '', weightWidth - 2, 'right') + '  ' + line)
}
