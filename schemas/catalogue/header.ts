import { type FieldDefinition, optional, required } from './definition.ts'

/** Fields every event carries, before its own. `kind` is the branch of the Avro union, not a field. */
export const headerFields: readonly FieldDefinition[] = [
  required(['sequence', 'long', 'event.sequence'], 'Number of the event in its stream, from 1, without holes.', { wire: 'u64' }),
  required(['time_us', 'long', '@timestamp'], 'When it happened, wall clock.', {
    wire: 'i64',
    indexType: 'date_us',
    unit: 'microseconds since 1970-01-01T00:00:00Z',
  }),
  optional(['monotonic_us', 'long', 'win11mon.monotonic_us'], 'When it happened, on a clock that is never set.', {
    wire: 'u64',
    unit: 'microseconds since boot',
  }),
]

/** Where a capture's record came from. For comparison and display only: nothing may build the tree from these. */
export const sourceFields: readonly FieldDefinition[] = [
  optional(['source_record', 'string', 'win11mon.source_record'], 'Channel, event id and record number (or line) in the capture.'),
  optional(['source_guid', 'string', 'win11mon.source_guid'], 'Process GUID the capture gives the actor.'),
  optional(['source_parent_guid', 'string', 'win11mon.source_parent_guid'], 'Process GUID the capture gives the parent.'),
  optional(['source_object_guid', 'string', 'win11mon.source_object_guid'], 'Process GUID the capture gives the object.'),
]

/** The process an event is about: the actor, or for create, exit and snapshot the process itself. */
export const actorFields: readonly FieldDefinition[] = [
  required(['process_id', 'long', 'process.pid'], 'Process id of the actor; an identity only together with the start time.', {
    wire: 'u32',
  }),
  optional(['process_start_us', 'long', 'process.start'], "The actor's start time.", {
    wire: 'i64',
    indexType: 'date_us',
    unit: 'microseconds since 1970-01-01T00:00:00Z',
  }),
  optional(['thread_id', 'long', 'process.thread.id'], 'Thread id of the actor.', { wire: 'u32' }),
  optional(['executable', 'string', 'process.executable'], "Path of the actor's main image.", { wire: 'utf16', indexType: 'wildcard' }),
]

/** The same without the path: for events whose driver record does not repeat it. */
export const objectFields: readonly FieldDefinition[] = [
  optional(['object_process_id', 'long', 'win11mon.object.pid'], 'Process id of the process acted on.', { wire: 'u32' }),
  optional(['object_start_us', 'long', 'win11mon.object.start'], 'Start time of the process acted on.', {
    wire: 'i64',
    indexType: 'date_us',
    unit: 'microseconds since 1970-01-01T00:00:00Z',
  }),
  optional(['object_thread_id', 'long', 'win11mon.object.thread_id'], 'Thread acted on, when the object is a thread.', { wire: 'u32' }),
  optional(['object_executable', 'string', 'win11mon.object.executable'], 'Path of the main image of the process acted on.', {
    indexType: 'wildcard',
  }),
]

/** The actor of a record that may name none: then the record stands on its host. */
export const optionalActorFields: readonly FieldDefinition[] = actorFields.map(({ wire: _wire, ...field }) => ({
  ...field,
  isOptional: true,
}))

/** Account of the actor. */
export const userField: FieldDefinition = optional(
  ['user_name', 'string', 'user.name'],
  'Account the process runs as, as the source writes it.',
)

export const truncatedField: FieldDefinition = optional(
  ['is_truncated', 'boolean', 'win11mon.is_truncated'],
  'A text of this event was cut to the record limit.',
)
