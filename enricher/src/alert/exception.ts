import type { FoundBy } from '../detect/detector.ts'
import { matchesPath } from '../windows/path-pattern.ts'

/** A known good case: findings that match are counted, not raised. Every field given must match. */
export interface Exception {
  /** Rule id, or `*`. */
  readonly rule: string
  /** Path of the actor's image; `*` stands for any run of characters. */
  readonly actor?: string | undefined
  /** Path of the object's image, in the same way. */
  readonly object?: string | undefined
  /** Host id. */
  readonly host?: string | undefined
  /** Why this is known to be good: shown beside the count of findings that it explained. */
  readonly reason: string
  /** Findings of events after this time are raised again. Microseconds since 1970. */
  readonly expiresUs?: number | undefined
}

export function matchesException(exception: Exception, hostId: string, { rule, finding, timeUs }: FoundBy): boolean {
  return (
    (exception.rule === '*' || exception.rule === rule.id) &&
    (exception.host === undefined || exception.host === hostId) &&
    (exception.expiresUs === undefined || timeUs <= exception.expiresUs) &&
    matchesPath(exception.actor, finding.actor?.image ?? null) &&
    matchesPath(exception.object, finding.object?.image ?? null)
  )
}
