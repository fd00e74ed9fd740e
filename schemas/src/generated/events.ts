// Generated from schemas/catalogue by `npm run generate`. Do not edit.

/** Type of the object a handle refers to. */
export const handleObjectTypes = ['unknown', 'process', 'thread', 'desktop'] as const
export type HandleObjectType = (typeof handleObjectTypes)[number]

/** What was done to a registry key or value. */
export const registryOperationTypes = ['unknown', 'create_key', 'delete_key', 'rename_key', 'set_value', 'delete_value', 'rename_value', 'load_hive', 'unload_hive', 'restore_hive', 'replace_hive'] as const
export type RegistryOperationType = (typeof registryOperationTypes)[number]

/** Why an IoRing scan of a process was made. */
export const scanTriggers = ['unknown', 'process_create', 'image_load', 'request', 'sweep'] as const
export type ScanTrigger = (typeof scanTriggers)[number]

/** Whether a scan looked into the rings it found. */
export const scanInspections = ['unknown', 'inspected', 'not_inspected', 'unknown_build'] as const
export type ScanInspection = (typeof scanInspections)[number]

/** Why rings were not looked at. */
export const scanInspectionReasons = ['unknown', 'none', 'no_reference_ring', 'layout_differs', 'object_changed', 'unreadable', 'implausible', 'too_many', 'process_exiting', 'enumeration_failed', 'routine_missing'] as const
export type ScanInspectionReason = (typeof scanInspectionReasons)[number]

/** Why the driver calls an image load suspicious. */
export const suspiciousImageReasons = ['none', 'no_name', 'user_writable_path', 'system_name_elsewhere', 'kernel_address_in_user_process'] as const
export type SuspiciousImageReason = (typeof suspiciousImageReasons)[number]

/** Why events are missing. */
export const gapReasons = ['unknown', 'ring_full', 'rate_limited', 'allocation_failed', 'spool_full', 'spool_corrupt', 'record_malformed', 'record_too_long', 'sequence_missing', 'record_unknown', 'driver_gone', 'spool_dropped'] as const
export type GapReason = (typeof gapReasons)[number]

/** What produced a stream of events. */
export const sourceKinds = ['unknown', 'driver', 'capture', 'simulator', 'collector'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** What was done on the network. */
export const networkOperations = ['unknown', 'connect', 'bind', 'listen', 'block_connect', 'block_bind'] as const
export type NetworkOperation = (typeof networkOperations)[number]

/** Part of a permanent WMI event subscription. */
export const wmiSubscriptionParts = ['unknown', 'filter', 'consumer', 'binding'] as const
export type WmiSubscriptionPart = (typeof wmiSubscriptionParts)[number]

/** What was done to a scheduled task. */
export const scheduledTaskOperations = ['unknown', 'create', 'update', 'delete', 'enable', 'disable'] as const
export type ScheduledTaskOperation = (typeof scheduledTaskOperations)[number]

/** Every kind of event, in the order of the Avro union. */
export const eventKinds = ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'ioring_scan', 'process_profile', 'gap', 'agent_heartbeat', 'process_snapshot', 'file_create', 'file_delete', 'file_stream_create', 'file_time_change', 'raw_access_read', 'network_connection', 'dns_query', 'pipe_create', 'pipe_connect', 'logon', 'logon_failure', 'logoff', 'explicit_credentials', 'special_privileges', 'wmi_subscription', 'process_tampering', 'service_install', 'scheduled_task', 'log_clear', 'script_block', 'log_record'] as const
export type EventKind = (typeof eventKinds)[number]

/** Number of each kind on the driver's wire. */
export const kindNumber: { readonly [Kind in EventKind]: number } = {
  process_create: 64,
  process_terminate: 65,
  thread_create: 66,
  thread_terminate: 67,
  image_load: 68,
  handle_create: 69,
  handle_duplicate: 70,
  registry_operation: 71,
  ioring_scan: 72,
  process_profile: 73,
  gap: 74,
  agent_heartbeat: 96,
  process_snapshot: 97,
  file_create: 128,
  file_delete: 129,
  file_stream_create: 130,
  file_time_change: 131,
  raw_access_read: 132,
  network_connection: 136,
  dns_query: 137,
  pipe_create: 138,
  pipe_connect: 139,
  logon: 144,
  logon_failure: 145,
  logoff: 146,
  explicit_credentials: 147,
  special_privileges: 148,
  wmi_subscription: 152,
  process_tampering: 153,
  service_install: 154,
  scheduled_task: 155,
  log_clear: 156,
  script_block: 157,
  log_record: 191,
}

/** True for the kinds that are refused first when a buffer is full. */
export function isLowPriorityKind(kind: EventKind): boolean {
  return kind === 'thread_create' || kind === 'thread_terminate' || kind === 'image_load' || kind === 'file_create' || kind === 'file_delete' || kind === 'file_stream_create' || kind === 'file_time_change' || kind === 'network_connection' || kind === 'dns_query' || kind === 'pipe_create' || kind === 'pipe_connect' || kind === 'log_record'
}

const eventLogKinds: ReadonlySet<EventKind> = new Set(['file_create', 'file_delete', 'file_stream_create', 'file_time_change', 'raw_access_read', 'network_connection', 'dns_query', 'pipe_create', 'pipe_connect', 'logon', 'logon_failure', 'logoff', 'explicit_credentials', 'special_privileges', 'wmi_subscription', 'process_tampering', 'service_install', 'scheduled_task', 'log_clear', 'script_block', 'log_record'])

/** True for the kinds that only the event log tells of: they hang in trees, and no tree is built on them. */
export function isEventLogKind(kind: EventKind): boolean {
  return eventLogKinds.has(kind)
}

