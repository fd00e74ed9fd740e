import type { StoredRow } from './document-reader.ts'
import type { SearchTerm } from './search-term.ts'

/** Families whose documents are found by what stands in them. */
export type SearchedFamily = 'events' | 'processes'

/** A row of either. */
export type SearchedRow = { [Name in SearchedFamily]: StoredRow<Name> }[SearchedFamily]

/** What searches order and filter by: the time of an event, the start of a process. */
export function searchTimeOf(row: SearchedRow): number | null {
  return 'time_us' in row ? row.time_us : row.started_us
}

export interface Search {
  /** Every one must match. */
  readonly terms: readonly SearchTerm[]
  readonly hostId?: string
  /** Kinds of events; says nothing of processes. */
  readonly kinds?: readonly string[]
  /** Microseconds since 1970, both ends count: the time of an event, the start of a process. */
  readonly sinceUs?: number
  readonly untilUs?: number
  /** Items to return; memory does not grow with what is found beyond them. */
  readonly limit: number
}

export interface SearchResult<Name extends SearchedFamily> {
  /** The first by time, then id. */
  readonly items: readonly StoredRow<Name>[]
  /** How many there are. */
  readonly total: number
  /** Documents that were looked at. */
  readonly lookedAt: number
  /** False when the search was ended before it had seen everything. */
  readonly isComplete: boolean
}

export interface HandleFilter {
  readonly hostId?: string
  /** Actor or object is one of these. */
  readonly entityIds?: readonly string[]
  readonly sinceUs?: number
  readonly untilUs?: number
}

/** Handle events that differ in nothing but their time. */
export interface HandleUse {
  readonly hostId: string
  readonly kind: 'handle_create' | 'handle_duplicate'
  readonly actorId: string | null
  readonly objectId: string | null
  /** Path of the object's image as events give it, where they do not name its process. */
  readonly objectPath: string | null
  readonly objectType: string | null
  /** Rights granted, else those asked for; null when the source does not say. */
  readonly access: number | null
  /** Of duplicates: whose handle was copied, and who received the copy. */
  readonly sourcePid: number | null
  readonly recipientPid: number | null
  readonly events: number
  readonly firstUs: number
  readonly lastUs: number
}

/** Events of one kind in which an entity had one part. */
export interface Activity {
  readonly kind: string
  /** `actor` also where it was both. */
  readonly role: 'actor' | 'object'
  readonly events: number
  readonly firstUs: number
  readonly lastUs: number
}

/** Finds documents by what is in them, for commands. Every method rejects like those of `DocumentReader`. */
export interface DocumentSearch {
  /** By id. At most `limit`, which is 1 or more. */
  withIdPrefix<Name extends SearchedFamily | 'alerts'>(family: Name, prefix: string, limit: number): Promise<readonly StoredRow<Name>[]>
  /** Looks at everything that the filters leave; others go on working meanwhile. Aborting the signal ends it with what was found. */
  search<Name extends SearchedFamily>(family: Name, search: Search, signal?: AbortSignal): Promise<SearchResult<Name>>
  /** What an entity did and what was done to it, by kind, then role. */
  activity(entityId: string): Promise<readonly Activity[]>
  /** By the first time, then id of the actor, of the object. */
  handles(filter?: HandleFilter): Promise<readonly HandleUse[]>
}
