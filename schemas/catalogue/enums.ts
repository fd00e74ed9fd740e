import type { EnumDefinition } from './definition.ts'

/** Closed vocabularies. A symbol is only ever added, at the end; its wire number never changes. */
export const enums: readonly EnumDefinition[] = [
  {
    name: 'HandleObjectType',
    doc: 'Type of the object a handle refers to.',
    symbols: [
      { name: 'unknown', wire: 255, doc: 'The source does not say.' },
      { name: 'process', wire: 0, doc: 'A process object.' },
      { name: 'thread', wire: 1, doc: 'A thread object.' },
      { name: 'desktop', wire: 2, doc: 'A desktop object.' },
    ],
  },
  {
    name: 'RegistryOperationType',
    doc: 'What was done to a registry key or value.',
    symbols: [
      { name: 'unknown', wire: 255, doc: 'The source names no operation of this list.' },
      { name: 'create_key', wire: 0, doc: 'A key was created.' },
      { name: 'delete_key', wire: 1, doc: 'A key was deleted.' },
      { name: 'rename_key', wire: 2, doc: 'A key was renamed.' },
      { name: 'set_value', wire: 3, doc: 'A value was written.' },
      { name: 'delete_value', wire: 4, doc: 'A value was deleted.' },
      { name: 'rename_value', wire: 5, doc: 'A value was renamed.' },
      { name: 'load_hive', wire: 6, doc: 'A hive file was loaded as a key.' },
      { name: 'unload_hive', wire: 7, doc: 'A loaded hive was taken away.' },
      { name: 'restore_hive', wire: 8, doc: 'A key was overwritten from a hive file.' },
      { name: 'replace_hive', wire: 9, doc: 'The file behind a hive was exchanged, from the next start on.' },
    ],
  },
  {
    name: 'ScanTrigger',
    doc: 'Why an IoRing scan of a process was made.',
    symbols: [
      { name: 'unknown', wire: 255, doc: 'Not recorded.' },
      { name: 'process_create', wire: 0, doc: 'The process was just created.' },
      { name: 'image_load', wire: 1, doc: 'It loaded an IoRing-related image.' },
      { name: 'request', wire: 2, doc: 'A client asked for it.' },
      { name: 'sweep', wire: 3, doc: 'Its turn came in the slow round over all running processes.' },
    ],
  },
  {
    name: 'ScanInspection',
    doc: 'Whether a scan looked into the rings it found.',
    symbols: [
      { name: 'unknown', wire: 255, doc: 'Not recorded.' },
      { name: 'inspected', wire: 0, doc: 'Every ring was looked at; so were none, when there were none.' },
      { name: 'not_inspected', wire: 1, doc: 'Some or all were not looked at; the reason says why.' },
      { name: 'unknown_build', wire: 2, doc: 'The layout of a ring is not known on this Windows build.' },
    ],
  },
  {
    name: 'ScanInspectionReason',
    doc: 'Why rings were not looked at.',
    symbols: [
      { name: 'unknown', wire: 255, doc: 'Not recorded.' },
      { name: 'none', wire: 0, doc: 'All were.' },
      { name: 'no_reference_ring', wire: 1, doc: 'No client has shown a ring of its own yet, so the object type is not known.' },
      { name: 'layout_differs', wire: 2, doc: "The client's own ring does not look as the table says for this build." },
      { name: 'object_changed', wire: 3, doc: 'The handle was closed or reused before it was looked at.' },
      { name: 'unreadable', wire: 4, doc: 'The memory of a ring or of its buffer table could not be read.' },
      { name: 'implausible', wire: 5, doc: 'A ring changed while it was read, or said what no ring can say.' },
      { name: 'too_many', wire: 6, doc: 'The process has more rings than one scan looks at.' },
      { name: 'process_exiting', wire: 7, doc: 'The process was ending.' },
      { name: 'enumeration_failed', wire: 8, doc: 'Its handles could not be listed; the status says why.' },
      { name: 'routine_missing', wire: 9, doc: 'This Windows lacks a kernel routine that a safe look needs.' },
    ],
  },
  {
    name: 'SuspiciousImageReason',
    doc: 'Why the driver calls an image load suspicious.',
    symbols: [
      { name: 'none', wire: 0, doc: 'It does not.' },
      { name: 'no_name', wire: 1, doc: 'The kernel gave no file name.' },
      { name: 'user_writable_path', wire: 2, doc: 'A system process loaded it from a directory any user can write.' },
      { name: 'system_name_elsewhere', wire: 3, doc: 'It has the name of a system library but lies outside the system directories.' },
      { name: 'kernel_address_in_user_process', wire: 4, doc: 'Its base does not fit the process it was mapped into.' },
    ],
  },
  {
    name: 'GapReason',
    doc: 'Why events are missing.',
    symbols: [
      { name: 'unknown', wire: 255, doc: 'Numbers are missing and nobody said why.' },
      { name: 'ring_full', wire: 0, doc: 'The driver refused them because its ring was full.' },
      { name: 'rate_limited', wire: 1, doc: 'The driver refused them under a configured rate limit.' },
      { name: 'allocation_failed', wire: 2, doc: 'The driver had no memory for them.' },
      { name: 'spool_full', wire: 3, doc: 'The collector dropped the oldest low-priority batches of a full spool.' },
      { name: 'spool_corrupt', wire: 4, doc: 'The collector set batches aside that failed their checksum.' },
      { name: 'record_malformed', wire: 5, doc: 'A record could not be decoded.' },
      { name: 'record_too_long', wire: 6, doc: 'A record was longer than the limit.' },
      { name: 'sequence_missing', wire: 7, doc: 'The consumer saw a hole in the sequence.' },
    ],
  },
  {
    name: 'SourceKind',
    doc: 'What produced a stream of events.',
    symbols: [
      { name: 'unknown', wire: 255, doc: 'Not recorded.' },
      { name: 'driver', wire: 0, doc: 'The kernel driver.' },
      { name: 'capture', wire: 1, doc: 'A capture file.' },
      { name: 'simulator', wire: 2, doc: 'The simulator.' },
      { name: 'collector', wire: 3, doc: 'The collector itself.' },
    ],
  },
]
