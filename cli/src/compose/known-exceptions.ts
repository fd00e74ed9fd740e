import type { Exception } from '@win11mon/enricher'
import type { ExceptionConfig } from '@win11mon/pipeline'
import { fromIdText, hostIdFromName, toIdText } from '@win11mon/schemas'

/** The known good cases of the configuration, as the enricher wants them. A host may be named instead of its id. */
export function knownExceptions(configured: readonly ExceptionConfig[]): Exception[] {
  return configured.map(({ rule, actor, object, host, reason, expires }) => ({
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
