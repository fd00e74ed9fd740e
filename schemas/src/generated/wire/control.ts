// Generated from schemas/catalogue by `npm run generate`. Do not edit.

import { readBytes, readList, readLong } from '../../wire-bytes/control-values.ts'

/** Version of the control interface: stands in every structure that has one. */
export const abiVersion = 1
/** First word of a batch. */
export const batchMagic = 827146839
/** Write every loss that is not declared yet into the ring now, instead of once a second. */
export const getEventsDeclareLosses = 1
/** Deliver again from the oldest record that is not acknowledged, as a new session would. */
export const getEventsRewind = 2
/** Longest wait of CB_GET_EVENTS. */
export const maxWaitMs = 60000
/** Report handles a process opens to itself. */
export const configSelfAccess = 1
/** Do not zero kernel addresses. */
export const configKernelAddresses = 2
/** Treat KernelBase.dll and ntdll.dll as IoRing-related. Nearly every process loads them, so this says little. */
export const configRuntimeLibrariesRelated = 4
/** Scan a process for I/O rings after its creation and after an IoRing-related image load. */
export const configScans = 8
/** Watch the built-in list of persistence and I/O ring keys besides the given prefixes. */
export const configDefaultKeys = 16
/** Look up where every thread starts, not only those created from another process. */
export const configAllStartAddresses = 32

/** The driver's callbacks, by their number. */
export const callbackNames = ['process', 'thread', 'image', 'object', 'registry'] as const

/** How the registration of one callback went. */
export interface CallbackStatus {
  readonly isRegistered: number
  /** MON_ROUTINE_...: the kernel routine it went through. */
  readonly routine: number
  /** NTSTATUS of the registration. */
  readonly status: number
}

/** observed = written + the refused ones, for every kind, at any quiet moment. */
export interface KindStatistics {
  readonly observedCount: number
  readonly writtenCount: number
  readonly ringFullCount: number
  readonly rateLimitedCount: number
  /** Refused events that a gap record has declared so far. */
  readonly declaredCount: number
  /** When the last one was observed; 0 before the first. */
  readonly lastTimeUs: number
}

/** Counted at the callback, before any filter. */
export interface Counters {
  readonly processCreations: number
  readonly processTerminations: number
  readonly threadCreations: number
  readonly threadTerminations: number
  readonly imageLoads: number
  readonly handleOperations: number
  readonly registryOperations: number
  readonly processHandleCreates: number
  readonly processHandleDuplicates: number
  readonly threadHandleCreates: number
  readonly threadHandleDuplicates: number
  readonly accessModifications: number
  readonly kernelHandleOperations: number
  readonly selfAccessOperations: number
  readonly failedHandleOperations: number
  readonly filteredHandleOperations: number
  readonly filteredRegistryOperations: number
  readonly failedRegistryOperations: number
  readonly unreadRegistryData: number
  readonly operationSlotShortages: number
}

/** Output of CB_GET_STATS, which has no input; a shorter output is STATUS_BUFFER_TOO_SMALL. */
export interface CallbackStatistics {
  readonly sizeBytes: number
  readonly version: number
  readonly layoutFingerprint: number
  readonly capabilities: number
  readonly bootId: Uint8Array
  readonly loadTimeUs: number
  readonly callbacks: readonly CallbackStatus[]
  readonly counters: Counters
  readonly kinds: readonly KindStatistics[]
  readonly issuedSequence: number
  readonly deliveredSequence: number
  readonly acknowledgedSequence: number
  readonly ringSizeBytes: number
  readonly ringUsedBytes: number
  readonly ringPeakBytes: number
  readonly cachedProcessCount: number
  readonly cachedProcessPeak: number
  readonly cacheEvictionCount: number
  readonly scanRequestCount: number
  readonly scanCoalescedCount: number
  readonly scanRefusedCount: number
  readonly scanCompletedCount: number
  readonly scanPendingCount: number
  /** Rounds over all running processes that are complete. */
  readonly sweepCount: number
  /** Processes looked at in them. */
  readonly sweptProcessCount: number
  readonly callbacksInFlight: number
  readonly readerSessionCount: number
  /** NTSTATUS of restricting the device to SYSTEM and Administrators. */
  readonly deviceSecurityStatus: number
  /** MON_RING_REFERENCE_...: whether I/O rings can be inspected. */
  readonly ringReferenceState: number
  /** When the last event of each callback was observed; 0 before the first. */
  readonly callbackLastTimeUs: readonly number[]
  /** Registrations that a self check found missing and made again. */
  readonly restoredRegistrationCount: number
}

