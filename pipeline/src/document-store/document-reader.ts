import type { BytesColumnName, FamilyName, Row } from './families.ts'

/**
 * A document as it is read: its columns, its id and the whole as JSON. Where a store cannot keep NUL or half a surrogate pair,
 * ids and columns have U+FFFD in its place; `doc` has what was written. Bytes stay in the store.
 */
export type StoredRow<Name extends FamilyName> = Omit<Row<Name>, BytesColumnName<Name>> & { readonly id: string; readonly doc: string }

/** Which alerts are wanted; every field given must fit. */
export interface AlertFilter {
  readonly hostId?: string
  /** Actor or object. */
  readonly entityId?: string
  readonly status?: 'raised' | 'withdrawn'
}

/** Which events are wanted; every field given must fit. */
export interface EventFilter {
  readonly hostId?: string
  /** Actor or object. */
  readonly entityId?: string
  readonly kinds?: readonly string[]
  /** Microseconds since 1970; both ends count. */
  readonly sinceUs?: number
  readonly untilUs?: number
}

/** Part of a list; `after` of the next page is `next` of the one before. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Undefined when there is nothing after this page. */
  readonly next: string | undefined
}

export interface PageRequest {
  /** 1 to `maxPageLimit`. */
  readonly limit: number
  /** `next` of an earlier page, whatever its filter and limit were; its content is the store's own matter. */
  readonly after?: string
}

export const maxPageLimit = 10_000

/** A process and what descends from it. */
export interface Subtree {
  /** Parents before their children; those of one depth by start, then id. */
  readonly processes: readonly StoredRow<'processes'>[]
  /** There are descendants below the depth that was asked for. */
  readonly isTruncated: boolean
}

/** Levels below the root of a subtree when nothing else is asked for: far beyond any real tree. */
export const defaultSubtreeDepth = 1_000

/**
 * What was found, for commands, reports and the console. Every method rejects with STORE_DAMAGED, STORE_HELD, IO_FAILED or
 * BACKEND_UNAVAILABLE; what is not there is an empty list or undefined. Text is ordered by its code points.
 */
export interface DocumentReader {
  /** By name, then id; those without a name last. */
  hosts(): Promise<readonly StoredRow<'hosts'>[]>
  /** Every process of a host, by start, then id; those without a start last. */
  processes(hostId: string): Promise<readonly StoredRow<'processes'>[]>
  process(entityId: string): Promise<StoredRow<'processes'> | undefined>
  /**
   * The process and all that descend from it, each once even where parents go round in a circle. Empty when the process is not
   * there. Rejects with USAGE when `maxDepth` is no whole number from 0.
   */
  subtree(entityId: string, maxDepth?: number): Promise<Subtree>
  /** By time, then id. */
  alerts(filter?: AlertFilter): Promise<readonly StoredRow<'alerts'>[]>
  /**
   * By time, then id. Pages follow each other without repeating or leaving out an event that was there from the start; one that
   * is stored meanwhile is seen when its place is still to come. Rejects with USAGE when the page asked for cannot be one.
   */
  events(filter: EventFilter, page: PageRequest): Promise<Page<StoredRow<'events'>>>
  /** By the first time that events may be missing from, then id. */
  gaps(hostId?: string): Promise<readonly StoredRow<'gaps'>[]>
  /** The ledger: every stream by host, then id. */
  streams(): Promise<readonly StoredRow<'streams'>[]>
  /** Events that are really there, by stream. */
  countEvents(): Promise<ReadonlyMap<string, number>>
  /** By id. */
  inputs(): Promise<readonly StoredRow<'inputs'>[]>
  /** By id. */
  deadLetters(): Promise<readonly StoredRow<'dead_letters'>[]>
  close(): Promise<void>
}
