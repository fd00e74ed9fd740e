import type { Event, EventKind } from '@win11mon/schemas'

import type { CaptureRecord } from '../record/capture-record.ts'
import type { RecordFields } from '../record/fields.ts'

/** Turns one kind of record into one event; undefined when this one record has no place in the event contract. */
export interface Mapper {
  /** What the record becomes: a refused one is declared as a loss of this kind. */
  readonly kind: EventKind
  /** Sets everything but `sequence`, `timeUs` and `sourceRecord`. Problems with values are left in `fields`. */
  readonly map: (fields: RecordFields, record: CaptureRecord) => Event | undefined
}