/** Input of CB_GET_EVENTS; its output is a batch: mon_batch_header_t, then records. */
export interface GetEventsInput {
  /** Frees every record up to this one. 0 acknowledges nothing; a number never delivered is refused. */
  readonly ackThroughSequence: number
  /** Boot id the acknowledged sequence belongs to; another driver load's is refused. Ignored when nothing is acknowledged. */
  readonly bootId: Uint8Array
  /** How long the call may wait for a record; 0 returns at once. */
  readonly waitTimeoutMs: number
  /** MON_GET_EVENTS_... */
  readonly flags: number
  /** A waiting call returns when this many bytes are ready; 0 means with the first record. */
  readonly wakeBytes: number
}

/** In front of every batch. An empty one has record_count 0 and first = last = 0. */
export interface DriverBatchHeader {
  readonly magic: number
  readonly version: number
  readonly headerBytes: number
  readonly totalBytes: number
  readonly recordCount: number
  readonly layoutFingerprint: number
  /** What is enough, when the next record did not fit at all. */
  readonly requiredBytes: number
  readonly bootId: Uint8Array
  readonly firstSequence: number
  readonly lastSequence: number
  readonly acknowledgedSequence: number
  readonly issuedSequence: number
  readonly ringSizeBytes: number
  readonly ringUsedBytes: number
}

/** Input of CB_SET_CONFIG. The texts follow: first the registry prefixes, then the image names, each a u16 length in bytes and UTF-16 text. In a prefix, a component "*" stands for any one component. size_bytes counts the texts and equals the input length. */
export interface CallbackConfig {
  /** Bit n: record events of callback n (MON_CALLBACK_PROCESS ...). */
  readonly callbackMask: number
  /** MON_CONFIG_... */
  readonly flags: number
  /** 0 keeps the size. A new size takes effect at once; the old ring is freed when it has been read and acknowledged. */
  readonly ringSizeBytes: number
  readonly scanDelayMs: number
  /** Events a second of one process; 0 means no limit. Events above it are counted and declared lost. */
  readonly processRateLimit: number
  /** The same for each kind. */
  readonly kindRateLimits: readonly number[]
  /** A handle event is recorded when its rights have one of these bits; 0 records all. */
  readonly handleAccessMask: number
  readonly commandLineLimitBytes: number
  readonly registryDataLimitBytes: number
  readonly registryPrefixCount: number
  readonly imageNameCount: number
  /** A round over all running processes starts this long after the one before; 0: only the round at load. */
  readonly sweepIntervalMs: number
}

/** Input of CB_REQUEST_SCAN, which has no output: asks for a scan of a process now. Its ioring_scan record has the trigger "request". A process that waits for a scan already is not queued again. Refused: a process that does not exist (STATUS_INVALID_CID), a full queue (STATUS_DEVICE_BUSY). With a reference ring: see mon_ring_reference states and docs/driver.md. */
export interface ScanRequest {
  readonly processId: number
  /** MON_SCAN_REQUEST_... */
  readonly flags: number
  readonly referenceBufferCount: number
}

/** What a self check found about one callback. */
export interface RegistrationCheck {
  /** MON_REGISTRATION_... */
  readonly state: number
  /** NTSTATUS of the attempt; 0 when none was made. */
  readonly status: number
  /** Times the callback ran. */
  readonly eventCount: number
  /** When its last event was observed; 0: never. */
  readonly lastTimeUs: number
}

