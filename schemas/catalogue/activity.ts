import { type KindDefinition, optional, required } from './definition.ts'
import { actorFields, objectFields, sourceFields, userField } from './header.ts'

const startOptions = { wire: 'i64', indexType: 'date_us', unit: 'microseconds since 1970-01-01T00:00:00Z' } as const

/** Accounts of actor and object, where the source names them. */
const accountFields = [
  userField,
  optional(['object_user_name', 'string', 'win11mon.object.user_name'], 'Account the process acted on runs as.'),
] as const

const handleFields = [
  required(['object_type', 'HandleObjectType', 'win11mon.object.type'], 'Type of the object.', { wire: 'u8' }),
  ...objectFields,
  optional(['desired_access', 'long', 'win11mon.handle.desired_access'], 'Rights asked for, after other drivers changed them.', {
    wire: 'u32',
    unit: 'access mask',
  }),
  optional(['original_desired_access', 'long', 'win11mon.handle.original_desired_access'], 'Rights the caller asked for.', {
    wire: 'u32',
    unit: 'access mask',
  }),
  optional(['granted_access', 'long', 'win11mon.handle.granted_access'], 'Rights the new handle has.', {
    wire: 'u32',
    unit: 'access mask',
  }),
  optional(['status', 'long', 'win11mon.handle.status'], 'NTSTATUS of the operation.', { wire: 'u32', unit: 'NTSTATUS' }),
  optional(['is_modified', 'boolean', 'win11mon.handle.is_modified'], 'A driver took rights away.', { wire: 'u8' }),
  optional(['is_kernel_handle', 'boolean', 'win11mon.handle.is_kernel_handle'], 'The handle lies in the kernel handle table.', {
    wire: 'u8',
  }),
  optional(['handle_value', 'long', 'win11mon.handle.value'], 'Value of the handle in the table of its owner.', { wire: 'u32' }),
  optional(['call_trace', 'string', 'win11mon.handle.call_trace'], 'User-mode call stack as the source writes it.', {
    indexType: 'wildcard',
  }),
  ...accountFields,
] as const

