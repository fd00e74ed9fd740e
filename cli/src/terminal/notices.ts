import type { Config } from '@win11mon/pipeline'

import { sanitize } from './sanitize.ts'
import type { Output, Screen } from './screen.ts'

/** Messages for a person on the standard error stream, one line each, as far as the log level lets them through. */
export interface Notices {
  warn(message: string): void
  info(message: string): void
}

const levels = ['silent', 'error', 'warn', 'info'] as const satisfies readonly Config['log']['level'][]

export function createNotices(output: Output, { colours }: Screen, level: Config['log']['level']): Notices {
  const passes = (least: (typeof levels)[number]): boolean => levels.indexOf(level) >= levels.indexOf(least)
  return {
    warn(message) {
      if (passes('warn')) output.write(`${colours.yellow('warning:')} ${sanitize(message)}\n`)
    },
    info(message) {
      if (passes('info')) output.write(`${colours.dim(sanitize(message))}\n`)
    },
  }
}
