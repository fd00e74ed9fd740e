import { type FieldDefinition, type KindDefinition, optional, required } from './definition.ts'
import { actorFields } from './header.ts'

const timeOptions = { wire: 'i64', indexType: 'date_us', unit: 'microseconds since 1970-01-01T00:00:00Z' } as const

function count(name: string, doc: string): FieldDefinition {
  return required([name, 'long', `win11mon.profile.${name}`], doc, { wire: 'u32' })
}

/** What of a heartbeat accounts for events. Kinds stand as in `image_load=400,thread_create=12`. */
const ledgerFields: readonly FieldDefinition[] = [
  optional(['trigger', 'string', 'win11mon.agent.trigger'], 'Why it was written: start, interval, change of what is seen, or stop.'),
  optional(['started_us', 'long', 'win11mon.agent.started'], 'When the collector started.', timeOptions),
  optional(['source_boot_id', 'string', 'win11mon.agent.source_boot_id'], 'Stream that the counts of the source are about.'),
  optional(['issued_count', 'long', 'win11mon.agent.issued_count'], 'Highest number that the source has given out in that stream.'),
  optional(['spooled_count', 'long', 'win11mon.agent.spooled_count'], 'Events that the spool has taken so far.'),
  optional(['read_by_kind', 'string', 'win11mon.agent.read_by_kind'], 'Events read so far, by kind.'),
  optional(['lost_by_kind', 'string', 'win11mon.agent.lost_by_kind'], 'Events that the spool dropped and declared, by kind.'),
  optional(['refused_by_kind', 'string', 'win11mon.agent.refused_by_kind'], 'Events that the driver refused since its load, by kind.'),
  optional(['corrupt_batches', 'long', 'win11mon.agent.corrupt_batches'], 'Batches that the spool set aside.'),
  optional(['quarantined_files', 'long', 'win11mon.agent.quarantined_files'], 'Spool files that were set aside.'),
]

/** What of a heartbeat says whether the sensor sees, and what it is made of. */
const sensorFields: readonly FieldDefinition[] = [
  optional(
    ['is_sensor_blind', 'boolean', 'win11mon.agent.sensor_blind'],
    'At least one kind stayed silent although the collector caused events of it; blind_kinds has which. Null without a canary.',
  ),
  optional(['canary', 'string', 'win11mon.agent.canary'], 'What became of the canary of each kind, such as image_load=seen.'),
  optional(['ring_size_bytes', 'long', 'win11mon.agent.ring_size'], "Size of the driver's ring.", { unit: 'bytes' }),
  optional(['ring_used_bytes', 'long', 'win11mon.agent.ring_used'], 'How much of it is in use.', { unit: 'bytes' }),
  optional(
    ['restored_registrations', 'long', 'win11mon.agent.restored_registrations'],
    'Callbacks that somebody took away and the driver registered again.',
  ),
  optional(['driver_version', 'string', 'win11mon.agent.driver_version'], 'Interface and record layout of the driver.'),
  optional(['schema_fingerprint', 'string', 'win11mon.agent.schema_fingerprint'], 'Schema that the collector writes.'),
  optional(['runtime_version', 'string', 'win11mon.agent.runtime_version'], 'Version of Node.'),
  optional(['configuration_hash', 'string', 'win11mon.agent.configuration_hash'], 'Start of the SHA-256 of the settings in force.'),
]

