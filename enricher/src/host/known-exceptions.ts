import type { Exception } from '../alert/exception.ts'
import type { ExceptionSettings } from '../settings.ts'

/** The known good cases of the settings, as findings are compared with them. */
export function knownExceptions(settings: readonly ExceptionSettings[]): Exception[] {
  return settings.map(({ expires, ...exception }) => ({
    ...exception,
    expiresUs: expires === undefined ? undefined : Date.parse(expires) * 1000,
  }))
}
