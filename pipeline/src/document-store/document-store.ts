import type { FamilyName } from './families.ts'

export type ColumnValue = string | number | Uint8Array | null

export interface Document {
  readonly family: FamilyName
  readonly id: string
  /** Values of the family's columns, in their order. */
  readonly values: readonly ColumnValue[]
  /** The whole document as JSON. */
  readonly doc: string
}

/** `create` leaves an existing document alone; `put` replaces it. */
export type BulkItem =
  | { readonly operation: 'create' | 'put'; readonly document: Document }
  | { readonly operation: 'delete'; readonly family: FamilyName; readonly id: string }
  | {
      /** An event that was stored with one process now turns out to mean another. Nothing happens when the event is not stored. */
      readonly operation: 'reassign'
      readonly eventId: string
      readonly column: 'process_id' | 'object_id'
      readonly toEntityId: string
    }

/** `exists`: a `create` found the document already there, which is success. */
export type BulkOutcome =
  | { readonly status: 'done' | 'exists' }
  | { readonly status: 'failed'; readonly isRetryable: boolean; readonly reason: string }

/** An event as its row has it: the entities that the tree gave it, and its document. */
export interface StoredEvent {
  readonly id: string
  readonly processId: string | null
  readonly objectId: string | null
  readonly doc: string
}

/** Where documents end up. */
export interface DocumentStore {
  /** One outcome per item, in order. Rejects with BACKEND_UNAVAILABLE or IO_FAILED when nothing of the bulk was done. */
  bulk(items: readonly BulkItem[]): Promise<readonly BulkOutcome[]>
  /** The documents of a family as their JSON, in no particular order. */
  scan(family: FamilyName): AsyncIterable<string>
  /**
   * The events of a host in the order in which they were created, a page at a time: memory does not grow with their number
   * beyond a few bytes each. Take all of them before the next `bulk`. Rejects with STORE_DAMAGED or IO_FAILED.
   */
  hostEvents(hostId: string): AsyncIterable<StoredEvent>
  /** The ids of a host's documents of one family, in no particular order. Rejects like `hostEvents`. */
  hostIds(family: 'processes' | 'alerts', hostId: string): Promise<readonly string[]>
  close(): Promise<void>
}