/** Output of CB_SELF_CHECK, which has no input. */
export interface SelfCheck {
  readonly sizeBytes: number
  readonly version: number
  readonly callbacks: readonly RegistrationCheck[]
}

function readCallbackStatus(view: DataView, at: number): CallbackStatus {
  return {
    isRegistered: view.getUint8(at + 0),
    routine: view.getUint8(at + 1),
    status: view.getInt32(at + 4, true),
  }
}

function readKindStatistics(view: DataView, at: number): KindStatistics {
  return {
    observedCount: readLong(view, at + 0),
    writtenCount: readLong(view, at + 8),
    ringFullCount: readLong(view, at + 16),
    rateLimitedCount: readLong(view, at + 24),
    declaredCount: readLong(view, at + 32),
    lastTimeUs: readLong(view, at + 40),
  }
}

function readCounters(view: DataView, at: number): Counters {
  return {
    processCreations: readLong(view, at + 0),
    processTerminations: readLong(view, at + 8),
    threadCreations: readLong(view, at + 16),
    threadTerminations: readLong(view, at + 24),
    imageLoads: readLong(view, at + 32),
    handleOperations: readLong(view, at + 40),
    registryOperations: readLong(view, at + 48),
    processHandleCreates: readLong(view, at + 56),
    processHandleDuplicates: readLong(view, at + 64),
    threadHandleCreates: readLong(view, at + 72),
    threadHandleDuplicates: readLong(view, at + 80),
    accessModifications: readLong(view, at + 88),
    kernelHandleOperations: readLong(view, at + 96),
    selfAccessOperations: readLong(view, at + 104),
    failedHandleOperations: readLong(view, at + 112),
    filteredHandleOperations: readLong(view, at + 120),
    filteredRegistryOperations: readLong(view, at + 128),
    failedRegistryOperations: readLong(view, at + 136),
    unreadRegistryData: readLong(view, at + 144),
    operationSlotShortages: readLong(view, at + 152),
  }
}

export const callbackStatisticsBytes = 968

export function readCallbackStatistics(view: DataView, at: number): CallbackStatistics {
  return {
    sizeBytes: view.getUint32(at + 0, true),
    version: view.getUint32(at + 4, true),
    layoutFingerprint: view.getUint32(at + 8, true),
    capabilities: view.getUint32(at + 12, true),
    bootId: readBytes(view, at + 16, 16),
    loadTimeUs: readLong(view, at + 32),
    callbacks: readList(view, { at: at + 40, length: 5, elementBytes: 8 }, (from, start) => readCallbackStatus(from, start)),
    counters: readCounters(view, at + 80),
    kinds: readList(view, { at: at + 240, length: 11, elementBytes: 48 }, (from, start) => readKindStatistics(from, start)),
    issuedSequence: readLong(view, at + 768),
    deliveredSequence: readLong(view, at + 776),
    acknowledgedSequence: readLong(view, at + 784),
    ringSizeBytes: readLong(view, at + 792),
    ringUsedBytes: readLong(view, at + 800),
    ringPeakBytes: readLong(view, at + 808),
    cachedProcessCount: readLong(view, at + 816),
    cachedProcessPeak: readLong(view, at + 824),
    cacheEvictionCount: readLong(view, at + 832),
    scanRequestCount: readLong(view, at + 840),
    scanCoalescedCount: readLong(view, at + 848),
    scanRefusedCount: readLong(view, at + 856),
    scanCompletedCount: readLong(view, at + 864),
    scanPendingCount: readLong(view, at + 872),
    sweepCount: readLong(view, at + 880),
    sweptProcessCount: readLong(view, at + 888),
    callbacksInFlight: readLong(view, at + 896),
    readerSessionCount: readLong(view, at + 904),
    deviceSecurityStatus: view.getInt32(at + 912, true),
    ringReferenceState: view.getUint32(at + 916, true),
    callbackLastTimeUs: readList(view, { at: at + 920, length: 5, elementBytes: 8 }, (from, start) => readLong(from, start)),
    restoredRegistrationCount: readLong(view, at + 960),
  }
}