export const activityKinds: readonly KindDefinition[] = [
  {
    name: 'thread_create',
    wire: 66,
    origin: 'driver',
    priority: 'low',
    doc: 'A thread was created; the actor is the caller, the object the process it runs in.',
    when: 'When the kernel announces a new thread, in the context of the thread that made it.',
    fields: [
      ...actorFields,
      ...objectFields,
      optional(['start_address', 'address', 'win11mon.thread.start_address'], 'Where the thread starts.', { wire: 'u64' }),
      optional(['start_module', 'string', 'win11mon.thread.start_module'], 'Module the start address lies in.', { indexType: 'wildcard' }),
      optional(['start_function', 'string', 'win11mon.thread.start_function'], 'Export at the start address.'),
      ...accountFields,
      ...sourceFields,
    ],
  },
  {
    name: 'thread_terminate',
    wire: 67,
    origin: 'driver',
    priority: 'low',
    doc: 'A thread ended.',
    when: 'When the kernel announces the end of a thread, in its own context.',
    fields: [...actorFields, ...sourceFields],
  },
  {
    name: 'image_load',
    wire: 68,
    origin: 'driver',
    priority: 'low',
    doc: 'An image was mapped into a process, or a driver was loaded (process id 0).',
    when: 'When the kernel has mapped an image for execution, before its code runs.',
    fields: [
      ...actorFields,
      optional(['image_path', 'string', 'dll.path'], 'Path of the image.', { wire: 'utf16', indexType: 'wildcard' }),
      optional(['image_base', 'address', 'win11mon.image.base'], 'Address it was mapped at; zero when masked.', { wire: 'u64' }),
      optional(['image_size_bytes', 'long', 'win11mon.image.size_bytes'], 'Size of the mapping.', { wire: 'u64', unit: 'bytes' }),
      optional(['is_ioring_related', 'boolean', 'ioring.is_related'], 'The image is one that only I/O ring users load.', { wire: 'u8' }),
      optional(
        ['suspicious_reason', 'SuspiciousImageReason', 'win11mon.image.suspicious_reason'],
        'Why the driver calls the load suspicious.',
        { wire: 'u8' },
      ),
      optional(
        ['mapper_process_id', 'long', 'win11mon.mapper.pid'],
        'Process that mapped the image into this one; null when it did so itself.',
        {
          wire: 'u32',
        },
      ),
      optional(['mapper_start_us', 'long', 'win11mon.mapper.start'], 'Its start time.', startOptions),
      optional(['mapper_thread_id', 'long', 'win11mon.mapper.thread_id'], 'Thread that mapped it.', { wire: 'u32' }),
      optional(['signature_level', 'long', 'win11mon.image.signature_level'], 'Signature level the kernel gave it.', { wire: 'u8' }),
      optional(['is_signed', 'boolean', 'dll.code_signature.exists'], 'The image carries a signature.'),
      optional(['signature', 'string', 'dll.code_signature.subject_name'], 'Who signed it.'),
      optional(['signature_status', 'string', 'dll.code_signature.status'], 'Verdict on the signature as the source writes it.'),
      optional(['original_file_name', 'string', 'dll.pe.original_file_name'], 'File name in the version resource.'),
      optional(['hashes', 'string', 'win11mon.hashes'], 'Hashes of the image as the source writes them.'),
      optional(['file_version', 'string', 'dll.pe.file_version'], 'File version in the version resource.'),
      optional(['file_description', 'string', 'dll.pe.description'], 'Description in the version resource.'),
      optional(['product', 'string', 'dll.pe.product'], 'Product in the version resource.'),
      optional(['company', 'string', 'dll.pe.company'], 'Company in the version resource.'),
      userField,
      ...sourceFields,
    ],
  },
  {
    name: 'handle_create',
    wire: 69,
    origin: 'driver',
    priority: 'high',
    doc: 'A handle to a process or thread was opened.',
    when: 'Before the object manager hands out a new handle to a process, thread or desktop.',
    fields: [...actorFields, ...handleFields, ...sourceFields],
  },
  {
    name: 'handle_duplicate',
    wire: 70,
    origin: 'driver',
    priority: 'high',
    doc: 'A handle was duplicated: the actor copied a handle of the source process into the recipient process.',
    when: 'Before the object manager hands out a copy of a handle to a process, thread or desktop.',
    fields: [
      ...actorFields,
      ...handleFields,
      optional(['source_process_id', 'long', 'win11mon.source.pid'], 'Process whose handle was copied.', { wire: 'u32' }),
      optional(['source_start_us', 'long', 'win11mon.source.start'], 'Its start time.', startOptions),
      optional(['recipient_process_id', 'long', 'win11mon.recipient.pid'], 'Process that received the copy.', { wire: 'u32' }),
      optional(['recipient_start_us', 'long', 'win11mon.recipient.start'], 'Its start time.', startOptions),
      ...sourceFields,
    ],
  },
  {
    name: 'registry_operation',
    wire: 71,
    origin: 'driver',
    priority: 'high',
    doc: 'A registry key or value was changed.',
    when: 'When a thread has asked for the change, before the configuration manager makes it.',
    fields: [
      ...actorFields,
      required(['operation', 'RegistryOperationType', 'win11mon.registry.operation'], 'What was done.', { wire: 'u8' }),
      optional(['key_path', 'string', 'registry.path'], 'Key, and value where the source does not separate them.', {
        wire: 'utf16',
        indexType: 'wildcard',
      }),
      optional(['value_name', 'string', 'registry.value'], 'Value name.', { wire: 'utf16' }),
      optional(['new_name', 'string', 'win11mon.registry.new_name'], 'New name after a rename.', { wire: 'utf16' }),
      optional(['hive_file', 'string', 'win11mon.registry.hive_file'], 'File of a hive that was loaded, or that replaces another.', {
        wire: 'utf16',
        indexType: 'wildcard',
      }),
      optional(['data_type', 'long', 'win11mon.registry.data_type'], 'REG_ type of the data.', { wire: 'u32' }),
      optional(['data_length_bytes', 'long', 'win11mon.registry.data_length_bytes'], 'Length of the data written.', {
        wire: 'u32',
        unit: 'bytes',
      }),
      optional(['data', 'bytes', 'registry.data.bytes'], 'First bytes of the data.', { wire: 'bytes' }),
      optional(['data_text', 'string', 'registry.data.strings'], 'The data as the source writes it.', { indexType: 'wildcard' }),
      userField,
      ...sourceFields,
    ],
  },
]
