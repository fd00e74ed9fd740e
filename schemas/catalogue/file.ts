import { type FieldDefinition, type KindDefinition, optional } from './definition.ts'
import { actorFields, sourceFields, truncatedField, userField } from './header.ts'
import { textLimits } from './limits.ts'

const dateOptions = { indexType: 'date_us', unit: 'microseconds since 1970-01-01T00:00:00Z' } as const

const filePath: FieldDefinition = optional(['file_path', 'string', 'file.path'], 'Path of the file.', {
  indexType: 'wildcard',
  maxLength: textLimits.path,
})
const created: FieldDefinition = optional(['created_us', 'long', 'file.created'], 'Creation time of the file.', dateOptions)
const hashes: FieldDefinition = optional(['hashes', 'string', 'win11mon.hashes'], 'Hashes of the content as the source writes them.', {
  maxLength: textLimits.name,
})

/** What processes do to files and to disks. */
export const fileKinds: readonly KindDefinition[] = [
  {
    name: 'file_create',
    wire: 128,
    origin: 'event log',
    priority: 'low',
    doc: 'A file was created or overwritten.',
    when: 'When Sysmon is configured to log the creation (event 11).',
    fields: [...actorFields, filePath, created, userField, truncatedField, ...sourceFields],
  },
  {
    name: 'file_delete',
    wire: 129,
    origin: 'event log',
    priority: 'low',
    doc: 'A file was deleted.',
    when: 'When Sysmon is configured to log the deletion (event 23, or 26 when it keeps no copy).',
    fields: [
      ...actorFields,
      filePath,
      hashes,
      optional(['is_executable', 'boolean', 'win11mon.file.is_executable'], 'The file was an executable image.'),
      optional(['is_archived', 'boolean', 'win11mon.file.is_archived'], 'Sysmon kept a copy.'),
      userField,
      truncatedField,
      ...sourceFields,
    ],
  },
  {
    name: 'file_stream_create',
    wire: 130,
    origin: 'event log',
    priority: 'low',
    doc: 'A named stream of a file was created, such as the mark of the web.',
    when: 'When Sysmon is configured to log named streams (event 15).',
    fields: [
      ...actorFields,
      filePath,
      created,
      hashes,
      optional(['contents', 'string', 'win11mon.file.contents'], 'Content of the stream, when it is short text.', {
        indexType: 'wildcard',
        maxLength: textLimits.long,
      }),
      userField,
      truncatedField,
      ...sourceFields,
    ],
  },
  {
    name: 'file_time_change',
    wire: 131,
    origin: 'event log',
    priority: 'low',
    doc: 'The creation time of a file was set.',
    when: 'When Sysmon sees a process set it (event 2).',
    fields: [
      ...actorFields,
      filePath,
      created,
      optional(['previous_created_us', 'long', 'win11mon.file.previous_created'], 'Creation time before the change.', dateOptions),
      userField,
      truncatedField,
      ...sourceFields,
    ],
  },
  {
    name: 'raw_access_read',
    wire: 132,
    origin: 'event log',
    priority: 'high',
    doc: 'A disk was opened for reading around its file system.',
    when: 'When Sysmon sees a volume or disk opened by its device name (event 9).',
    fields: [
      ...actorFields,
      optional(['device', 'string', 'win11mon.device'], 'Device that was read.', { maxLength: textLimits.name }),
      userField,
      truncatedField,
      ...sourceFields,
    ],
  },
]
