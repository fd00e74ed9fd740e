import type { ScoreView } from '../analysis/process-view.ts'
import type { ReportReason } from '../analysis/report.ts'
import { formatProbability } from '../terminal/format.ts'
import { sanitize } from '../terminal/sanitize.ts'
import type { Screen } from '../terminal/screen.ts'
import { cutEnd, pad, widthOf } from '../terminal/width.ts'

const shownReasons = 6

/** A score with one reason a line, each with the nats it adds; what decides alone has no number. */
export function scoreLines(title: string, score: ScoreView, width: number, { colours }: Screen): string[] {
  const head = pad(`${title} ${formatProbability(score.probability)}`, 15)
  const { reasons } = score
  if (reasons.length === 0) return [`${colours.bold(head)}${colours.dim('nothing seen that speaks for it')}`]
  const shown = reasons.length > shownReasons + 1 ? reasons.slice(0, shownReasons) : reasons
  const hidden = reasons.length - shown.length
  const texts = [...shown.map(reasonText), ...(hidden > 0 ? [`       … ${hidden} more reasons`] : [])]
  return texts.map((text, index) => {
    const start = index === 0 ? colours.bold(head) : ' '.repeat(widthOf(head))
    return start + cutEnd(text, width - widthOf(head))
  })
}

function reasonText({ text, weight_nats: weight }: ReportReason): string {
  const number = weight === 0 ? 'proof' : `${weight > 0 ? '+' : '−'}${Math.abs(weight).toFixed(1)}`
  return `${number.padStart(5)}  ${sanitize(text)}`
}
