import { hashedId } from '@win11mon/schemas'

import { type ImageKey, imageKey } from '../windows/image-path.ts'
import { matchesPath } from '../windows/path-pattern.ts'

/** A known good case: findings that match are counted, not raised. Every field given must match. */
export interface Exception {
  /** Rule id, or `*`. */
  readonly rule: string
  /** Path of the actor's image; `*` stands for any run of characters. */
  readonly actor?: string | undefined
  /** Path of the object's image, in the same way; of an object that is no process, its own path. */
  readonly object?: string | undefined
  /** Host id; or a host's name, with or without its domain. */
  readonly host?: string | undefined
  /** Why this is known to be good: shown beside the count of findings that it explained. */
  readonly reason: string
  /** Findings of events after this time are raised again. Microseconds since 1970. */
  readonly expiresUs?: number | undefined
}

/** What an exception is compared with. */
export interface ExceptedFinding {
  readonly ruleId: string
  readonly hostId: string
  readonly hostName: string | null
  readonly actorImage: ImageKey
  readonly objectImage: ImageKey
  readonly timeUs: number
}

export function matchesException(exception: Exception, finding: ExceptedFinding): boolean {
  return (
    (exception.rule === '*' || exception.rule === finding.ruleId) &&
    (exception.host === undefined || isHost(exception.host, finding)) &&
    (exception.expiresUs === undefined || finding.timeUs <= exception.expiresUs) &&
    matchesPath(exception.actor, finding.actorImage) &&
    matchesPath(exception.object, finding.objectImage)
  )
}

function isHost(wanted: string, { hostId, hostName }: ExceptedFinding): boolean {
  if (wanted === hostId) return true
  const [name, known] = [wanted.toLowerCase(), hostName?.toLowerCase()]
  return known !== undefined && (known === name || known.split('.')[0] === name)
}

/** An object as exceptions name it. */
export function objectImageOf(image: ImageKey | undefined, path: string | null | undefined): ImageKey {
  return image ?? imageKey(path ?? null)
}

/** What tells an exception from all others, so that its hits are its own wherever it stands in the settings. */
export function exceptionKey({ rule, actor, object, host, expiresUs }: Exception): string {
  return hashedId(['exception', rule, actor ?? '', object ?? '', host ?? '', expiresUs ?? ''])
}
