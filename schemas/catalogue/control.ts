import { kinds } from './catalogue.ts'
import { callbackNames } from './control-constants.ts'
import type { ControlMember, ControlStructure, ControlType } from './control-definition.ts'

export { callbackNames, controlConstants } from './control-constants.ts'
export type * from './control-definition.ts'

type Entry = readonly [name: string, type: ControlType, doc?: string]

function members(...entries: readonly Entry[]): readonly ControlMember[] {
  return entries.map(([name, type, doc]) => (doc === undefined ? { name, type } : { name, type, doc }))
}

function array(name: string, type: ControlMember['type'], count: NonNullable<ControlMember['count']>, doc?: string): ControlMember {
  return { name, type, count, ...(doc === undefined ? {} : { doc }) }
}

const callbacks = { length: callbackNames.length, constant: 'MON_CALLBACK_COUNT' }
const kindCount = { length: kinds.filter(({ origin }) => origin === 'driver').length, constant: 'MON_KIND_COUNT' }

const callbackStatus: ControlStructure = {
  name: 'callback_status',
  cName: 'mon_callback_status_t',
  cTag: 'mon_callback_status',
  doc: 'How the registration of one callback went.',
  role: 'part',
  sizeBytes: 8,
  members: [
    ...members(['is_registered', 'u8'], ['routine', 'u8', 'MON_ROUTINE_...: the kernel routine it went through.']),
    array('reserved', 'u8', { length: 2, constant: '2' }),
    ...members(['status', 'i32', 'NTSTATUS of the registration.']),
  ],
}

const kindStatistics: ControlStructure = {
  name: 'kind_statistics',
  cName: 'mon_kind_statistics_t',
  cTag: 'mon_kind_statistics',
  doc: 'observed = written + the refused ones, for every kind, at any quiet moment.',
  role: 'part',
  sizeBytes: 48,
  members: members(
    ['observed_count', 'u64'],
    ['written_count', 'u64'],
    ['ring_full_count', 'u64'],
    ['rate_limited_count', 'u64'],
    ['declared_count', 'u64', 'Refused events that a gap record has declared so far.'],
    ['last_time_us', 'i64', 'When the last one was observed; 0 before the first.'],
  ),
}

const counterNames = [
  'process_creations',
  'process_terminations',
  'thread_creations',
  'thread_terminations',
  'image_loads',
  'handle_operations',
  'registry_operations',
  'process_handle_creates',
  'process_handle_duplicates',
  'thread_handle_creates',
  'thread_handle_duplicates',
  'access_modifications',
  'kernel_handle_operations',
  'self_access_operations',
  'failed_handle_operations',
  'filtered_handle_operations',
  'filtered_registry_operations',
  'failed_registry_operations',
  'unread_registry_data',
  'operation_slot_shortages',
] as const

const counters: ControlStructure = {
  name: 'counters',
  cName: 'mon_counters_t',
  cTag: 'mon_counters',
  doc: 'Counted at the callback, before any filter.',
  role: 'part',
  sizeBytes: 160,
  members: counterNames.map((name) => ({ name, type: 'u64' })),
}

const statistics: ControlStructure = {
  name: 'callback_statistics',
  cName: 'MON_CALLBACK_STATISTICS',
  cTag: '_MON_CALLBACK_STATISTICS',
  doc: 'Output of CB_GET_STATS, which has no input; a shorter output is STATUS_BUFFER_TOO_SMALL.',
  role: 'answer',
  sizeBytes: 968,
  members: [
    ...members(
      ['size_bytes', 'u32'],
      ['version', 'u32'],
      ['layout_fingerprint', 'u32'],
      ['capabilities', 'u32'],
      ['boot_id', 'bytes16'],
      ['load_time_us', 'i64'],
    ),
    array('callbacks', { structure: 'callback_status' }, callbacks),
    { name: 'counters', type: { structure: 'counters' } },
    array('kinds', { structure: 'kind_statistics' }, kindCount),
    ...members(
      ['issued_sequence', 'u64'],
      ['delivered_sequence', 'u64'],
      ['acknowledged_sequence', 'u64'],
      ['ring_size_bytes', 'u64'],
      ['ring_used_bytes', 'u64'],
      ['ring_peak_bytes', 'u64'],
      ['cached_process_count', 'u64'],
      ['cached_process_peak', 'u64'],
      ['cache_eviction_count', 'u64'],
      ['scan_request_count', 'u64'],
      ['scan_coalesced_count', 'u64'],
      ['scan_refused_count', 'u64'],
      ['scan_completed_count', 'u64'],
      ['scan_pending_count', 'u64'],
      ['sweep_count', 'u64', 'Rounds over all running processes that are complete.'],
      ['swept_process_count', 'u64', 'Processes looked at in them.'],
      ['callbacks_in_flight', 'u64'],
      ['reader_session_count', 'u64'],
      ['device_security_status', 'i32', 'NTSTATUS of restricting the device to SYSTEM and Administrators.'],
      ['ring_reference_state', 'u32', 'MON_RING_REFERENCE_...: whether I/O rings can be inspected.'],
    ),
    array('callback_last_time_us', 'i64', callbacks, 'When the last event of each callback was observed; 0 before the first.'),
    ...members(['restored_registration_count', 'u64', 'Registrations that a self check found missing and made again.']),
  ],
}

