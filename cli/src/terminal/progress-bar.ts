import { formatBytes, formatSeconds } from './format.ts'
import type { Output, Screen } from './screen.ts'

/** How far a piece of work is, in bytes. */
export interface Progress {
  readonly bytesRead: number
  readonly bytesTotal: number
}

const refreshMs = 100
const barWidth = 24
const eraseLine = '\r\u001b[K'

/** Shows progress on a terminal until the returned function is called; does nothing elsewhere. */
export function startProgressBar(output: Output, screen: Screen, read: () => Progress): () => void {
  if (!output.isTerminal) return () => undefined
  const startedMs = performance.now()
  const draw = (): void => output.write(`${eraseLine}${progressText(read(), (performance.now() - startedMs) / 1000, screen)}`)
  const timer = setInterval(draw, refreshMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    output.write(eraseLine)
  }
}

function progressText({ bytesRead, bytesTotal }: Progress, seconds: number, { columns, colours }: Screen): string {
  const share = bytesTotal === 0 ? 0 : Math.min(bytesRead / bytesTotal, 1)
  const filled = Math.round(share * barWidth)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
  const text = ` ${(share * 100).toFixed(0).padStart(3)} %  ${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}  ${formatSeconds(seconds)}`
  // Nothing in it is wider than a column.
  return colours.cyan(bar) + text.slice(0, columns - barWidth - 1)
}
