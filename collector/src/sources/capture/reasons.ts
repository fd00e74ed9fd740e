/** A reason for which a record became no event, in plain words. */
export interface PlainReason {
  /** What is wrong with the records. */
  readonly what: string
  /** What a person can do about it; null when nothing needs to be done. */
  readonly whatToDo: string | null
}

const exportAgain = 'Export the log again as .evtx or XML, or with a tool that keeps every field.'

const keepMore = 'Add them to collector.capture.log_records to keep them.'

/** Every reason that a capture's report counts records under, rejected and skipped. */
export const plainReasons: Readonly<Record<string, PlainReason>> = {
  malformed_json: {
    what: 'are no JSON: cut off, merged or no records at all',
    whatToDo: 'Get the file again; the records around them were read.',
  },
  malformed_xml: { what: 'are no whole event in XML', whatToDo: 'Get the file again; the records around them were read.' },
  line_too_long: { what: 'are longer than the limit', whatToDo: 'Raise collector.capture.max_line_bytes if they are what they seem.' },
  event_too_large: { what: 'are larger than a batch may be', whatToDo: null },
  not_an_event: {
    what: 'are JSON, but no records of the Windows event log in a layout that is known',
    whatToDo: 'See docs/inputs.md for what is read.',
  },
  unsupported_export: {
    what: 'come from a product whose exports hold other events',
    whatToDo: 'Export the Sysmon and Security events themselves, best as .evtx.',
  },
  unnamed_values: { what: 'hold values without their names', whatToDo: exportAgain },
  invalid_field: { what: 'have an event id or process id that is no number, or a value that cannot be kept', whatToDo: exportAgain },
  missing_process_id: { what: 'lack the process id, and no other record with the same process GUID has it', whatToDo: exportAgain },
  missing_host: { what: 'name no computer', whatToDo: exportAgain },
  too_many_hosts: { what: 'name one host too many', whatToDo: 'Give the captures in smaller parts.' },
  missing_time: { what: 'carry no time', whatToDo: exportAgain },
  invalid_time: { what: 'have a time that cannot be read, or lies centuries away', whatToDo: exportAgain },
  evtx_record_damaged: { what: 'are damaged in the event log file', whatToDo: 'Copy the file again, best with wevtutil epl.' },
  evtx_chunk_cut_off: { what: 'are cut off at the end of the event log file', whatToDo: 'Copy the file again, best with wevtutil epl.' },
  unknown_channel: { what: 'are of logs that are not kept', whatToDo: keepMore },
  unmapped_event: { what: 'have event ids that are not kept', whatToDo: keepMore },
  unmapped_object: { what: 'are about files, keys and other objects that are not kept', whatToDo: keepMore },
  unwanted_kind: { what: 'are of kinds that collector.capture.skip_kinds leaves out', whatToDo: null },
  filtered_host: { what: 'were left out by --host', whatToDo: null },
  filtered_time: { what: 'were left out by --since or --until', whatToDo: null },
  repeated_record: { what: 'were read before, from another copy or export or further up', whatToDo: null },
}
