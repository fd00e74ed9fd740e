import type { Event, EventKind } from '@win11mon/schemas'

export type Selection = readonly [kind: EventKind, includes?: (event: Event) => boolean]

function operations(...wanted: readonly string[]): (event: Event) => boolean {
  return (event) => event.kind === 'registry_operation' && wanted.includes(event.operation)
}

const isDriver = (event: Event): boolean => event.kind === 'image_load' && event.processId === 0
const isProcess = (event: Event): boolean =>
  (event.kind === 'handle_create' || event.kind === 'handle_duplicate') && event.objectType === 'process'
const isRemote = (event: Event): boolean =>
  event.kind === 'thread_create' && event.objectProcessId !== null && event.objectProcessId !== event.processId
const isConnection = (event: Event): boolean => event.kind === 'network_connection' && event.operation === 'connect'

/**
 * Categories of the Sigma taxonomy (its appendix, log sources of Windows) and the kinds that hold such events, whoever
 * reported them: Sysmon, the Security log or the driver.
 */
export const categories: Readonly<Record<string, readonly Selection[]>> = {
  process_creation: [['process_create']],
  process_termination: [['process_terminate']],
  process_tampering: [['process_tampering']],
  process_access: [
    ['handle_create', isProcess],
    // A handle that was copied gives the same access, and is how tools get around what is watched.
    ['handle_duplicate', isProcess],
  ],
  create_remote_thread: [['thread_create', isRemote]],
  image_load: [['image_load', (event) => !isDriver(event)]],
  driver_load: [['image_load', isDriver]],
  registry_event: [['registry_operation']],
  registry_set: [['registry_operation', operations('set_value')]],
  registry_add: [['registry_operation', operations('create_key')]],
  registry_delete: [['registry_operation', operations('delete_key', 'delete_value')]],
  registry_rename: [['registry_operation', operations('rename_key', 'rename_value')]],
  file_event: [['file_create']],
  file_delete: [['file_delete']],
  file_change: [['file_time_change']],
  create_stream_hash: [['file_stream_create']],
  raw_access_thread: [['raw_access_read']],
  network_connection: [['network_connection', isConnection]],
  dns_query: [['dns_query']],
  pipe_created: [['pipe_create'], ['pipe_connect']],
  wmi_event: [['wmi_subscription']],
  ps_script: [['script_block']],
}

/** Categories whose records have no kind of their own: the log and the event ids by which Sigma knows them. */
export const recordCategories: Readonly<Record<string, readonly [log: string, eventIds: readonly number[]]>> = {
  ps_module: ['Microsoft-Windows-PowerShell/Operational', [4103]],
  ps_classic_start: ['Windows PowerShell', [400]],
  ps_classic_provider_start: ['Windows PowerShell', [600]],
  ps_classic_script: ['Windows PowerShell', [800]],
  sysmon_status: ['Sysmon', [4, 16]],
  sysmon_error: ['Sysmon', [255]],
  clipboard_capture: ['Sysmon', [24]],
  file_block_executable: ['Sysmon', [27]],
  file_block_shredding: ['Sysmon', [28]],
  file_executable_detected: ['Sysmon', [29]],
}
