// Generated from schemas/catalogue by `npm run generate`. Do not edit.

import type { AvroReader } from '../src/avro/reader.ts'
import type { AvroWriter } from '../src/avro/writer.ts'
import { handleObjectTypes, registryOperationTypes, scanTriggers, suspiciousImageReasons, gapReasons, sourceKinds } from './events.ts'
import type { Event, ProcessCreate, ProcessTerminate, ThreadCreate, ThreadTerminate, ImageLoad, HandleCreate, HandleDuplicate, RegistryOperation, IoringScan, ProcessProfile, Gap, AgentHeartbeat, ProcessSnapshot } from './events.ts'

/** CRC-64-AVRO fingerprint of the schema this code reads and writes, 16 hex digits. */
export const schemaFingerprint = 'bedd57cdd26c6999'

/** Room every event needs beside the content of its texts and byte strings. */
export const eventFixedBytes = 211

/** No event is shorter: bounds the event count a batch can claim. */
export const smallestEventBytes = 12

function writeProcessCreate(writer: AvroWriter, event: ProcessCreate): void {
  writer.byte(0)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.optionalLong(event.parentProcessId)
  writer.optionalLong(event.parentStartUs)
  writer.optionalString(event.parentExecutable)
  writer.optionalString(event.parentCommandLine)
  writer.optionalLong(event.creatorProcessId)
  writer.optionalLong(event.creatorStartUs)
  writer.optionalLong(event.creatorThreadId)
  writer.optionalString(event.commandLine)
  writer.optionalBoolean(event.isTruncated)
  writer.optionalString(event.workingDirectory)
  writer.optionalString(event.userName)
  writer.optionalLong(event.sessionId)
  writer.optionalLong(event.integrityLevel)
  writer.optionalBoolean(event.isSubsystemProcess)
  writer.optionalBoolean(event.isSigned)
  writer.optionalString(event.signature)
  writer.optionalString(event.originalFileName)
  writer.optionalString(event.hashes)
  writer.optionalString(event.sourceRecord)
  writer.optionalString(event.sourceGuid)
  writer.optionalString(event.sourceParentGuid)
  writer.optionalString(event.sourceObjectGuid)
}

function writeProcessTerminate(writer: AvroWriter, event: ProcessTerminate): void {
  writer.byte(2)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.optionalLong(event.exitStatus)
  writer.optionalLong(event.ioringOperationCount)
  writer.optionalLong(event.anomalyScore)
  writer.optionalString(event.sourceRecord)
  writer.optionalString(event.sourceGuid)
  writer.optionalString(event.sourceParentGuid)
  writer.optionalString(event.sourceObjectGuid)
}

function writeThreadCreate(writer: AvroWriter, event: ThreadCreate): void {
  writer.byte(4)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.optionalLong(event.objectProcessId)
  writer.optionalLong(event.objectStartUs)
  writer.optionalLong(event.objectThreadId)
  writer.optionalString(event.objectExecutable)
  writer.optionalAddress(event.startAddress)
  writer.optionalString(event.startModule)
  writer.optionalString(event.startFunction)
  writer.optionalString(event.sourceRecord)
  writer.optionalString(event.sourceGuid)
  writer.optionalString(event.sourceParentGuid)
  writer.optionalString(event.sourceObjectGuid)
}

function writeThreadTerminate(writer: AvroWriter, event: ThreadTerminate): void {
  writer.byte(6)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.optionalString(event.sourceRecord)
  writer.optionalString(event.sourceGuid)
  writer.optionalString(event.sourceParentGuid)
  writer.optionalString(event.sourceObjectGuid)
}