const getEventsInput: ControlStructure = {
  name: 'get_events_input',
  cName: 'MON_GET_EVENTS_INPUT',
  cTag: '_MON_GET_EVENTS_INPUT',
  doc: 'Input of CB_GET_EVENTS; its output is a batch: mon_batch_header_t, then records.',
  role: 'request',
  sizeBytes: 48,
  members: members(
    ['size_bytes', 'u32'],
    ['version', 'u32'],
    ['ack_through_sequence', 'u64', 'Frees every record up to this one. 0 acknowledges nothing; a number never delivered is refused.'],
    [
      'boot_id',
      'bytes16',
      "Boot id the acknowledged sequence belongs to; another driver load's is refused. Ignored when nothing is acknowledged.",
    ],
    ['wait_timeout_ms', 'u32', 'How long the call may wait for a record; 0 returns at once.'],
    ['flags', 'u32', 'MON_GET_EVENTS_...'],
    ['wake_bytes', 'u32', 'A waiting call returns when this many bytes are ready; 0 means with the first record.'],
    ['reserved', 'u32'],
  ),
}

const batchHeader: ControlStructure = {
  name: 'driver_batch_header',
  cName: 'mon_batch_header_t',
  cTag: 'mon_batch_header',
  doc: 'In front of every batch. An empty one has record_count 0 and first = last = 0.',
  role: 'answer',
  sizeBytes: 80,
  members: members(
    ['magic', 'u32'],
    ['version', 'u16'],
    ['header_bytes', 'u16'],
    ['total_bytes', 'u32'],
    ['record_count', 'u32'],
    ['layout_fingerprint', 'u32'],
    ['required_bytes', 'u32', 'What is enough, when the next record did not fit at all.'],
    ['boot_id', 'bytes16'],
    ['first_sequence', 'u64'],
    ['last_sequence', 'u64'],
    ['acknowledged_sequence', 'u64'],
    ['issued_sequence', 'u64'],
    ['ring_size_bytes', 'u32'],
    ['ring_used_bytes', 'u32'],
  ),
}

const config: ControlStructure = {
  name: 'callback_config',
  cName: 'MON_CALLBACK_CONFIG',
  cTag: '_MON_CALLBACK_CONFIG',
  doc: 'Input of CB_SET_CONFIG. The texts follow: first the registry prefixes, then the image names, each a u16 length in bytes and UTF-16 text. In a prefix, a component "*" stands for any one component. size_bytes counts the texts and equals the input length.',
  role: 'request',
  sizeBytes: 96,
  members: [
    ...members(
      ['size_bytes', 'u32'],
      ['version', 'u32'],
      ['callback_mask', 'u32', 'Bit n: record events of callback n (MON_CALLBACK_PROCESS ...).'],
      ['flags', 'u32', 'MON_CONFIG_...'],
      [
        'ring_size_bytes',
        'u32',
        '0 keeps the size. A new size takes effect at once; the old ring is freed when it has been read and acknowledged.',
      ],
      ['scan_delay_ms', 'u32'],
      ['process_rate_limit', 'u32', 'Events a second of one process; 0 means no limit. Events above it are counted and declared lost.'],
    ),
    array('kind_rate_limits', 'u32', kindCount, 'The same for each kind.'),
    ...members(
      ['handle_access_mask', 'u32', 'A handle event is recorded when its rights have one of these bits; 0 records all.'],
      ['command_line_limit_bytes', 'u32'],
      ['registry_data_limit_bytes', 'u32'],
      ['registry_prefix_count', 'u32'],
      ['image_name_count', 'u32'],
      ['sweep_interval_ms', 'u32', 'A round over all running processes starts this long after the one before; 0: only the round at load.'],
    ),
  ],
}

const scanRequest: ControlStructure = {
  name: 'scan_request',
  cName: 'MON_SCAN_REQUEST',
  cTag: '_MON_SCAN_REQUEST',
  doc: 'Input of CB_REQUEST_SCAN, which has no output: asks for a scan of a process now. Its ioring_scan record has the trigger "request". A process that waits for a scan already is not queued again. Refused: a process that does not exist (STATUS_INVALID_CID), a full queue (STATUS_DEVICE_BUSY). With a reference ring: see mon_ring_reference states and docs/driver.md.',
  role: 'request',
  sizeBytes: 24,
  members: members(
    ['size_bytes', 'u32'],
    ['version', 'u32'],
    ['process_id', 'u32'],
    ['flags', 'u32', 'MON_SCAN_REQUEST_...'],
    ['reference_buffer_count', 'u32'],
    ['reserved', 'u32'],
  ),
}

const registrationCheck: ControlStructure = {
  name: 'registration_check',
  cName: 'mon_registration_check_t',
  cTag: 'mon_registration_check',
  doc: 'What a self check found about one callback.',
  role: 'part',
  sizeBytes: 24,
  members: members(
    ['state', 'u32', 'MON_REGISTRATION_...'],
    ['status', 'i32', 'NTSTATUS of the attempt; 0 when none was made.'],
    ['event_count', 'u64', 'Times the callback ran.'],
    ['last_time_us', 'i64', 'When its last event was observed; 0: never.'],
  ),
}

const selfCheck: ControlStructure = {
  name: 'self_check',
  cName: 'MON_SELF_CHECK',
  cTag: '_MON_SELF_CHECK',
  doc: 'Output of CB_SELF_CHECK, which has no input.',
  role: 'answer',
  sizeBytes: 128,
  members: [...members(['size_bytes', 'u32'], ['version', 'u32']), array('callbacks', { structure: 'registration_check' }, callbacks)],
}

/** Every control structure, parts before what they stand in. */
export const controlStructures: readonly ControlStructure[] = [
  callbackStatus,
  kindStatistics,
  counters,
  statistics,
  getEventsInput,
  batchHeader,
  config,
  scanRequest,
  registrationCheck,
  selfCheck,
]
