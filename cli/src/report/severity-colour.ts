import type { Severity } from '@win11mon/enricher'

import type { Colours } from '../terminal/screen.ts'

const painters: Readonly<Record<Severity, (text: string, colours: Colours) => string>> = {
  critical: (text, { bold, red }) => bold(red(text)),
  high: (text, { red }) => red(text),
  medium: (text, { yellow }) => yellow(text),
  low: (text, { cyan }) => cyan(text),
  informational: (text, { dim }) => dim(text),
}

/** Paints text in the colour of a severity. */
export function paintSeverity(severity: Severity, text: string, colours: Colours): string {
  return painters[severity](text, colours)
}