function writeImageLoad(writer: AvroWriter, event: ImageLoad): void {
  writer.byte(8)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.optionalString(event.imagePath)
  writer.optionalAddress(event.imageBase)
  writer.optionalLong(event.imageSizeBytes)
  writer.optionalBoolean(event.isIoringRelated)
  writer.optionalSymbol(suspiciousImageReasons, event.suspiciousReason)
  writer.optionalLong(event.signatureLevel)
  writer.optionalBoolean(event.isSigned)
  writer.optionalString(event.signature)
  writer.optionalString(event.signatureStatus)
  writer.optionalString(event.originalFileName)
  writer.optionalString(event.hashes)
  writer.optionalString(event.sourceRecord)
  writer.optionalString(event.sourceGuid)
  writer.optionalString(event.sourceParentGuid)
  writer.optionalString(event.sourceObjectGuid)
}

function writeHandleCreate(writer: AvroWriter, event: HandleCreate): void {
  writer.byte(10)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.symbol(handleObjectTypes, event.objectType)
  writer.optionalLong(event.objectProcessId)
  writer.optionalLong(event.objectStartUs)
  writer.optionalLong(event.objectThreadId)
  writer.optionalString(event.objectExecutable)
  writer.optionalLong(event.desiredAccess)
  writer.optionalLong(event.originalDesiredAccess)
  writer.optionalLong(event.grantedAccess)
  writer.optionalLong(event.status)
  writer.optionalBoolean(event.isModified)
  writer.optionalBoolean(event.isKernelHandle)
  writer.optionalLong(event.handleValue)
  writer.optionalString(event.callTrace)
  writer.optionalString(event.sourceRecord)
  writer.optionalString(event.sourceGuid)
  writer.optionalString(event.sourceParentGuid)
  writer.optionalString(event.sourceObjectGuid)
}

function writeHandleDuplicate(writer: AvroWriter, event: HandleDuplicate): void {
  writer.byte(12)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.symbol(handleObjectTypes, event.objectType)
  writer.optionalLong(event.objectProcessId)
  writer.optionalLong(event.objectStartUs)
  writer.optionalLong(event.objectThreadId)
  writer.optionalString(event.objectExecutable)
  writer.optionalLong(event.desiredAccess)
  writer.optionalLong(event.originalDesiredAccess)
  writer.optionalLong(event.grantedAccess)
  writer.optionalLong(event.status)
  writer.optionalBoolean(event.isModified)
  writer.optionalBoolean(event.isKernelHandle)
  writer.optionalLong(event.handleValue)
  writer.optionalString(event.callTrace)
  writer.optionalLong(event.sourceProcessId)
  writer.optionalLong(event.sourceStartUs)
  writer.optionalLong(event.recipientProcessId)
  writer.optionalLong(event.recipientStartUs)
  writer.optionalString(event.sourceRecord)
  writer.optionalString(event.sourceGuid)
  writer.optionalString(event.sourceParentGuid)
  writer.optionalString(event.sourceObjectGuid)
}

function writeRegistryOperation(writer: AvroWriter, event: RegistryOperation): void {
  writer.byte(14)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.symbol(registryOperationTypes, event.operation)
  writer.optionalString(event.keyPath)
  writer.optionalString(event.valueName)
  writer.optionalString(event.newName)
  writer.optionalLong(event.dataType)
  writer.optionalLong(event.dataLengthBytes)
  writer.optionalBytes(event.data)
  writer.optionalString(event.dataText)
  writer.optionalString(event.sourceRecord)
  writer.optionalString(event.sourceGuid)
  writer.optionalString(event.sourceParentGuid)
  writer.optionalString(event.sourceObjectGuid)
}

function writeIoringScan(writer: AvroWriter, event: IoringScan): void {
  writer.byte(16)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.symbol(scanTriggers, event.trigger)
  writer.long(event.handleCount)
  writer.long(event.accessMask)
  writer.optionalLong(event.registeredBufferCount)
  writer.long(event.violationFlags)
  writer.long(event.status)
}

