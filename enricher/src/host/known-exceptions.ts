import { fromIdText, hostIdFromName, toIdText } from '@win11mon/schemas'

import type { Exception } from '../alert/exception.ts'
import type { ExceptionSettings } from '../settings.ts'

/** The known good cases of the settings, as findings are compared with them. A host may be named instead of its id. */
export function knownExceptions(settings: readonly ExceptionSettings[]): Exception[] {
  return settings.map(({ rule, actor, object, host, reason, expires }) => ({
    rule,
    actor,
    object,
    host: host === undefined ? undefined : hostIdOf(host),
    reason,
    expiresUs: expires === undefined ? undefined : Date.parse(expires) * 1000,
  }))
}

function hostIdOf(host: string): string {
  return fromIdText(host) === undefined ? toIdText(hostIdFromName(host)) : host
}
