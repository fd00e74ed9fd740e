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
export const gapReasons = ['unknown', 'ring_full', 'rate_limited', 'allocation_failed', 'spool_full', 'spool_corrupt', 'record_malformed', 'record_too_long', 'sequence_missing'] as const
export type GapReason = (typeof gapReasons)[number]

/** What produced a stream of events. */
export const sourceKinds = ['unknown', 'driver', 'capture', 'simulator', 'collector'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** Every kind of event, in the order of the Avro union. */
export const eventKinds = ['process_create', 'process_terminate', 'thread_create', 'thread_terminate', 'image_load', 'handle_create', 'handle_duplicate', 'registry_operation', 'ioring_scan', 'process_profile', 'gap', 'agent_heartbeat', 'process_snapshot'] as const
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
}

/** True for the kinds that are refused first when a buffer is full. */
export function isLowPriorityKind(kind: EventKind): boolean {
  return kind === 'thread_create' || kind === 'thread_terminate' || kind === 'image_load'
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
  /** NTSTATUS with which another driver denied the creation: the process never ran. Null when nobody did. */
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
  /** NTSTATUS the process ended with. */
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
  /** NTSTATUS of the operation. */
  status: number | null
  /** A driver took rights away. */
  isModified: boolean | null
  /** The handle lies in the kernel handle table. */
  isKernelHandle: boolean | null
  /** Value of the handle in the table of its owner. */
  handleValue: number | null
  /** User-mode call stack as the source writes it. */
  callTrace: string | null
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
  /** NTSTATUS of the operation. */
  status: number | null
  /** A driver took rights away. */
  isModified: boolean | null
  /** The handle lies in the kernel handle table. */
  isKernelHandle: boolean | null
  /** Value of the handle in the table of its owner. */
  handleValue: number | null
  /** User-mode call stack as the source writes it. */
  callTrace: string | null
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
  /** NTSTATUS of the enumeration. */
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
}