function writeProcessProfile(writer: AvroWriter, event: ProcessProfile): void {
  writer.byte(18)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.long(event.threadCreateCount)
  writer.long(event.remoteThreadCreateCount)
  writer.long(event.imageLoadCount)
  writer.long(event.ioringImageLoadCount)
  writer.long(event.handleCreateCount)
  writer.long(event.handleDuplicateCount)
  writer.long(event.registryOperationCount)
  writer.long(event.childCount)
  writer.long(event.ioringHandlePeakCount)
  writer.long(event.violationFlags)
  writer.long(event.anomalyScore)
  writer.long(event.lifetimeUs)
}

function writeGap(writer: AvroWriter, event: Gap): void {
  writer.byte(20)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.optionalString(event.lostKind)
  writer.long(event.lostKindNumber)
  writer.long(event.lostCount)
  writer.symbol(gapReasons, event.reason)
  writer.long(event.firstTimeUs)
  writer.long(event.lastTimeUs)
  writer.optionalLong(event.firstSequence)
  writer.optionalLong(event.lastSequence)
  writer.optionalString(event.detail)
}

function writeAgentHeartbeat(writer: AvroWriter, event: AgentHeartbeat): void {
  writer.byte(22)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.symbol(sourceKinds, event.sourceKind)
  writer.string(event.agentVersion)
  writer.optionalString(event.hostName)
  writer.optionalLong(event.operatingSystemBuild)
  writer.long(event.readCount)
  writer.long(event.publishedCount)
  writer.long(event.heldCount)
  writer.long(event.lostCount)
  writer.optionalString(event.blindKinds)
}

function writeProcessSnapshot(writer: AvroWriter, event: ProcessSnapshot): void {
  writer.byte(24)
  writer.long(event.sequence)
  writer.long(event.timeUs)
  writer.optionalLong(event.monotonicUs)
  writer.long(event.processId)
  writer.optionalLong(event.processStartUs)
  writer.optionalLong(event.threadId)
  writer.optionalString(event.executable)
  writer.optionalLong(event.parentProcessId)
  writer.optionalLong(event.parentStartUs)
  writer.optionalString(event.parentExecutable)
  writer.optionalString(event.parentCommandLine)
  writer.optionalLong(event.creatorProcessId)
  writer.optionalLong(event.creatorStartUs)
  writer.optionalLong(event.creatorThreadId)
  writer.optionalString(event.commandLine)
  writer.optionalBoolean(event.isTruncated)
  writer.optionalString(event.workingDirectory)
  writer.optionalString(event.userName)
  writer.optionalLong(event.sessionId)
  writer.optionalLong(event.integrityLevel)
  writer.optionalBoolean(event.isSubsystemProcess)
  writer.optionalBoolean(event.isSigned)
  writer.optionalString(event.signature)
  writer.optionalString(event.originalFileName)
  writer.optionalString(event.hashes)
  writer.optionalString(event.sourceRecord)
  writer.optionalString(event.sourceGuid)
  writer.optionalString(event.sourceParentGuid)
  writer.optionalString(event.sourceObjectGuid)
}

/** Writes the union branch and the fields. The writer must have `eventFixedBytes` of room; texts make their own. */
export function writeEvent(writer: AvroWriter, event: Event): void {
  switch (event.kind) {
    case 'process_create': return writeProcessCreate(writer, event)
    case 'process_terminate': return writeProcessTerminate(writer, event)
    case 'thread_create': return writeThreadCreate(writer, event)
    case 'thread_terminate': return writeThreadTerminate(writer, event)
    case 'image_load': return writeImageLoad(writer, event)
    case 'handle_create': return writeHandleCreate(writer, event)
    case 'handle_duplicate': return writeHandleDuplicate(writer, event)
    case 'registry_operation': return writeRegistryOperation(writer, event)
    case 'ioring_scan': return writeIoringScan(writer, event)
    case 'process_profile': return writeProcessProfile(writer, event)
    case 'gap': return writeGap(writer, event)
    case 'agent_heartbeat': return writeAgentHeartbeat(writer, event)
    case 'process_snapshot': return writeProcessSnapshot(writer, event)
    default: return writer.refuse(event)
  }
}

