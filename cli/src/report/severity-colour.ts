import type { Severity } from '@win11mon/enricher'

import type { Colours } from '../terminal/screen.ts'

/** Paints text in the colour of a severity. */
export function paintSeverity(severity: Severity, text: string, colours: Colours): string {
  switch (severity) {
    case 'critical':
      return colours.bold(colours.red(text))
    case 'high':
      return colours.red(text)
    case 'medium':
      return colours.yellow(text)
    case 'low':
      return colours.cyan(text)
    case 'informational':
      return colours.dim(text)
  }
}
