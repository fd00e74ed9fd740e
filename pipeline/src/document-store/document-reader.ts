import type { FamilyName, Row } from './families.ts'

/** A document as it is read: its columns, its id and the whole as JSON. */
export type StoredRow<Name extends FamilyName> = Row<Name> & { readonly id: string; readonly doc: string }

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

/** A page in the order of time; `after` of the next page is `next` of the one before. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Undefined when there is nothing after this page. */
  readonly next: string | undefined
}

export interface PageRequest {
  /** 1 to 10,000. */
  readonly limit: number
  readonly after?: string
}

/**
 * What was found, for commands, reports and the console. Every method rejects with STORE_DAMAGED, IO_FAILED or
 * BACKEND_UNAVAILABLE; what is not there is an empty list or undefined.
 */
export interface DocumentReader {
  /** By name, then id. */
  hosts(): Promise<readonly StoredRow<'hosts'>[]>
  /** Every process of a host, by start; those without one last. */
  processes(hostId: string): Promise<readonly StoredRow<'processes'>[]>
  process(entityId: string): Promise<StoredRow<'processes'> | undefined>
  /** The process and all that descend from it, parents before their children. */
  subtree(entityId: string): Promise<readonly StoredRow<'processes'>[]>
  /** In the order of time. */
  alerts(filter?: AlertFilter): Promise<readonly StoredRow<'alerts'>[]>
  events(filter: EventFilter, page: PageRequest): Promise<Page<StoredRow<'events'>>>
  gaps(hostId?: string): Promise<readonly StoredRow<'gaps'>[]>
  /** The ledger: every stream by host, then id. */
  streams(): Promise<readonly StoredRow<'streams'>[]>
  /** Events that are really there, by stream. */
  countEvents(): Promise<ReadonlyMap<string, number>>
  inputs(): Promise<readonly StoredRow<'inputs'>[]>
  /** Without their bytes. */
  deadLetters(): Promise<readonly Omit<StoredRow<'dead_letters'>, 'bytes'>[]>
  close(): Promise<void>
}