/** Results the driver computes itself, and what the pipeline says about itself. */
export const observationKinds: readonly KindDefinition[] = [
  {
    name: 'ioring_scan',
    wire: 72,
    origin: 'driver',
    priority: 'high',
    doc: 'The IoRing handles of a process were enumerated.',
    when: 'When a scan ends that a new process, an IoRing-related image or a client has asked for, or that belongs to the round over all running processes; of later rounds only what has changed.',
    fields: [
      ...actorFields,
      required(['trigger', 'ScanTrigger', 'ioring.scan_trigger'], 'Why the scan was made.', { wire: 'u8' }),
      required(['handle_count', 'long', 'ioring.handle_count'], 'I/O ring handles found.', { wire: 'u32' }),
      required(['access_mask', 'long', 'ioring.access_mask'], 'Union of the rights of those handles.', {
        wire: 'u32',
        unit: 'access mask',
      }),
      optional(
        ['registered_buffer_count', 'long', 'ioring.registered_buffer_count'],
        'Largest RegBuffersCount seen; null when the offsets of this build are unknown.',
        { wire: 'u32' },
      ),
      required(
        ['violation_flags', 'long', 'ioring.violation_flags'],
        'What was seen in rings that were looked at: 1 user-mode pointer, 2 count mismatch, 4 user-mode entry, 8 table not readable, 0x10 impossible count or address; 0x20 and 0x40 come from older drivers only: object not referenced, offsets unknown.',
        { wire: 'u32', unit: 'bit mask' },
      ),
      required(['status', 'long', 'ioring.scan_status'], 'NTSTATUS of the enumeration.', { wire: 'u32', unit: 'NTSTATUS' }),
      optional(
        ['inspection', 'ScanInspection', 'ioring.inspection'],
        'Whether the rings themselves were looked at; without "inspected", no violation means nothing.',
        { wire: 'u8' },
      ),
      optional(['inspection_reason', 'ScanInspectionReason', 'ioring.inspection_reason'], 'Why they were not, or not all.', { wire: 'u8' }),
      optional(['inspected_handle_count', 'long', 'ioring.inspected_handle_count'], 'Ring handles whose rings were looked at.', {
        wire: 'u32',
      }),
    ],
  },
  {
    name: 'process_profile',
    wire: 73,
    origin: 'driver',
    priority: 'high',
    doc: 'What the driver counted over the life of a process, exported when it ends.',
    when: 'When a process ends, right after its terminate event.',
    fields: [
      ...actorFields,
      count('thread_create_count', 'Threads it created in itself.'),
      count('remote_thread_create_count', 'Threads it created in others.'),
      count('image_load_count', 'Images it loaded.'),
      count('ioring_image_load_count', 'IoRing-related images it loaded.'),
      count('handle_create_count', 'Process and thread handles it opened.'),
      count('handle_duplicate_count', 'Process and thread handles it duplicated.'),
      count('registry_operation_count', 'Registry changes it made.'),
      count('child_count', 'Processes it created.'),
      count('ioring_handle_peak_count', 'Most IoRing handles a scan found.'),
      count('violation_flags', 'Union of the RegBuffers violations found.'),
      count('anomaly_score', 'Anomaly score, 0 to 100.'),
      required(['lifetime_us', 'long', 'win11mon.profile.lifetime_us'], 'How long it lived.', { wire: 'u64', unit: 'microseconds' }),
    ],
  },
  {
    name: 'gap',
    wire: 74,
    origin: 'driver',
    priority: 'high',
    doc: 'Events of one kind were lost in one interval, for one reason.',
    when: 'At most once a second and kind while events are being lost, and whenever a stage finds or causes a hole.',
    fields: [
      optional(['lost_kind', 'string', 'win11mon.gap.kind'], 'Kind of the lost events; null when unknown.', {
        kindNameOf: 'lost_kind_number',
      }),
      required(['lost_kind_number', 'long', 'win11mon.gap.kind_number'], 'Wire number of that kind; 0 when unknown.', { wire: 'u32' }),
      required(['lost_count', 'long', 'win11mon.gap.count'], 'How many were lost.', { wire: 'u64' }),
      required(['reason', 'GapReason', 'win11mon.gap.reason'], 'Why.', { wire: 'u8' }),
      required(['first_time_us', 'long', 'win11mon.gap.first_time'], 'Earliest time an event may be missing from.', timeOptions),
      required(['last_time_us', 'long', 'win11mon.gap.last_time'], 'Latest such time.', timeOptions),
      optional(['lost_boot_id', 'string', 'win11mon.gap.boot_id'], 'Stream of the lost events, when it is not the one that declares them.'),
      optional(['first_sequence', 'long', 'win11mon.gap.first_sequence'], 'First missing number, when numbered events were lost.', {
        wire: 'u64',
      }),
      optional(['last_sequence', 'long', 'win11mon.gap.last_sequence'], 'Last missing number.', { wire: 'u64' }),
      optional(['detail', 'string', 'win11mon.gap.detail'], 'What a person needs to find the cause.'),
      optional(
        ['lost_by_kind', 'string', 'win11mon.gap.by_kind'],
        'How many of which kind, such as image_load=400,thread_create=12, when they are of several kinds.',
      ),
      optional(['record', 'bytes', 'win11mon.gap.record'], 'The record that could not be used, or its first bytes.'),
    ],
  },
  {
    name: 'agent_heartbeat',
    wire: 96,
    origin: 'collector',
    priority: 'high',
    doc: 'The collector is alive, and what its ledger says.',
    when: 'Every 30 seconds, at start and at an orderly stop.',
    fields: [
      required(['source_kind', 'SourceKind', 'win11mon.agent.source_kind'], 'What the collector reads.'),
      required(['agent_version', 'string', 'agent.version'], 'Version of the collector.'),
      optional(['host_name', 'string', 'win11mon.agent.host_name'], 'Name of the machine.'),
      optional(['operating_system_build', 'long', 'host.os.build'], 'Windows build number.'),
      required(['read_count', 'long', 'win11mon.agent.read_count'], 'Events read from the source so far.'),
      required(['published_count', 'long', 'win11mon.agent.published_count'], 'Events the event log has acknowledged.'),
      required(['held_count', 'long', 'win11mon.agent.held_count'], 'Events in the spool.'),
      required(['lost_count', 'long', 'win11mon.agent.lost_count'], 'Events declared lost.'),
      optional(['blind_kinds', 'string', 'win11mon.agent.blind_kinds'], 'Kinds whose canary stayed silent, separated by commas.'),
      ...ledgerFields,
      ...sensorFields,
    ],
  },
]
