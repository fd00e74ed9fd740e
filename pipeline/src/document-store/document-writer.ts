import type { JsonBytes } from '@win11mon/schemas'

import type { FamilyName, Row, VersionedFamilyName } from './families.ts'

/** A document of one family. */
export interface DocumentOf<Name extends FamilyName> {
  readonly family: Name
  readonly id: string
  readonly columns: Row<Name>
  /** The whole document as JSON, in bytes where there are very many: `String(doc)` is the text of either. */
  readonly doc: JsonBytes | string
}

/** A document as text. */
export type TextDocumentOf<Name extends FamilyName> = DocumentOf<Name> & { readonly doc: string }

export type Document = { [Name in FamilyName]: DocumentOf<Name> }[FamilyName]
/** A document that may be replaced. */
export type VersionedDocument = { [Name in VersionedFamilyName]: DocumentOf<Name> }[VersionedFamilyName]

/** Column of an event's row that names an entity. */
export type EntityColumn = 'process_id' | 'object_id'

/** An event that was stored with one process turns out to mean another. Nothing happens when the event is not stored. */
export interface ReassignItem {
  readonly operation: 'reassign'
  readonly eventId: string
  /** Time of the event, microseconds since 1970: stores that keep events by day find it so. */
  readonly eventTimeUs: number
  readonly column: EntityColumn
  readonly toEntityId: string
}

/**
 * `create` leaves an existing document alone. `put` and `delete` take effect unless the store has a higher version of the
 * document: a writer that is late cannot undo what its successor wrote.
 */
export type BulkItem =
  | { readonly operation: 'create'; readonly document: Document }
  | { readonly operation: 'put'; readonly document: VersionedDocument; readonly version: number }
  | { readonly operation: 'delete'; readonly family: VersionedFamilyName; readonly id: string; readonly version: number }
  | ReassignItem

/** `exists`: a `create` found the document already there; `superseded`: the store has a higher version. Both are success. */
export type BulkOutcome =
  | { readonly status: 'done' | 'exists' | 'superseded' }
  | {
      readonly status: 'failed'
      /** The same item may be taken later; otherwise it never will be. */
      readonly isRetryable: boolean
      readonly reason: string
    }

/** Where documents end up. */
export interface DocumentWriter {
  /**
   * One outcome per item, in order; later items see earlier ones. Rejects with a PipelineError when the outcome of none is
   * known: the bulk may have been written, and is sent again when the error says that a retry may help.
   */
  bulk(items: readonly BulkItem[]): Promise<readonly BulkOutcome[]>
  close(): Promise<void>
}
