/**
 * The families of documents and the columns people filter by: the one list of them, which rows, tables and readers are typed
 * by. Every document also has `id` (text, unique in its family) and `doc` (the whole document as JSON); one that may be
 * replaced also has `version`. `docs/store.md` explains them; a test compares the two.
 */
export interface Column {
  readonly name: string
  readonly type: 'TEXT' | 'INTEGER' | 'REAL' | 'BLOB'
  /** True when every document has a value. */
  readonly isRequired: boolean
  readonly doc: string
}

export interface Family {
  readonly doc: string
  /** What `id` is. */
  readonly id: string
  /** True when documents are put and deleted by version; others are created once. */
  readonly isVersioned: boolean
  readonly columns: readonly Column[]
  /** Columns of each index beside the one on `id`. */
  readonly indexes: readonly (readonly string[])[]
}

export const familyNames = ['events', 'processes', 'alerts', 'hosts', 'gaps', 'streams', 'dead_letters', 'inputs'] as const
export type FamilyName = (typeof familyNames)[number]

export const families = {
  events: {
    doc: 'One row per event.',
    id: 'Boot id and sequence, `<22 characters>-<number>`.',
    isVersioned: false,
    columns: [
      { name: 'host_id', type: 'TEXT', isRequired: true, doc: 'Host, `hosts.id`.' },
      { name: 'boot_id', type: 'TEXT', isRequired: true, doc: 'Stream of events, `streams.id`.' },
      { name: 'sequence', type: 'INTEGER', isRequired: true, doc: 'Number of the event in its stream.' },
      { name: 'time_us', type: 'INTEGER', isRequired: true, doc: 'When it happened, microseconds since 1970 UTC.' },
      { name: 'kind', type: 'TEXT', isRequired: true, doc: 'Kind of event, `docs/events/`.' },
      {
        name: 'process_id',
        type: 'TEXT',
        isRequired: false,
        doc: "The actor's entity, `processes.id`; null when the event is about no process.",
      },
      { name: 'object_id', type: 'TEXT', isRequired: false, doc: 'The entity acted on (handle events, thread creation), `processes.id`.' },
      { name: 'source_guid', type: 'TEXT', isRequired: false, doc: 'Process GUID that the capture gives the actor; for comparison only.' },
      {
        name: 'source_object_guid',
        type: 'TEXT',
        isRequired: false,
        doc: 'Process GUID that the capture gives the object; for comparison only.',
      },
      {
        name: 'source_record',
        type: 'TEXT',
        isRequired: false,
        doc: 'Record in the capture: channel, event id and record number or line.',
      },
    ],
    // In the order of time pages are read; events come nearly in that order, so that this one costs next to nothing to keep.
    indexes: [['process_id', 'time_us'], ['object_id'], ['time_us']],
  },
  processes: {
    doc: 'One row per process.',
    id: 'Process entity id, 22 characters.',
    isVersioned: true,
    columns: [
      { name: 'host_id', type: 'TEXT', isRequired: true, doc: 'Host, `hosts.id`.' },
      { name: 'pid', type: 'INTEGER', isRequired: true, doc: 'Process id; not an identity.' },
      { name: 'parent_id', type: 'TEXT', isRequired: false, doc: 'Parent entity, `processes.id`.' },
      { name: 'creator_id', type: 'TEXT', isRequired: false, doc: 'Entity that called for the creation, when the source records it.' },
      {
        name: 'edge_confidence',
        type: 'TEXT',
        isRequired: true,
        doc: "Parent edge: `observed` (the parent's start is known), `inferred` (the parent was only mentioned), `unknown`.",
      },
      {
        name: 'status',
        type: 'TEXT',
        isRequired: true,
        doc: '`created` (its create event was seen), `observed` (its start time is known), `placeholder` (only mentioned).',
      },
      { name: 'started_us', type: 'INTEGER', isRequired: false, doc: 'Start, microseconds since 1970 UTC; null when never seen.' },
      {
        name: 'ended_us',
        type: 'INTEGER',
        isRequired: false,
        doc: 'End, microseconds since 1970 UTC; null while it runs or when never seen.',
      },
      { name: 'executable', type: 'TEXT', isRequired: false, doc: 'Path of the main image.' },
      { name: 'command_line', type: 'TEXT', isRequired: false, doc: 'Command line.' },
      {
        name: 'integrity_level',
        type: 'INTEGER',
        isRequired: false,
        doc: 'Integrity level as its RID: 4096 low, 8192 medium, 12288 high, 16384 system.',
      },
      { name: 'loader_score', type: 'REAL', isRequired: true, doc: 'Probability that the process uses I/O rings, 0 to 1.' },
      {
        name: 'abuse_score',
        type: 'REAL',
        isRequired: true,
        doc: 'Probability that it abuses one, 0 to 1; worth reporting only when `doc` says so.',
      },
      { name: 'source_guid', type: 'TEXT', isRequired: false, doc: 'Process GUID of the capture; for comparison only.' },
      {
        name: 'source_parent_guid',
        type: 'TEXT',
        isRequired: false,
        doc: "The parent's process GUID in the capture; for comparison only.",
      },
    ],
    indexes: [['parent_id'], ['host_id', 'pid']],
  },
  alerts: {
    doc: 'One row per alert: one rule, one cause, one hour.',
    id: 'Hash of rule, cause and hour, 22 characters.',
    isVersioned: true,
    columns: [
      { name: 'host_id', type: 'TEXT', isRequired: true, doc: 'Host, `hosts.id`.' },
      { name: 'rule_id', type: 'TEXT', isRequired: true, doc: 'Rule, `docs/rules/`.' },
      { name: 'severity', type: 'TEXT', isRequired: true, doc: '`informational`, `low`, `medium`, `high` or `critical`.' },
      {
        name: 'status',
        type: 'TEXT',
        isRequired: true,
        doc: '`raised`, or `withdrawn` when later events explained it; `doc` keeps its history.',
      },
      { name: 'time_us', type: 'INTEGER', isRequired: true, doc: 'First event that raised it, microseconds since 1970 UTC.' },
      {
        name: 'process_id',
        type: 'TEXT',
        isRequired: true,
        doc: "The actor's entity, `processes.id`; empty when the alert is about the host.",
      },
      { name: 'object_id', type: 'TEXT', isRequired: false, doc: "The object's entity, `processes.id`." },
      { name: 'occurrences', type: 'INTEGER', isRequired: true, doc: 'How often the rule fired for this cause.' },
    ],
    indexes: [['process_id'], ['host_id']],
  },
  hosts: {
    doc: 'One row per host.',
    id: 'Host id, 22 characters; of a capture the hash of the host name.',
    isVersioned: true,
    columns: [{ name: 'name', type: 'TEXT', isRequired: false, doc: 'Host name.' }],
    indexes: [],
  },
  gaps: {
    doc: 'One row per declared loss.',
    id: 'Id of the gap event, or `<boot id>-gap-<first missing sequence>` for a hole found by the consumer.',
    isVersioned: true,
    columns: [
      { name: 'host_id', type: 'TEXT', isRequired: true, doc: 'Host, `hosts.id`.' },
      { name: 'boot_id', type: 'TEXT', isRequired: true, doc: 'Stream of events, `streams.id`.' },
      { name: 'kind', type: 'TEXT', isRequired: false, doc: 'Kind of the lost events; null when unknown.' },
      { name: 'reason', type: 'TEXT', isRequired: true, doc: 'Why, `docs/events/gap.md`.' },
      { name: 'count', type: 'INTEGER', isRequired: true, doc: 'How many were lost.' },
      { name: 'first_time_us', type: 'INTEGER', isRequired: true, doc: 'Earliest time an event may be missing from.' },
      { name: 'last_time_us', type: 'INTEGER', isRequired: true, doc: 'Latest such time.' },
    ],
    indexes: [],
  },
  streams: {
    doc: 'The ledger: one row per stream of events.',
    id: 'Boot id, 22 characters.',
    isVersioned: true,
    columns: [
      { name: 'host_id', type: 'TEXT', isRequired: true, doc: 'Host, `hosts.id`.' },
      { name: 'issued', type: 'INTEGER', isRequired: true, doc: 'Events the source numbered, and those it refused and declared.' },
      { name: 'indexed', type: 'INTEGER', isRequired: true, doc: 'Events with a document.' },
      { name: 'dead_lettered', type: 'INTEGER', isRequired: true, doc: 'Events that could not be indexed and are kept with the reason.' },
      { name: 'gaps', type: 'INTEGER', isRequired: true, doc: 'Events declared lost.' },
      { name: 'in_flight', type: 'INTEGER', isRequired: true, doc: 'Events between source and index.' },
      { name: 'unexplained', type: 'INTEGER', isRequired: true, doc: 'What is left of the equation: 0, or there is a defect.' },
    ],
    indexes: [],
  },
  dead_letters: {
    doc: 'One row per batch or event that could not be indexed, with its bytes.',
    id: 'Hash of the bytes.',
    isVersioned: false,
    columns: [
      { name: 'host_id', type: 'TEXT', isRequired: false, doc: 'Host, when known.' },
      { name: 'reason', type: 'TEXT', isRequired: true, doc: 'Error code and message.' },
      { name: 'count', type: 'INTEGER', isRequired: false, doc: 'Events lost with it.' },
      { name: 'bytes', type: 'BLOB', isRequired: true, doc: 'What could not be indexed.' },
    ],
    indexes: [],
  },
  inputs: {
    doc: 'One row per capture file that was analysed.',
    id: 'Path, `archive!member` for members of archives.',
    isVersioned: true,
    columns: [
      { name: 'path', type: 'TEXT', isRequired: true, doc: 'The same as `id`.' },
      { name: 'format', type: 'TEXT', isRequired: true, doc: 'Detected format.' },
      { name: 'bytes', type: 'INTEGER', isRequired: true, doc: 'Bytes read, uncompressed.' },
      { name: 'events', type: 'INTEGER', isRequired: true, doc: 'Events accepted.' },
      { name: 'rejected', type: 'INTEGER', isRequired: true, doc: 'Records rejected; the reasons are in `doc`.' },
    ],
    indexes: [],
  },
} as const

type FamilyColumn<Name extends FamilyName> = (typeof families)[Name]['columns'][number]

type ValueOfType<Type extends Column['type']> = Type extends 'TEXT' ? string : Type extends 'BLOB' ? Uint8Array : number

type ValueOf<Described extends Column> = ValueOfType<Described['type']> | (Described['isRequired'] extends true ? never : null)

/** A value for each column of a family, by name. */
export type Row<Name extends FamilyName> = {
  readonly [Described in FamilyColumn<Name> as Described['name']]: ValueOf<Described>
}

/** Columns of a family that hold bytes. */
export type BytesColumnName<Name extends FamilyName> = Extract<FamilyColumn<Name>, { readonly type: 'BLOB' }>['name']

/** Families whose documents are put and deleted by version. */
export type VersionedFamilyName = { [Name in FamilyName]: (typeof families)[Name]['isVersioned'] extends true ? Name : never }[FamilyName]

/** The columns of a family as data, for whoever makes tables or statements of them. */
export function columnsOf(name: FamilyName): readonly Column[] {
  return families[name].columns
}
