import { sanitize } from './sanitize.ts'
import type { Output, Screen } from './screen.ts'

/** Messages for a person on the standard error stream, one line each, as far as the log level lets them through. */
export interface Notices {
  warn(message: string): void
  info(message: string): void
}

/** From nothing to everything. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

export function createNotices(output: Output, { colours }: Screen, level: LogLevel): Notices {
  const passes = (least: LogLevel): boolean => logLevels.indexOf(level) >= logLevels.indexOf(least)
  return {
    warn(message) {
      if (passes('warn')) output.write(`${colours.yellow('warning:')} ${sanitize(message)}\n`)
    },
    info(message) {
      if (passes('info')) output.write(`${colours.dim(sanitize(message))}\n`)
    },
  }
}