/** A process was created. */
export interface ProcessCreate {
  kind: 'process_create'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Process id of the parent. */
  parentProcessId: number | null
  /** The parent's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  parentStartUs: number | null
  /** Path of the parent's main image. */
  parentExecutable: string | null
  /** The parent's command line. */
  parentCommandLine: string | null
  /** Process that made the call; differs from the parent when the parent was chosen. */
  creatorProcessId: number | null
  /** The creator's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  creatorStartUs: number | null
  /** Thread that made the call. */
  creatorThreadId: number | null
  /** Command line as passed. */
  commandLine: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Current directory at start. */
  workingDirectory: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** Terminal session. */
  sessionId: number | null
  /** Integrity level as its RID: 0x1000 low, 0x2000 medium, 0x3000 high, 0x4000 system. */
  integrityLevel: number | null
  /** The process belongs to a subsystem other than Win32. */
  isSubsystemProcess: boolean | null
  /** The main image carries a signature. */
  isSigned: boolean | null
  /** Who signed the main image. */
  signature: string | null
  /** File name in the version resource. */
  originalFileName: string | null
  /** Hashes of the main image as the source writes them. */
  hashes: string | null
  /** File version in the version resource. */
  fileVersion: string | null
  /** Description in the version resource. */
  fileDescription: string | null
  /** Product in the version resource. */
  product: string | null
  /** Company in the version resource. */
  company: string | null
  /** Logon session the process runs in, as the source writes it. */
  logonId: string | null
  /** Account the parent runs as, as the source writes it. */
  parentUserName: string | null
  /** Kind of the token as Security writes it: %%1936 whole, %%1937 elevated, %%1938 limited. */
  tokenElevation: string | null
  /** NTSTATUS with which another driver denied the creation: the process never ran. Null when nobody did. Unit: NTSTATUS. */
  deniedStatus: number | null
  /** The kernel had only a part of the path. */
  isImagePartial: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A process ended. */
export interface ProcessTerminate {
  kind: 'process_terminate'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** NTSTATUS the process ended with. Unit: NTSTATUS. */
  exitStatus: number | null
  /** I/O ring operations of its whole life. */
  ioringOperationCount: number | null
  /** The driver profile's anomaly score, 0 to 100. */
  anomalyScore: number | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A thread was created; the actor is the caller, the object the process it runs in. */
export interface ThreadCreate {
  kind: 'thread_create'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Process id of the process acted on. */
  objectProcessId: number | null
  /** Start time of the process acted on. Unit: microseconds since 1970-01-01T00:00:00Z. */
  objectStartUs: number | null
  /** Thread acted on, when the object is a thread. */
  objectThreadId: number | null
  /** Path of the main image of the process acted on. */
  objectExecutable: string | null
  /** Where the thread starts. */
  startAddress: Uint8Array | null
  /** Module the start address lies in. */
  startModule: string | null
  /** Export at the start address. */
  startFunction: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** Account the process acted on runs as. */
  objectUserName: string | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A thread ended. */
export interface ThreadTerminate {
  kind: 'thread_terminate'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** An image was mapped into a process, or a driver was loaded (process id 0). */
export interface ImageLoad {
  kind: 'image_load'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Path of the image. */
  imagePath: string | null
  /** Address it was mapped at; zero when masked. */
  imageBase: Uint8Array | null
  /** Size of the mapping. Unit: bytes. */
  imageSizeBytes: number | null
  /** The image is one that only I/O ring users load. */
  isIoringRelated: boolean | null
  /** Why the driver calls the load suspicious. */
  suspiciousReason: SuspiciousImageReason | null
  /** Process that mapped the image into this one; null when it did so itself. */
  mapperProcessId: number | null
  /** Its start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  mapperStartUs: number | null
  /** Thread that mapped it. */
  mapperThreadId: number | null
  /** Signature level the kernel gave it. */
  signatureLevel: number | null
  /** The image carries a signature. */
  isSigned: boolean | null
  /** Who signed it. */
  signature: string | null
  /** Verdict on the signature as the source writes it. */
  signatureStatus: string | null
  /** File name in the version resource. */
  originalFileName: string | null
  /** Hashes of the image as the source writes them. */
  hashes: string | null
  /** File version in the version resource. */
  fileVersion: string | null
  /** Description in the version resource. */
  fileDescription: string | null
  /** Product in the version resource. */
  product: string | null
  /** Company in the version resource. */
  company: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A handle to a process or thread was opened. */
export interface HandleCreate {
  kind: 'handle_create'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Type of the object. */
  objectType: HandleObjectType
  /** Process id of the process acted on. */
  objectProcessId: number | null
  /** Start time of the process acted on. Unit: microseconds since 1970-01-01T00:00:00Z. */
  objectStartUs: number | null
  /** Thread acted on, when the object is a thread. */
  objectThreadId: number | null
  /** Path of the main image of the process acted on. */
  objectExecutable: string | null
  /** Rights asked for, after other drivers changed them. Unit: access mask. */
  desiredAccess: number | null
  /** Rights the caller asked for. Unit: access mask. */
  originalDesiredAccess: number | null
  /** Rights the new handle has. Unit: access mask. */
  grantedAccess: number | null
  /** NTSTATUS of the operation. Unit: NTSTATUS. */
  status: number | null
  /** A driver took rights away. */
  isModified: boolean | null
  /** The handle lies in the kernel handle table. */
  isKernelHandle: boolean | null
  /** Value of the handle in the table of its owner. */
  handleValue: number | null
  /** User-mode call stack as the source writes it. */
  callTrace: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** Account the process acted on runs as. */
  objectUserName: string | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A handle was duplicated: the actor copied a handle of the source process into the recipient process. */
export interface HandleDuplicate {
  kind: 'handle_duplicate'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Type of the object. */
  objectType: HandleObjectType
  /** Process id of the process acted on. */
  objectProcessId: number | null
  /** Start time of the process acted on. Unit: microseconds since 1970-01-01T00:00:00Z. */
  objectStartUs: number | null
  /** Thread acted on, when the object is a thread. */
  objectThreadId: number | null
  /** Path of the main image of the process acted on. */
  objectExecutable: string | null
  /** Rights asked for, after other drivers changed them. Unit: access mask. */
  desiredAccess: number | null
  /** Rights the caller asked for. Unit: access mask. */
  originalDesiredAccess: number | null
  /** Rights the new handle has. Unit: access mask. */
  grantedAccess: number | null
  /** NTSTATUS of the operation. Unit: NTSTATUS. */
  status: number | null
  /** A driver took rights away. */
  isModified: boolean | null
  /** The handle lies in the kernel handle table. */
  isKernelHandle: boolean | null
  /** Value of the handle in the table of its owner. */
  handleValue: number | null
  /** User-mode call stack as the source writes it. */
  callTrace: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** Account the process acted on runs as. */
  objectUserName: string | null
  /** Process whose handle was copied. */
  sourceProcessId: number | null
  /** Its start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  sourceStartUs: number | null
  /** Process that received the copy. */
  recipientProcessId: number | null
  /** Its start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  recipientStartUs: number | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A registry key or value was changed. */
export interface RegistryOperation {
  kind: 'registry_operation'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** What was done. */
  operation: RegistryOperationType
  /** Key, and value where the source does not separate them. */
  keyPath: string | null
  /** Value name. */
  valueName: string | null
  /** New name after a rename. */
  newName: string | null
  /** File of a hive that was loaded, or that replaces another. */
  hiveFile: string | null
  /** REG_ type of the data. */
  dataType: number | null
  /** Length of the data written. Unit: bytes. */
  dataLengthBytes: number | null
  /** First bytes of the data. */
  data: Uint8Array | null
  /** The data as the source writes it. */
  dataText: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** The IoRing handles of a process were enumerated. */
export interface IoringScan {
  kind: 'ioring_scan'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Why the scan was made. */
  trigger: ScanTrigger
  /** I/O ring handles found. */
  handleCount: number
  /** Union of the rights of those handles. Unit: access mask. */
  accessMask: number
  /** Largest RegBuffersCount seen; null when the offsets of this build are unknown. */
  registeredBufferCount: number | null
  /** What was seen in rings that were looked at: 1 user-mode pointer, 2 count mismatch, 4 user-mode entry, 8 table not readable, 0x10 impossible count or address; 0x20 and 0x40 come from older drivers only: object not referenced, offsets unknown. Unit: bit mask. */
  violationFlags: number
  /** NTSTATUS of the enumeration. Unit: NTSTATUS. */
  status: number
  /** Whether the rings themselves were looked at; without "inspected", no violation means nothing. */
  inspection: ScanInspection | null
  /** Why they were not, or not all. */
  inspectionReason: ScanInspectionReason | null
  /** Ring handles whose rings were looked at. */
  inspectedHandleCount: number | null
}

/** What the driver counted over the life of a process, exported when it ends. */
export interface ProcessProfile {
  kind: 'process_profile'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Threads it created in itself. */
  threadCreateCount: number
  /** Threads it created in others. */
  remoteThreadCreateCount: number
  /** Images it loaded. */
  imageLoadCount: number
  /** IoRing-related images it loaded. */
  ioringImageLoadCount: number
  /** Process and thread handles it opened. */
  handleCreateCount: number
  /** Process and thread handles it duplicated. */
  handleDuplicateCount: number
  /** Registry changes it made. */
  registryOperationCount: number
  /** Processes it created. */
  childCount: number
  /** Most IoRing handles a scan found. */
  ioringHandlePeakCount: number
  /** Union of the RegBuffers violations found. */
  violationFlags: number
  /** Anomaly score, 0 to 100. */
  anomalyScore: number
  /** How long it lived. Unit: microseconds. */
  lifetimeUs: number
}

/** Events of one kind were lost in one interval, for one reason. */
export interface Gap {
  kind: 'gap'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Kind of the lost events; null when unknown. */
  lostKind: string | null
  /** Wire number of that kind; 0 when unknown. */
  lostKindNumber: number
  /** How many were lost. */
  lostCount: number
  /** Why. */
  reason: GapReason
  /** Earliest time an event may be missing from. Unit: microseconds since 1970-01-01T00:00:00Z. */
  firstTimeUs: number
  /** Latest such time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  lastTimeUs: number
  /** Stream of the lost events, when it is not the one that declares them. */
  lostBootId: string | null
  /** First missing number, when numbered events were lost. */
  firstSequence: number | null
  /** Last missing number. */
  lastSequence: number | null
  /** What a person needs to find the cause. */
  detail: string | null
  /** How many of which kind, such as image_load=400,thread_create=12, when they are of several kinds. */
  lostByKind: string | null
  /** The record that could not be used, or its first bytes. */
  record: Uint8Array | null
}

/** The collector is alive, and what its ledger says. */
export interface AgentHeartbeat {
  kind: 'agent_heartbeat'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** What the collector reads. */
  sourceKind: SourceKind
  /** Version of the collector. */
  agentVersion: string
  /** Name of the machine. */
  hostName: string | null
  /** Windows build number. */
  operatingSystemBuild: number | null
  /** Events read from the source so far. */
  readCount: number
  /** Events the event log has acknowledged. */
  publishedCount: number
  /** Events in the spool. */
  heldCount: number
  /** Events declared lost. */
  lostCount: number
  /** Kinds whose canary stayed silent, separated by commas. */
  blindKinds: string | null
  /** Why it was written: start, interval, change of what is seen, or stop. */
  trigger: string | null
  /** When the collector started. Unit: microseconds since 1970-01-01T00:00:00Z. */
  startedUs: number | null
  /** Stream that the counts of the source are about. */
  sourceBootId: string | null
  /** Highest number that the source has given out in that stream. */
  issuedCount: number | null
  /** Events that the spool has taken so far. */
  spooledCount: number | null
  /** Events read so far, by kind. */
  readByKind: string | null
  /** Events that the spool dropped and declared, by kind. */
  lostByKind: string | null
  /** Events that the driver refused since its load, by kind. */
  refusedByKind: string | null
  /** Batches that the spool set aside. */
  corruptBatches: number | null
  /** Spool files that were set aside. */
  quarantinedFiles: number | null
  /** At least one kind stayed silent although the collector caused events of it; blind_kinds has which. Null without a canary. */
  isSensorBlind: boolean | null
  /** What became of the canary of each kind, such as image_load=seen. */
  canary: string | null
  /** Size of the driver's ring. Unit: bytes. */
  ringSizeBytes: number | null
  /** How much of it is in use. Unit: bytes. */
  ringUsedBytes: number | null
  /** Callbacks that somebody took away and the driver registered again. */
  restoredRegistrations: number | null
  /** Interface and record layout of the driver. */
  driverVersion: string | null
  /** Schema that the collector writes. */
  schemaFingerprint: string | null
  /** Version of Node. */
  runtimeVersion: string | null
  /** Start of the SHA-256 of the settings in force. */
  configurationHash: string | null
}

/** A process was already running when the collector started or after a gap. */
export interface ProcessSnapshot {
  kind: 'process_snapshot'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Process id of the parent. */
  parentProcessId: number | null
  /** The parent's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  parentStartUs: number | null
  /** Path of the parent's main image. */
  parentExecutable: string | null
  /** The parent's command line. */
  parentCommandLine: string | null
  /** Process that made the call; differs from the parent when the parent was chosen. */
  creatorProcessId: number | null
  /** The creator's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  creatorStartUs: number | null
  /** Thread that made the call. */
  creatorThreadId: number | null
  /** Command line as passed. */
  commandLine: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Current directory at start. */
  workingDirectory: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** Terminal session. */
  sessionId: number | null
  /** Integrity level as its RID: 0x1000 low, 0x2000 medium, 0x3000 high, 0x4000 system. */
  integrityLevel: number | null
  /** The process belongs to a subsystem other than Win32. */
  isSubsystemProcess: boolean | null
  /** The main image carries a signature. */
  isSigned: boolean | null
  /** Who signed the main image. */
  signature: string | null
  /** File name in the version resource. */
  originalFileName: string | null
  /** Hashes of the main image as the source writes them. */
  hashes: string | null
  /** File version in the version resource. */
  fileVersion: string | null
  /** Description in the version resource. */
  fileDescription: string | null
  /** Product in the version resource. */
  product: string | null
  /** Company in the version resource. */
  company: string | null
  /** Logon session the process runs in, as the source writes it. */
  logonId: string | null
  /** Account the parent runs as, as the source writes it. */
  parentUserName: string | null
  /** Kind of the token as Security writes it: %%1936 whole, %%1937 elevated, %%1938 limited. */
  tokenElevation: string | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A file was created or overwritten. */
export interface FileCreate {
  kind: 'file_create'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Path of the file. */
  filePath: string | null
  /** Creation time of the file. Unit: microseconds since 1970-01-01T00:00:00Z. */
  createdUs: number | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A file was deleted. */
export interface FileDelete {
  kind: 'file_delete'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Path of the file. */
  filePath: string | null
  /** Hashes of the content as the source writes them. */
  hashes: string | null
  /** The file was an executable image. */
  isExecutable: boolean | null
  /** Sysmon kept a copy. */
  isArchived: boolean | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A named stream of a file was created, such as the mark of the web. */
export interface FileStreamCreate {
  kind: 'file_stream_create'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Path of the file. */
  filePath: string | null
  /** Creation time of the file. Unit: microseconds since 1970-01-01T00:00:00Z. */
  createdUs: number | null
  /** Hashes of the content as the source writes them. */
  hashes: string | null
  /** Content of the stream, when it is short text. */
  contents: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** The creation time of a file was set. */
export interface FileTimeChange {
  kind: 'file_time_change'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Path of the file. */
  filePath: string | null
  /** Creation time of the file. Unit: microseconds since 1970-01-01T00:00:00Z. */
  createdUs: number | null
  /** Creation time before the change. Unit: microseconds since 1970-01-01T00:00:00Z. */
  previousCreatedUs: number | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A disk was opened for reading around its file system. */
export interface RawAccessRead {
  kind: 'raw_access_read'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Device that was read. */
  device: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A process made, accepted or was refused a connection, or bound a port. */
export interface NetworkConnection {
  kind: 'network_connection'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** What was done. */
  operation: NetworkOperation
  /** Protocol: tcp, udp, or its IANA number. */
  protocol: string | null
  /** The process called; false when it was called. */
  isInitiated: boolean | null
  /** Address of the end that the source lists first; of Sysmon the caller, of Security this host. */
  sourceAddress: string | null
  /** Name of the end that the source lists first; of Sysmon the caller, of Security this host, when the source resolves it. */
  sourceHostName: string | null
  /** Port of the end that the source lists first; of Sysmon the caller, of Security this host. */
  sourcePort: number | null
  /** Address of the other end. */
  destinationAddress: string | null
  /** Name of the other end, when the source resolves it. */
  destinationHostName: string | null
  /** Port of the other end. */
  destinationPort: number | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A process asked for a name. */
export interface DnsQuery {
  kind: 'dns_query'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Name that was asked for. */
  queryName: string | null
  /** Result as a Windows error code; 0 is success. */
  queryStatus: number | null
  /** Answers as the source writes them. */
  queryResults: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A named pipe was created. */
export interface PipeCreate {
  kind: 'pipe_create'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Name of the pipe. */
  pipeName: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A process connected to a named pipe. */
export interface PipeConnect {
  kind: 'pipe_connect'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Name of the pipe. */
  pipeName: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** An account logged on. */
export interface Logon {
  kind: 'logon'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Security identifier of the account that caused the record. */
  subjectUserSid: string | null
  /** Name of the account that caused the record. */
  subjectUserName: string | null
  /** Domain of the account that caused the record. */
  subjectDomainName: string | null
  /** Logon session of the account that caused the record. */
  subjectLogonId: string | null
  /** Security identifier of the account that logs on or off. */
  targetUserSid: string | null
  /** Name of the account that logs on or off. */
  targetUserName: string | null
  /** Domain of the account that logs on or off. */
  targetDomainName: string | null
  /** Logon session of the account that logs on or off. */
  targetLogonId: string | null
  /** How: 2 interactive, 3 network, 4 batch, 5 service, 7 unlock, 8 network in clear text, 9 new credentials, 10 remote interactive, 11 cached. */
  logonType: number | null
  /** Logon process that was used. */
  logonProcess: string | null
  /** Authentication package that was used. */
  authenticationPackage: string | null
  /** Version of NTLM, when that was used. */
  ntlmPackage: string | null
  /** Length of the session key of NTLM. Unit: bits. */
  keyLengthBits: number | null
  /** Services through which the logon was delegated. */
  transmittedServices: string | null
  /** Name of the machine the logon came from, as it says itself. */
  workstationName: string | null
  /** Address the logon came from. */
  sourceAddress: string | null
  /** Port it came from. */
  sourcePort: number | null
  /** Identifier that the record of the domain controller has too. */
  logonGuid: string | null
  /** How far the session may act for the account, as the source writes it. */
  impersonationLevel: string | null
  /** Whether credentials stayed with the caller, as the source writes it. */
  restrictedAdminMode: string | null
  /** Whether the session is elevated, as the source writes it. */
  elevatedToken: string | null
  /** Whether the account is a virtual one, as the source writes it. */
  virtualAccount: string | null
  /** The other session of the pair of an administrator. */
  linkedLogonId: string | null
  /** Account for outgoing connections, of type 9. */
  outboundUserName: string | null
  /** Its domain. */
  outboundDomainName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A logon failed. */
export interface LogonFailure {
  kind: 'logon_failure'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Security identifier of the account that caused the record. */
  subjectUserSid: string | null
  /** Name of the account that caused the record. */
  subjectUserName: string | null
  /** Domain of the account that caused the record. */
  subjectDomainName: string | null
  /** Logon session of the account that caused the record. */
  subjectLogonId: string | null
  /** Security identifier of the account that logs on or off. */
  targetUserSid: string | null
  /** Name of the account that logs on or off. */
  targetUserName: string | null
  /** Domain of the account that logs on or off. */
  targetDomainName: string | null
  /** Logon session of the account that logs on or off. */
  targetLogonId: string | null
  /** How: 2 interactive, 3 network, 4 batch, 5 service, 7 unlock, 8 network in clear text, 9 new credentials, 10 remote interactive, 11 cached. */
  logonType: number | null
  /** Logon process that was used. */
  logonProcess: string | null
  /** Authentication package that was used. */
  authenticationPackage: string | null
  /** Version of NTLM, when that was used. */
  ntlmPackage: string | null
  /** Length of the session key of NTLM. Unit: bits. */
  keyLengthBits: number | null
  /** Services through which the logon was delegated. */
  transmittedServices: string | null
  /** Name of the machine the logon came from, as it says itself. */
  workstationName: string | null
  /** Address the logon came from. */
  sourceAddress: string | null
  /** Port it came from. */
  sourcePort: number | null
  /** NTSTATUS of the refusal. */
  status: number | null
  /** NTSTATUS that says more. */
  subStatus: number | null
  /** Reason as the source writes it. */
  failureReason: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A logon session ended. */
export interface Logoff {
  kind: 'logoff'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Security identifier of the account that caused the record. */
  subjectUserSid: string | null
  /** Name of the account that caused the record. */
  subjectUserName: string | null
  /** Domain of the account that caused the record. */
  subjectDomainName: string | null
  /** Logon session of the account that caused the record. */
  subjectLogonId: string | null
  /** Security identifier of the account that logs on or off. */
  targetUserSid: string | null
  /** Name of the account that logs on or off. */
  targetUserName: string | null
  /** Domain of the account that logs on or off. */
  targetDomainName: string | null
  /** Logon session of the account that logs on or off. */
  targetLogonId: string | null
  /** How: 2 interactive, 3 network, 4 batch, 5 service, 7 unlock, 8 network in clear text, 9 new credentials, 10 remote interactive, 11 cached. */
  logonType: number | null
  /** The user asked for it. */
  isByUser: boolean | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A process used the credentials of another account. */
export interface ExplicitCredentials {
  kind: 'explicit_credentials'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Security identifier of the account that caused the record. */
  subjectUserSid: string | null
  /** Name of the account that caused the record. */
  subjectUserName: string | null
  /** Domain of the account that caused the record. */
  subjectDomainName: string | null
  /** Logon session of the account that caused the record. */
  subjectLogonId: string | null
  /** Name of the account that logs on or off. */
  targetUserName: string | null
  /** Domain of the account that logs on or off. */
  targetDomainName: string | null
  /** Server the credentials are for. */
  targetServerName: string | null
  /** Service or further name of the target. */
  targetInfo: string | null
  /** Address the logon came from. */
  sourceAddress: string | null
  /** Port it came from. */
  sourcePort: number | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A new logon session has privileges of an administrator. */
export interface SpecialPrivileges {
  kind: 'special_privileges'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Security identifier of the account that caused the record. */
  subjectUserSid: string | null
  /** Name of the account that caused the record. */
  subjectUserName: string | null
  /** Domain of the account that caused the record. */
  subjectDomainName: string | null
  /** Logon session of the account that caused the record. */
  subjectLogonId: string | null
  /** The privileges, separated as the source writes them. */
  privileges: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** Part of a permanent WMI event subscription was made, changed or deleted. */
export interface WmiSubscription {
  kind: 'wmi_subscription'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Which part. */
  part: WmiSubscriptionPart
  /** What was done, as the source writes it. */
  operation: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** Name of the filter or consumer. */
  name: string | null
  /** Namespace of the filter. */
  namespace: string | null
  /** Query of the filter. */
  query: string | null
  /** Type of the consumer. */
  consumerType: string | null
  /** What the consumer runs or writes. */
  destination: string | null
  /** Consumer of the binding. */
  consumer: string | null
  /** Filter of the binding. */
  filter: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** The image of a process was replaced or differs from its file. */
export interface ProcessTampering {
  kind: 'process_tampering'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** What was noticed, as the source writes it. */
  tamperingType: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A service was installed. */
export interface ServiceInstall {
  kind: 'service_install'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Name of the service. */
  serviceName: string | null
  /** Command line of the service, or path of the driver. */
  imagePath: string | null
  /** Type of the service as the source writes it. */
  serviceType: string | null
  /** When it starts, as the source writes it. */
  startType: string | null
  /** Account it runs as. */
  accountName: string | null
  /** Security identifier of the account that caused the record. */
  subjectUserSid: string | null
  /** Name of the account that caused the record. */
  subjectUserName: string | null
  /** Domain of the account that caused the record. */
  subjectDomainName: string | null
  /** Logon session of the account that caused the record. */
  subjectLogonId: string | null
  /** Account in whose name the record was written. */
  userSid: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A scheduled task was registered, changed, deleted, enabled or disabled. */
export interface ScheduledTask {
  kind: 'scheduled_task'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** What was done. */
  operation: ScheduledTaskOperation
  /** Path of the task. */
  taskName: string | null
  /** Definition of the task in XML. */
  taskContent: string | null
  /** Security identifier of the account that caused the record. */
  subjectUserSid: string | null
  /** Name of the account that caused the record. */
  subjectUserName: string | null
  /** Domain of the account that caused the record. */
  subjectDomainName: string | null
  /** Logon session of the account that caused the record. */
  subjectLogonId: string | null
  /** Account the process runs as, as the source writes it. */
  userName: string | null
  /** Account in whose name the record was written. */
  userSid: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** A log was cleared. */
export interface LogClear {
  kind: 'log_clear'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Log that was cleared. */
  clearedChannel: string | null
  /** File it was saved to before. */
  backupPath: string | null
  /** Security identifier of the account that caused the record. */
  subjectUserSid: string | null
  /** Name of the account that caused the record. */
  subjectUserName: string | null
  /** Domain of the account that caused the record. */
  subjectDomainName: string | null
  /** Logon session of the account that caused the record. */
  subjectLogonId: string | null
  /** Account in whose name the record was written. */
  userSid: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** PowerShell ran a script block; a long one comes in parts. */
export interface ScriptBlock {
  kind: 'script_block'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Identifier that all parts of a block share. */
  blockId: string | null
  /** Number of this part, from 1. */
  partNumber: number | null
  /** How many parts the block has. */
  partCount: number | null
  /** Text of this part. */
  text: string | null
  /** File the block comes from; null when it was typed or made. */
  path: string | null
  /** Account in whose name the record was written. */
  userSid: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

/** Any other record of the event log that is kept, with all its values. */
export interface LogRecord {
  kind: 'log_record'
  /** Number of the event in its stream, from 1, without holes. */
  sequence: number
  /** When it happened, wall clock. Unit: microseconds since 1970-01-01T00:00:00Z. */
  timeUs: number
  /** When it happened, on a clock that is never set. Unit: microseconds since boot. */
  monotonicUs: number | null
  /** Process id of the actor; an identity only together with the start time. */
  processId: number | null
  /** The actor's start time. Unit: microseconds since 1970-01-01T00:00:00Z. */
  processStartUs: number | null
  /** Thread id of the actor. */
  threadId: number | null
  /** Path of the actor's main image. */
  executable: string | null
  /** Who wrote the record. */
  provider: string | null
  /** Log it was written to. */
  channel: string | null
  /** Event id; an identity only together with the provider. */
  eventId: number
  /** The values by name, as the text of a JSON object; values without a name have their number. */
  values: string | null
  /** Account in whose name the record was written. */
  userSid: string | null
  /** A text of this event was cut to the record limit. */
  isTruncated: boolean | null
  /** Channel, event id and record number (or line) in the capture. */
  sourceRecord: string | null
  /** Process GUID the capture gives the actor. */
  sourceGuid: string | null
  /** Process GUID the capture gives the parent. */
  sourceParentGuid: string | null
  /** Process GUID the capture gives the object. */
  sourceObjectGuid: string | null
}

export interface EventOfKind {
  process_create: ProcessCreate
  process_terminate: ProcessTerminate
  thread_create: ThreadCreate
  thread_terminate: ThreadTerminate
  image_load: ImageLoad
  handle_create: HandleCreate
  handle_duplicate: HandleDuplicate
  registry_operation: RegistryOperation
  ioring_scan: IoringScan
  process_profile: ProcessProfile
  gap: Gap
  agent_heartbeat: AgentHeartbeat
  process_snapshot: ProcessSnapshot
  file_create: FileCreate
  file_delete: FileDelete
  file_stream_create: FileStreamCreate
  file_time_change: FileTimeChange
  raw_access_read: RawAccessRead
  network_connection: NetworkConnection
  dns_query: DnsQuery
  pipe_create: PipeCreate
  pipe_connect: PipeConnect
  logon: Logon
  logon_failure: LogonFailure
  logoff: Logoff
  explicit_credentials: ExplicitCredentials
  special_privileges: SpecialPrivileges
  wmi_subscription: WmiSubscription
  process_tampering: ProcessTampering
  service_install: ServiceInstall
  scheduled_task: ScheduledTask
  log_clear: LogClear
  script_block: ScriptBlock
  log_record: LogRecord
}

/** One event of any kind; `kind` tells which. */
export type Event = EventOfKind[EventKind]

function newProcessCreate(): ProcessCreate {
  return {
    kind: 'process_create',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    parentProcessId: null,
    parentStartUs: null,
    parentExecutable: null,
    parentCommandLine: null,
    creatorProcessId: null,
    creatorStartUs: null,
    creatorThreadId: null,
    commandLine: null,
    isTruncated: null,
    workingDirectory: null,
    userName: null,
    sessionId: null,
    integrityLevel: null,
    isSubsystemProcess: null,
    isSigned: null,
    signature: null,
    originalFileName: null,
    hashes: null,
    fileVersion: null,
    fileDescription: null,
    product: null,
    company: null,
    logonId: null,
    parentUserName: null,
    tokenElevation: null,
    deniedStatus: null,
    isImagePartial: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newProcessTerminate(): ProcessTerminate {
  return {
    kind: 'process_terminate',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    exitStatus: null,
    ioringOperationCount: null,
    anomalyScore: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newThreadCreate(): ThreadCreate {
  return {
    kind: 'thread_create',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    objectProcessId: null,
    objectStartUs: null,
    objectThreadId: null,
    objectExecutable: null,
    startAddress: null,
    startModule: null,
    startFunction: null,
    userName: null,
    objectUserName: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newThreadTerminate(): ThreadTerminate {
  return {
    kind: 'thread_terminate',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newImageLoad(): ImageLoad {
  return {
    kind: 'image_load',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    imagePath: null,
    imageBase: null,
    imageSizeBytes: null,
    isIoringRelated: null,
    suspiciousReason: null,
    mapperProcessId: null,
    mapperStartUs: null,
    mapperThreadId: null,
    signatureLevel: null,
    isSigned: null,
    signature: null,
    signatureStatus: null,
    originalFileName: null,
    hashes: null,
    fileVersion: null,
    fileDescription: null,
    product: null,
    company: null,
    userName: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newHandleCreate(): HandleCreate {
  return {
    kind: 'handle_create',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    objectType: 'unknown',
    objectProcessId: null,
    objectStartUs: null,
    objectThreadId: null,
    objectExecutable: null,
    desiredAccess: null,
    originalDesiredAccess: null,
    grantedAccess: null,
    status: null,
    isModified: null,
    isKernelHandle: null,
    handleValue: null,
    callTrace: null,
    userName: null,
    objectUserName: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newHandleDuplicate(): HandleDuplicate {
  return {
    kind: 'handle_duplicate',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    objectType: 'unknown',
    objectProcessId: null,
    objectStartUs: null,
    objectThreadId: null,
    objectExecutable: null,
    desiredAccess: null,
    originalDesiredAccess: null,
    grantedAccess: null,
    status: null,
    isModified: null,
    isKernelHandle: null,
    handleValue: null,
    callTrace: null,
    userName: null,
    objectUserName: null,
    sourceProcessId: null,
    sourceStartUs: null,
    recipientProcessId: null,
    recipientStartUs: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newRegistryOperation(): RegistryOperation {
  return {
    kind: 'registry_operation',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    operation: 'unknown',
    keyPath: null,
    valueName: null,
    newName: null,
    hiveFile: null,
    dataType: null,
    dataLengthBytes: null,
    data: null,
    dataText: null,
    userName: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newIoringScan(): IoringScan {
  return {
    kind: 'ioring_scan',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    trigger: 'unknown',
    handleCount: 0,
    accessMask: 0,
    registeredBufferCount: null,
    violationFlags: 0,
    status: 0,
    inspection: null,
    inspectionReason: null,
    inspectedHandleCount: null,
  }
}

function newProcessProfile(): ProcessProfile {
  return {
    kind: 'process_profile',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    threadCreateCount: 0,
    remoteThreadCreateCount: 0,
    imageLoadCount: 0,
    ioringImageLoadCount: 0,
    handleCreateCount: 0,
    handleDuplicateCount: 0,
    registryOperationCount: 0,
    childCount: 0,
    ioringHandlePeakCount: 0,
    violationFlags: 0,
    anomalyScore: 0,
    lifetimeUs: 0,
  }
}

function newGap(): Gap {
  return {
    kind: 'gap',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    lostKind: null,
    lostKindNumber: 0,
    lostCount: 0,
    reason: 'unknown',
    firstTimeUs: 0,
    lastTimeUs: 0,
    lostBootId: null,
    firstSequence: null,
    lastSequence: null,
    detail: null,
    lostByKind: null,
    record: null,
  }
}

function newAgentHeartbeat(): AgentHeartbeat {
  return {
    kind: 'agent_heartbeat',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    sourceKind: 'unknown',
    agentVersion: '',
    hostName: null,
    operatingSystemBuild: null,
    readCount: 0,
    publishedCount: 0,
    heldCount: 0,
    lostCount: 0,
    blindKinds: null,
    trigger: null,
    startedUs: null,
    sourceBootId: null,
    issuedCount: null,
    spooledCount: null,
    readByKind: null,
    lostByKind: null,
    refusedByKind: null,
    corruptBatches: null,
    quarantinedFiles: null,
    isSensorBlind: null,
    canary: null,
    ringSizeBytes: null,
    ringUsedBytes: null,
    restoredRegistrations: null,
    driverVersion: null,
    schemaFingerprint: null,
    runtimeVersion: null,
    configurationHash: null,
  }
}

function newProcessSnapshot(): ProcessSnapshot {
  return {
    kind: 'process_snapshot',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    parentProcessId: null,
    parentStartUs: null,
    parentExecutable: null,
    parentCommandLine: null,
    creatorProcessId: null,
    creatorStartUs: null,
    creatorThreadId: null,
    commandLine: null,
    isTruncated: null,
    workingDirectory: null,
    userName: null,
    sessionId: null,
    integrityLevel: null,
    isSubsystemProcess: null,
    isSigned: null,
    signature: null,
    originalFileName: null,
    hashes: null,
    fileVersion: null,
    fileDescription: null,
    product: null,
    company: null,
    logonId: null,
    parentUserName: null,
    tokenElevation: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newFileCreate(): FileCreate {
  return {
    kind: 'file_create',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    filePath: null,
    createdUs: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newFileDelete(): FileDelete {
  return {
    kind: 'file_delete',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    filePath: null,
    hashes: null,
    isExecutable: null,
    isArchived: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newFileStreamCreate(): FileStreamCreate {
  return {
    kind: 'file_stream_create',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    filePath: null,
    createdUs: null,
    hashes: null,
    contents: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newFileTimeChange(): FileTimeChange {
  return {
    kind: 'file_time_change',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    filePath: null,
    createdUs: null,
    previousCreatedUs: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newRawAccessRead(): RawAccessRead {
  return {
    kind: 'raw_access_read',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    device: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newNetworkConnection(): NetworkConnection {
  return {
    kind: 'network_connection',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    operation: 'unknown',
    protocol: null,
    isInitiated: null,
    sourceAddress: null,
    sourceHostName: null,
    sourcePort: null,
    destinationAddress: null,
    destinationHostName: null,
    destinationPort: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newDnsQuery(): DnsQuery {
  return {
    kind: 'dns_query',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    queryName: null,
    queryStatus: null,
    queryResults: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newPipeCreate(): PipeCreate {
  return {
    kind: 'pipe_create',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    pipeName: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newPipeConnect(): PipeConnect {
  return {
    kind: 'pipe_connect',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    pipeName: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newLogon(): Logon {
  return {
    kind: 'logon',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    subjectUserSid: null,
    subjectUserName: null,
    subjectDomainName: null,
    subjectLogonId: null,
    targetUserSid: null,
    targetUserName: null,
    targetDomainName: null,
    targetLogonId: null,
    logonType: null,
    logonProcess: null,
    authenticationPackage: null,
    ntlmPackage: null,
    keyLengthBits: null,
    transmittedServices: null,
    workstationName: null,
    sourceAddress: null,
    sourcePort: null,
    logonGuid: null,
    impersonationLevel: null,
    restrictedAdminMode: null,
    elevatedToken: null,
    virtualAccount: null,
    linkedLogonId: null,
    outboundUserName: null,
    outboundDomainName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newLogonFailure(): LogonFailure {
  return {
    kind: 'logon_failure',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    subjectUserSid: null,
    subjectUserName: null,
    subjectDomainName: null,
    subjectLogonId: null,
    targetUserSid: null,
    targetUserName: null,
    targetDomainName: null,
    targetLogonId: null,
    logonType: null,
    logonProcess: null,
    authenticationPackage: null,
    ntlmPackage: null,
    keyLengthBits: null,
    transmittedServices: null,
    workstationName: null,
    sourceAddress: null,
    sourcePort: null,
    status: null,
    subStatus: null,
    failureReason: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newLogoff(): Logoff {
  return {
    kind: 'logoff',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    subjectUserSid: null,
    subjectUserName: null,
    subjectDomainName: null,
    subjectLogonId: null,
    targetUserSid: null,
    targetUserName: null,
    targetDomainName: null,
    targetLogonId: null,
    logonType: null,
    isByUser: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newExplicitCredentials(): ExplicitCredentials {
  return {
    kind: 'explicit_credentials',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    subjectUserSid: null,
    subjectUserName: null,
    subjectDomainName: null,
    subjectLogonId: null,
    targetUserName: null,
    targetDomainName: null,
    targetServerName: null,
    targetInfo: null,
    sourceAddress: null,
    sourcePort: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newSpecialPrivileges(): SpecialPrivileges {
  return {
    kind: 'special_privileges',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    subjectUserSid: null,
    subjectUserName: null,
    subjectDomainName: null,
    subjectLogonId: null,
    privileges: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newWmiSubscription(): WmiSubscription {
  return {
    kind: 'wmi_subscription',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    part: 'unknown',
    operation: null,
    userName: null,
    name: null,
    namespace: null,
    query: null,
    consumerType: null,
    destination: null,
    consumer: null,
    filter: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newProcessTampering(): ProcessTampering {
  return {
    kind: 'process_tampering',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: 0,
    processStartUs: null,
    threadId: null,
    executable: null,
    tamperingType: null,
    userName: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newServiceInstall(): ServiceInstall {
  return {
    kind: 'service_install',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    serviceName: null,
    imagePath: null,
    serviceType: null,
    startType: null,
    accountName: null,
    subjectUserSid: null,
    subjectUserName: null,
    subjectDomainName: null,
    subjectLogonId: null,
    userSid: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newScheduledTask(): ScheduledTask {
  return {
    kind: 'scheduled_task',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    operation: 'unknown',
    taskName: null,
    taskContent: null,
    subjectUserSid: null,
    subjectUserName: null,
    subjectDomainName: null,
    subjectLogonId: null,
    userName: null,
    userSid: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newLogClear(): LogClear {
  return {
    kind: 'log_clear',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    clearedChannel: null,
    backupPath: null,
    subjectUserSid: null,
    subjectUserName: null,
    subjectDomainName: null,
    subjectLogonId: null,
    userSid: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newScriptBlock(): ScriptBlock {
  return {
    kind: 'script_block',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    blockId: null,
    partNumber: null,
    partCount: null,
    text: null,
    path: null,
    userSid: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

function newLogRecord(): LogRecord {
  return {
    kind: 'log_record',
    sequence: 0,
    timeUs: 0,
    monotonicUs: null,
    processId: null,
    processStartUs: null,
    threadId: null,
    executable: null,
    provider: null,
    channel: null,
    eventId: 0,
    values: null,
    userSid: null,
    isTruncated: null,
    sourceRecord: null,
    sourceGuid: null,
    sourceParentGuid: null,
    sourceObjectGuid: null,
  }
}

/**
 * Makes an event with every property present, always in the same order, so that all events of a kind share one hidden
 * class: required numbers 0, texts empty, enums their first symbol, optional fields null.
 */
export const newEvent: { readonly [Kind in EventKind]: () => EventOfKind[Kind] } = {
  process_create: newProcessCreate,
  process_terminate: newProcessTerminate,
  thread_create: newThreadCreate,
  thread_terminate: newThreadTerminate,
  image_load: newImageLoad,
  handle_create: newHandleCreate,
  handle_duplicate: newHandleDuplicate,
  registry_operation: newRegistryOperation,
  ioring_scan: newIoringScan,
  process_profile: newProcessProfile,
  gap: newGap,
  agent_heartbeat: newAgentHeartbeat,
  process_snapshot: newProcessSnapshot,
  file_create: newFileCreate,
  file_delete: newFileDelete,
  file_stream_create: newFileStreamCreate,
  file_time_change: newFileTimeChange,
  raw_access_read: newRawAccessRead,
  network_connection: newNetworkConnection,
  dns_query: newDnsQuery,
  pipe_create: newPipeCreate,
  pipe_connect: newPipeConnect,
  logon: newLogon,
  logon_failure: newLogonFailure,
  logoff: newLogoff,
  explicit_credentials: newExplicitCredentials,
  special_privileges: newSpecialPrivileges,
  wmi_subscription: newWmiSubscription,
  process_tampering: newProcessTampering,
  service_install: newServiceInstall,
  scheduled_task: newScheduledTask,
  log_clear: newLogClear,
  script_block: newScriptBlock,
  log_record: newLogRecord,
}
