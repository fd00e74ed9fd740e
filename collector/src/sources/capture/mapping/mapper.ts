import type { Event, EventKind } from '@win11mon/schemas'

import type { CaptureRecord } from '../record/capture-record.ts'
import type { RecordFields } from '../record/fields.ts'

/** Turns one kind of record into one event; undefined when this one record has no place in the event contract. */
export interface Mapper {
  /** What the record becomes: a refused one is declared as a loss of this kind. */
  readonly kind: EventKind
  /** A value that the record has under this name unless its exporter spells names otherwise; for kinds that need no process id. */
  readonly knownBy?: string
  /**
   * The time that the event states comes from another clock than those of other events, which may be off by any amount after
   * a pause of the machine (12 hours in a public capture): it counts only where it is near the time of the record.
   */
  readonly hasClockOfItsOwn?: boolean
  /** Sets everything but `sequence`, `timeUs` and `sourceRecord`. Problems with values are left in `fields`. */
  readonly map: (fields: RecordFields, record: CaptureRecord) => Event | undefined
}
