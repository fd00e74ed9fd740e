import type { DocumentOf } from '@win11mon/pipeline'
import { type DocumentContext, type Event, writeDocument } from '@win11mon/schemas'

export type { DocumentContext as EventContext } from '@win11mon/schemas'

/** What captures say of an event; other sources leave it out. */
type SourceFields = Partial<Record<'sourceGuid' | 'sourceObjectGuid' | 'sourceRecord', string | null>>

/** The event as ECS: nested objects, unknown fields left out. Same fields as the index mapping, from the same catalogue. */
export function eventDocument(event: Event, context: DocumentContext): DocumentOf<'events'> {
  const { eventId, hostId, bootId, actorId, objectId } = context
  const source = event as unknown as SourceFields
  return {
    family: 'events',
    id: eventId,
    columns: {
      host_id: hostId,
      boot_id: bootId,
      sequence: event.sequence,
      time_us: event.timeUs,
      kind: event.kind,
      process_id: actorId,
      object_id: objectId,
      source_guid: source.sourceGuid ?? null,
      source_object_guid: source.sourceObjectGuid ?? null,
      source_record: source.sourceRecord ?? null,
    },
    doc: writeDocument(event, context),
  }
}
