/**
 * The families of documents and the columns people filter by. Every document also has `id` (text, unique in its
 * family) and `doc` (the whole document as JSON). `docs/store.md` explains them; a test compares the two.
 */
export interface Column {
  readonly name: string
  readonly type: 'TEXT' | 'INTEGER' | 'REAL' | 'BLOB'
  readonly doc: string
}

export interface Family {
  readonly doc: string
  /** What `id` is. */
  readonly id: string
  readonly columns: readonly Column[]
  /** Columns of each index beside the one on `id`. */
  readonly indexes: readonly (readonly string[])[]
}

const text = (name: string, doc: string): Column => ({ name, type: 'TEXT', doc })
const integer = (name: string, doc: string): Column => ({ name, type: 'INTEGER', doc })
const real = (name: string, doc: string): Column => ({ name, type: 'REAL', doc })

const hostId = text('host_id', 'Host, `hosts.id`.')
const bootId = text('boot_id', 'Stream of events, `streams.id`.')

export const familyNames = ['events', 'processes', 'alerts', 'hosts', 'gaps', 'streams', 'dead_letters', 'inputs'] as const
export type FamilyName = (typeof familyNames)[number]

export const families: Readonly<Record<FamilyName, Family>> = {
  events: {
    doc: 'One row per event.',
    id: 'Boot id and sequence, `<22 characters>-<number>`.',
    columns: [
      hostId,
      bootId,
      integer('sequence', 'Number of the event in its stream.'),
      integer('time_us', 'When it happened, microseconds since 1970 UTC.'),
      text('kind', 'Kind of event, `docs/events/`.'),
      text('process_id', "The actor's entity, `processes.id`; null when the event is about no process."),
      text('object_id', 'The entity acted on (handle events, thread creation), `processes.id`.'),
      text('source_guid', 'Process GUID that the capture gives the actor; for comparison only.'),
      text('source_object_guid', 'Process GUID that the capture gives the object; for comparison only.'),
      text('source_record', 'Record in the capture: channel, event id and record number or line.'),
    ],
    indexes: [['process_id', 'time_us'], ['object_id']],
  },
  processes: {
    doc: 'One row per process.',
    id: 'Process entity id, 22 characters.',
    columns: [
      hostId,
      integer('pid', 'Process id; not an identity.'),
      text('parent_id', 'Parent entity, `processes.id`.'),
      text('creator_id', 'Entity that called for the creation, when the source records it.'),
      text(
        'edge_confidence',
        "Parent edge: `observed` (the parent's start is known), `inferred` (the parent was only mentioned), `unknown`.",
      ),
      text('status', '`created` (its create event was seen), `observed` (its start time is known), `placeholder` (only mentioned).'),
      integer('started_us', 'Start, microseconds since 1970 UTC; null when never seen.'),
      integer('ended_us', 'End, microseconds since 1970 UTC; null while it runs or when never seen.'),
      text('executable', 'Path of the main image.'),
      text('command_line', 'Command line.'),
      integer('integrity_level', 'Integrity level as its RID: 4096 low, 8192 medium, 12288 high, 16384 system.'),
      real('loader_score', 'Probability that the process uses I/O rings, 0 to 1.'),
      real('abuse_score', 'Probability that it abuses one, 0 to 1; worth reporting only when `doc` says so.'),
      text('source_guid', 'Process GUID of the capture; for comparison only.'),
      text('source_parent_guid', "The parent's process GUID in the capture; for comparison only."),
    ],
    indexes: [['parent_id'], ['host_id', 'pid']],
  },
  alerts: {
    doc: 'One row per alert: one rule, one cause, one hour.',
    id: 'Hash of rule, cause and hour, 22 characters.',
    columns: [
      hostId,
      text('rule_id', 'Rule, `docs/rules/`.'),
      text('severity', '`informational`, `low`, `medium`, `high` or `critical`.'),
      integer('time_us', 'First event that raised it, microseconds since 1970 UTC.'),
      text('process_id', "The actor's entity, `processes.id`."),
      text('object_id', "The object's entity, `processes.id`."),
      integer('occurrences', 'How often the rule fired for this cause.'),
    ],
    indexes: [['process_id'], ['host_id']],
  },
  hosts: {
    doc: 'One row per host.',
    id: 'Host id, 22 characters; of a capture the hash of the host name.',
    columns: [text('name', 'Host name.')],
    indexes: [],
  },
  gaps: {
    doc: 'One row per declared loss.',
    id: 'Id of the gap event, or `<boot id>-gap-<first missing sequence>` for a hole found by the consumer.',
    columns: [
      hostId,
      bootId,
      text('kind', 'Kind of the lost events; null when unknown.'),
      text('reason', 'Why, `docs/events/gap.md`.'),
      integer('count', 'How many were lost.'),
      integer('first_time_us', 'Earliest time an event may be missing from.'),
      integer('last_time_us', 'Latest such time.'),
    ],
    indexes: [],
  },
  streams: {
    doc: 'The ledger: one row per stream of events.',
    id: 'Boot id, 22 characters.',
    columns: [
      hostId,
      integer('issued', 'Events the source numbered, and those it refused and declared.'),
      integer('indexed', 'Events with a document.'),
      integer('dead_lettered', 'Events that could not be indexed and are kept with the reason.'),
      integer('gaps', 'Events declared lost.'),
      integer('in_flight', 'Events between source and index.'),
      integer('unexplained', 'What is left of the equation: 0, or there is a defect.'),
    ],
    indexes: [],
  },
  dead_letters: {
    doc: 'One row per batch or event that could not be indexed, with its bytes.',
    id: 'Hash of the bytes.',
    columns: [
      text('host_id', 'Host, when known.'),
      text('reason', 'Error code and message.'),
      integer('count', 'Events lost with it.'),
      { name: 'bytes', type: 'BLOB', doc: 'What could not be indexed.' },
    ],
    indexes: [],
  },
  inputs: {
    doc: 'One row per capture file that was analysed.',
    id: 'Path, `archive!member` for members of archives.',
    columns: [
      text('path', 'The same as `id`.'),
      text('format', 'Detected format.'),
      integer('bytes', 'Bytes read, uncompressed.'),
      integer('events', 'Events accepted.'),
      integer('rejected', 'Records rejected; the reasons are in `doc`.'),
    ],
    indexes: [],
  },
}