export const getEventsInputBytes = 48

/** Writes the structure at the start of `view`, whose bytes are zero before. */
export function writeGetEventsInput(view: DataView, value: GetEventsInput): void {
  view.setUint32(0, view.byteLength, true)
  view.setUint32(4, abiVersion, true)
  view.setBigUint64(8, BigInt(value.ackThroughSequence), true)
  new Uint8Array(view.buffer, view.byteOffset + 16, 16).set(value.bootId)
  view.setUint32(32, value.waitTimeoutMs, true)
  view.setUint32(36, value.flags, true)
  view.setUint32(40, value.wakeBytes, true)
}

export const driverBatchHeaderBytes = 80

export function readDriverBatchHeader(view: DataView, at: number): DriverBatchHeader {
  return {
    magic: view.getUint32(at + 0, true),
    version: view.getUint16(at + 4, true),
    headerBytes: view.getUint16(at + 6, true),
    totalBytes: view.getUint32(at + 8, true),
    recordCount: view.getUint32(at + 12, true),
    layoutFingerprint: view.getUint32(at + 16, true),
    requiredBytes: view.getUint32(at + 20, true),
    bootId: readBytes(view, at + 24, 16),
    firstSequence: readLong(view, at + 40),
    lastSequence: readLong(view, at + 48),
    acknowledgedSequence: readLong(view, at + 56),
    issuedSequence: readLong(view, at + 64),
    ringSizeBytes: view.getUint32(at + 72, true),
    ringUsedBytes: view.getUint32(at + 76, true),
  }
}

export const callbackConfigBytes = 96

/** Writes the structure at the start of `view`, whose bytes are zero before. */
export function writeCallbackConfig(view: DataView, value: CallbackConfig): void {
  view.setUint32(0, view.byteLength, true)
  view.setUint32(4, abiVersion, true)
  view.setUint32(8, value.callbackMask, true)
  view.setUint32(12, value.flags, true)
  view.setUint32(16, value.ringSizeBytes, true)
  view.setUint32(20, value.scanDelayMs, true)
  view.setUint32(24, value.processRateLimit, true)
  for (const [index, element] of value.kindRateLimits.entries()) view.setUint32(28 + 4 * index, element, true)
  view.setUint32(72, value.handleAccessMask, true)
  view.setUint32(76, value.commandLineLimitBytes, true)
  view.setUint32(80, value.registryDataLimitBytes, true)
  view.setUint32(84, value.registryPrefixCount, true)
  view.setUint32(88, value.imageNameCount, true)
  view.setUint32(92, value.sweepIntervalMs, true)
}

export const scanRequestBytes = 24

/** Writes the structure at the start of `view`, whose bytes are zero before. */
export function writeScanRequest(view: DataView, value: ScanRequest): void {
  view.setUint32(0, view.byteLength, true)
  view.setUint32(4, abiVersion, true)
  view.setUint32(8, value.processId, true)
  view.setUint32(12, value.flags, true)
  view.setUint32(16, value.referenceBufferCount, true)
}

function readRegistrationCheck(view: DataView, at: number): RegistrationCheck {
  return {
    state: view.getUint32(at + 0, true),
    status: view.getInt32(at + 4, true),
    eventCount: readLong(view, at + 8),
    lastTimeUs: readLong(view, at + 16),
  }
}

export const selfCheckBytes = 128

export function readSelfCheck(view: DataView, at: number): SelfCheck {
  return {
    sizeBytes: view.getUint32(at + 0, true),
    version: view.getUint32(at + 4, true),
    callbacks: readList(view, { at: at + 8, length: 5, elementBytes: 24 }, (from, start) => readRegistrationCheck(from, start)),
  }
}
