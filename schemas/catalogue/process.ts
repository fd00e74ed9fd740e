import { actorFields, sourceFields } from './header.ts'
import { type FieldDefinition, type KindDefinition, optional } from './definition.ts'

const startOptions = { wire: 'i64', indexType: 'date_us', unit: 'microseconds since 1970-01-01T00:00:00Z' } as const

/** What is known of a process from the moment it starts; shared by create and snapshot. */
const descriptionFields: readonly FieldDefinition[] = [
  optional(['parent_process_id', 'long', 'process.parent.pid'], 'Process id of the parent.', { wire: 'u32' }),
  optional(['parent_start_us', 'long', 'process.parent.start'], "The parent's start time.", startOptions),
  optional(['parent_executable', 'string', 'process.parent.executable'], "Path of the parent's main image.", { indexType: 'wildcard' }),
  optional(['parent_command_line', 'string', 'process.parent.command_line'], "The parent's command line.", { indexType: 'wildcard' }),
  optional(
    ['creator_process_id', 'long', 'win11mon.creator.pid'],
    'Process that made the call; differs from the parent when the parent was chosen.',
    { wire: 'u32' },
  ),
  optional(['creator_start_us', 'long', 'win11mon.creator.start'], "The creator's start time.", startOptions),
  optional(['creator_thread_id', 'long', 'win11mon.creator.thread_id'], 'Thread that made the call.', { wire: 'u32' }),
  optional(['command_line', 'string', 'process.command_line'], 'Command line as passed.', { wire: 'utf16', indexType: 'wildcard' }),
  optional(['is_truncated', 'boolean', 'win11mon.is_truncated'], 'A text of this event was cut to the record limit.', { wire: 'u8' }),
  optional(['working_directory', 'string', 'process.working_directory'], 'Current directory at start.', { indexType: 'wildcard' }),
  optional(['user_name', 'string', 'user.name'], 'Account the process runs as, as the source writes it.'),
  optional(['session_id', 'long', 'process.session_id'], 'Terminal session.', { wire: 'u32' }),
  optional(
    ['integrity_level', 'long', 'process.integrity_level'],
    'Integrity level as its RID: 0x1000 low, 0x2000 medium, 0x3000 high, 0x4000 system.',
    { wire: 'u32' },
  ),
  optional(['is_subsystem_process', 'boolean', 'win11mon.is_subsystem_process'], 'The process belongs to a subsystem other than Win32.', {
    wire: 'u8',
  }),
  optional(['is_signed', 'boolean', 'process.code_signature.exists'], 'The main image carries a signature.'),
  optional(['signature', 'string', 'process.code_signature.subject_name'], 'Who signed the main image.'),
  optional(['original_file_name', 'string', 'process.pe.original_file_name'], 'File name in the version resource.'),
  optional(['hashes', 'string', 'win11mon.hashes'], 'Hashes of the main image as the source writes them.'),
  optional(['file_version', 'string', 'process.pe.file_version'], 'File version in the version resource.'),
  optional(['file_description', 'string', 'process.pe.description'], 'Description in the version resource.'),
  optional(['product', 'string', 'process.pe.product'], 'Product in the version resource.'),
  optional(['company', 'string', 'process.pe.company'], 'Company in the version resource.'),
  optional(['logon_id', 'string', 'win11mon.logon.id'], 'Logon session the process runs in, as the source writes it.'),
  optional(['parent_user_name', 'string', 'process.parent.user.name'], 'Account the parent runs as, as the source writes it.'),
  optional(
    ['token_elevation', 'string', 'win11mon.token_elevation'],
    'Kind of the token as Security writes it: %%1936 whole, %%1937 elevated, %%1938 limited.',
  ),
]

export const processKinds: readonly KindDefinition[] = [
  {
    name: 'process_create',
    wire: 64,
    origin: 'driver',
    priority: 'high',
    doc: 'A process was created.',
    when: 'When the kernel announces a new process, before its first thread runs.',
    fields: [
      ...actorFields,
      ...descriptionFields,
      optional(
        ['denied_status', 'long', 'win11mon.denied_status'],
        'NTSTATUS with which another driver denied the creation: the process never ran. Null when nobody did.',
        { wire: 'u32', unit: 'NTSTATUS' },
      ),
      optional(['is_image_partial', 'boolean', 'win11mon.is_image_partial'], 'The kernel had only a part of the path.', {
        wire: 'u8',
      }),
      ...sourceFields,
    ],
  },
  {
    name: 'process_terminate',
    wire: 65,
    origin: 'driver',
    priority: 'high',
    doc: 'A process ended.',
    when: 'When the kernel announces that the last thread of a process has ended.',
    fields: [
      ...actorFields,
      optional(['exit_status', 'long', 'process.exit_code'], 'NTSTATUS the process ended with.', { wire: 'u32', unit: 'NTSTATUS' }),
      optional(['ioring_operation_count', 'long', 'ioring.operation_count'], 'I/O ring operations of its whole life.', { wire: 'u64' }),
      optional(['anomaly_score', 'long', 'win11mon.anomaly_score'], "The driver profile's anomaly score, 0 to 100.", { wire: 'u32' }),
      ...sourceFields,
    ],
  },
]

export const snapshotKind: KindDefinition = {
  name: 'process_snapshot',
  wire: 97,
  origin: 'collector',
  priority: 'high',
  doc: 'A process was already running when the collector started or after a gap.',
  when: 'At start and after each gap, once for every running process.',
  fields: [...actorFields, ...descriptionFields.map(({ wire: _wire, ...field }) => field), ...sourceFields],
}