function readProcessCreate(reader: AvroReader): ProcessCreate {
  return {
    kind: 'process_create',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    parentProcessId: reader.optionalLong(),
    parentStartUs: reader.optionalLong(),
    parentExecutable: reader.optionalString(),
    parentCommandLine: reader.optionalString(),
    creatorProcessId: reader.optionalLong(),
    creatorStartUs: reader.optionalLong(),
    creatorThreadId: reader.optionalLong(),
    commandLine: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    workingDirectory: reader.optionalString(),
    userName: reader.optionalString(),
    sessionId: reader.optionalLong(),
    integrityLevel: reader.optionalLong(),
    isSubsystemProcess: reader.optionalBoolean(),
    isSigned: reader.optionalBoolean(),
    signature: reader.optionalString(),
    originalFileName: reader.optionalString(),
    hashes: reader.optionalString(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readProcessTerminate(reader: AvroReader): ProcessTerminate {
  return {
    kind: 'process_terminate',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    exitStatus: reader.optionalLong(),
    ioringOperationCount: reader.optionalLong(),
    anomalyScore: reader.optionalLong(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readThreadCreate(reader: AvroReader): ThreadCreate {
  return {
    kind: 'thread_create',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    objectProcessId: reader.optionalLong(),
    objectStartUs: reader.optionalLong(),
    objectThreadId: reader.optionalLong(),
    objectExecutable: reader.optionalString(),
    startAddress: reader.optionalAddress(),
    startModule: reader.optionalString(),
    startFunction: reader.optionalString(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readThreadTerminate(reader: AvroReader): ThreadTerminate {
  return {
    kind: 'thread_terminate',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readImageLoad(reader: AvroReader): ImageLoad {
  return {
    kind: 'image_load',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    imagePath: reader.optionalString(),
    imageBase: reader.optionalAddress(),
    imageSizeBytes: reader.optionalLong(),
    isIoringRelated: reader.optionalBoolean(),
    suspiciousReason: reader.optionalSymbol(suspiciousImageReasons),
    signatureLevel: reader.optionalLong(),
    isSigned: reader.optionalBoolean(),
    signature: reader.optionalString(),
    signatureStatus: reader.optionalString(),
    originalFileName: reader.optionalString(),
    hashes: reader.optionalString(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readHandleCreate(reader: AvroReader): HandleCreate {
  return {
    kind: 'handle_create',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    objectType: reader.symbol(handleObjectTypes),
    objectProcessId: reader.optionalLong(),
    objectStartUs: reader.optionalLong(),
    objectThreadId: reader.optionalLong(),
    objectExecutable: reader.optionalString(),
    desiredAccess: reader.optionalLong(),
    originalDesiredAccess: reader.optionalLong(),
    grantedAccess: reader.optionalLong(),
    status: reader.optionalLong(),
    isModified: reader.optionalBoolean(),
    isKernelHandle: reader.optionalBoolean(),
    handleValue: reader.optionalLong(),
    callTrace: reader.optionalString(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readHandleDuplicate(reader: AvroReader): HandleDuplicate {
  return {
    kind: 'handle_duplicate',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    objectType: reader.symbol(handleObjectTypes),
    objectProcessId: reader.optionalLong(),
    objectStartUs: reader.optionalLong(),
    objectThreadId: reader.optionalLong(),
    objectExecutable: reader.optionalString(),
    desiredAccess: reader.optionalLong(),
    originalDesiredAccess: reader.optionalLong(),
    grantedAccess: reader.optionalLong(),
    status: reader.optionalLong(),
    isModified: reader.optionalBoolean(),
    isKernelHandle: reader.optionalBoolean(),
    handleValue: reader.optionalLong(),
    callTrace: reader.optionalString(),
    sourceProcessId: reader.optionalLong(),
    sourceStartUs: reader.optionalLong(),
    recipientProcessId: reader.optionalLong(),
    recipientStartUs: reader.optionalLong(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readRegistryOperation(reader: AvroReader): RegistryOperation {
  return {
    kind: 'registry_operation',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    operation: reader.symbol(registryOperationTypes),
    keyPath: reader.optionalString(),
    valueName: reader.optionalString(),
    newName: reader.optionalString(),
    dataType: reader.optionalLong(),
    dataLengthBytes: reader.optionalLong(),
    data: reader.optionalBytes(),
    dataText: reader.optionalString(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readIoringScan(reader: AvroReader): IoringScan {
  return {
    kind: 'ioring_scan',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    trigger: reader.symbol(scanTriggers),
    handleCount: reader.long(),
    accessMask: reader.long(),
    registeredBufferCount: reader.optionalLong(),
    violationFlags: reader.long(),
    status: reader.long(),
  }
}

function readProcessProfile(reader: AvroReader): ProcessProfile {
  return {
    kind: 'process_profile',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    threadCreateCount: reader.long(),
    remoteThreadCreateCount: reader.long(),
    imageLoadCount: reader.long(),
    ioringImageLoadCount: reader.long(),
    handleCreateCount: reader.long(),
    handleDuplicateCount: reader.long(),
    registryOperationCount: reader.long(),
    childCount: reader.long(),
    ioringHandlePeakCount: reader.long(),
    violationFlags: reader.long(),
    anomalyScore: reader.long(),
    lifetimeUs: reader.long(),
  }
}

function readGap(reader: AvroReader): Gap {
  return {
    kind: 'gap',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    lostKind: reader.optionalString(),
    lostKindNumber: reader.long(),
    lostCount: reader.long(),
    reason: reader.symbol(gapReasons),
    firstTimeUs: reader.long(),
    lastTimeUs: reader.long(),
    firstSequence: reader.optionalLong(),
    lastSequence: reader.optionalLong(),
    detail: reader.optionalString(),
  }
}

function readAgentHeartbeat(reader: AvroReader): AgentHeartbeat {
  return {
    kind: 'agent_heartbeat',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    sourceKind: reader.symbol(sourceKinds),
    agentVersion: reader.string(),
    hostName: reader.optionalString(),
    operatingSystemBuild: reader.optionalLong(),
    readCount: reader.long(),
    publishedCount: reader.long(),
    heldCount: reader.long(),
    lostCount: reader.long(),
    blindKinds: reader.optionalString(),
  }
}

function readProcessSnapshot(reader: AvroReader): ProcessSnapshot {
  return {
    kind: 'process_snapshot',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    parentProcessId: reader.optionalLong(),
    parentStartUs: reader.optionalLong(),
    parentExecutable: reader.optionalString(),
    parentCommandLine: reader.optionalString(),
    creatorProcessId: reader.optionalLong(),
    creatorStartUs: reader.optionalLong(),
    creatorThreadId: reader.optionalLong(),
    commandLine: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    workingDirectory: reader.optionalString(),
    userName: reader.optionalString(),
    sessionId: reader.optionalLong(),
    integrityLevel: reader.optionalLong(),
    isSubsystemProcess: reader.optionalBoolean(),
    isSigned: reader.optionalBoolean(),
    signature: reader.optionalString(),
    originalFileName: reader.optionalString(),
    hashes: reader.optionalString(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

/** Reads one member of the union. */
export function readEvent(reader: AvroReader): Event {
  const branch = reader.long()
  switch (branch) {
    case 0: return readProcessCreate(reader)
    case 1: return readProcessTerminate(reader)
    case 2: return readThreadCreate(reader)
    case 3: return readThreadTerminate(reader)
    case 4: return readImageLoad(reader)
    case 5: return readHandleCreate(reader)
    case 6: return readHandleDuplicate(reader)
    case 7: return readRegistryOperation(reader)
    case 8: return readIoringScan(reader)
    case 9: return readProcessProfile(reader)
    case 10: return readGap(reader)
    case 11: return readAgentHeartbeat(reader)
    case 12: return readProcessSnapshot(reader)
    default: return reader.fail(`has no event kind number ${branch}`)
  }
}
