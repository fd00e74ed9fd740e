// Generated from schemas/catalogue by `npm run generate`. Do not edit.

import type { AvroReader } from '../avro/reader.ts'
import { putAddress, putBoolean, putLong, putSymbol, refuse } from '../avro/put-value.ts'
import type { AvroWriter } from '../avro/writer.ts'
import { handleObjectTypes, registryOperationTypes, scanTriggers, scanInspections, scanInspectionReasons, suspiciousImageReasons, gapReasons, sourceKinds, networkOperations, wmiSubscriptionParts, scheduledTaskOperations } from './events.ts'
import type { Event, ProcessCreate, ProcessTerminate, ThreadCreate, ThreadTerminate, ImageLoad, HandleCreate, HandleDuplicate, RegistryOperation, IoringScan, ProcessProfile, Gap, AgentHeartbeat, ProcessSnapshot, FileCreate, FileDelete, FileStreamCreate, FileTimeChange, RawAccessRead, NetworkConnection, DnsQuery, PipeCreate, PipeConnect, Logon, LogonFailure, Logoff, ExplicitCredentials, SpecialPrivileges, WmiSubscription, ProcessTampering, ServiceInstall, ScheduledTask, LogClear, ScriptBlock, LogRecord } from './events.ts'

/** CRC-64-AVRO fingerprint of the schema this code reads and writes, 16 hex digits. */
export const schemaFingerprint = '757aff3723575a9f'

/** Room every event needs beside the content of its texts and byte strings. */
export const eventFixedBytes = 252

/** No event is shorter: bounds the event count a batch can claim. */
export const smallestEventBytes = 12

function writeProcessCreate(writer: AvroWriter, event: ProcessCreate): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 0
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const parentProcessId = event.parentProcessId
  if (parentProcessId === null || parentProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, parentProcessId)
  }
  const parentStartUs = event.parentStartUs
  if (parentStartUs === null || parentStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, parentStartUs)
  }
  const parentExecutable = event.parentExecutable
  if (parentExecutable === null || parentExecutable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, parentExecutable); buffer = writer.buffer
  }
  const parentCommandLine = event.parentCommandLine
  if (parentCommandLine === null || parentCommandLine === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, parentCommandLine); buffer = writer.buffer
  }
  const creatorProcessId = event.creatorProcessId
  if (creatorProcessId === null || creatorProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, creatorProcessId)
  }
  const creatorStartUs = event.creatorStartUs
  if (creatorStartUs === null || creatorStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, creatorStartUs)
  }
  const creatorThreadId = event.creatorThreadId
  if (creatorThreadId === null || creatorThreadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, creatorThreadId)
  }
  const commandLine = event.commandLine
  if (commandLine === null || commandLine === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, commandLine); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const workingDirectory = event.workingDirectory
  if (workingDirectory === null || workingDirectory === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, workingDirectory); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const sessionId = event.sessionId
  if (sessionId === null || sessionId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, sessionId)
  }
  const integrityLevel = event.integrityLevel
  if (integrityLevel === null || integrityLevel === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, integrityLevel)
  }
  const isSubsystemProcess = event.isSubsystemProcess
  if (isSubsystemProcess === null || isSubsystemProcess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isSubsystemProcess)
  }
  const isSigned = event.isSigned
  if (isSigned === null || isSigned === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isSigned)
  }
  const signature = event.signature
  if (signature === null || signature === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, signature); buffer = writer.buffer
  }
  const originalFileName = event.originalFileName
  if (originalFileName === null || originalFileName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, originalFileName); buffer = writer.buffer
  }
  const hashes = event.hashes
  if (hashes === null || hashes === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, hashes); buffer = writer.buffer
  }
  const fileVersion = event.fileVersion
  if (fileVersion === null || fileVersion === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, fileVersion); buffer = writer.buffer
  }
  const fileDescription = event.fileDescription
  if (fileDescription === null || fileDescription === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, fileDescription); buffer = writer.buffer
  }
  const product = event.product
  if (product === null || product === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, product); buffer = writer.buffer
  }
  const company = event.company
  if (company === null || company === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, company); buffer = writer.buffer
  }
  const logonId = event.logonId
  if (logonId === null || logonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, logonId); buffer = writer.buffer
  }
  const parentUserName = event.parentUserName
  if (parentUserName === null || parentUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, parentUserName); buffer = writer.buffer
  }
  const tokenElevation = event.tokenElevation
  if (tokenElevation === null || tokenElevation === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, tokenElevation); buffer = writer.buffer
  }
  const deniedStatus = event.deniedStatus
  if (deniedStatus === null || deniedStatus === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, deniedStatus)
  }
  const isImagePartial = event.isImagePartial
  if (isImagePartial === null || isImagePartial === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isImagePartial)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeProcessTerminate(writer: AvroWriter, event: ProcessTerminate): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 2
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const exitStatus = event.exitStatus
  if (exitStatus === null || exitStatus === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, exitStatus)
  }
  const ioringOperationCount = event.ioringOperationCount
  if (ioringOperationCount === null || ioringOperationCount === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, ioringOperationCount)
  }
  const anomalyScore = event.anomalyScore
  if (anomalyScore === null || anomalyScore === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, anomalyScore)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeThreadCreate(writer: AvroWriter, event: ThreadCreate): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 4
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const objectProcessId = event.objectProcessId
  if (objectProcessId === null || objectProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, objectProcessId)
  }
  const objectStartUs = event.objectStartUs
  if (objectStartUs === null || objectStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, objectStartUs)
  }
  const objectThreadId = event.objectThreadId
  if (objectThreadId === null || objectThreadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, objectThreadId)
  }
  const objectExecutable = event.objectExecutable
  if (objectExecutable === null || objectExecutable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, objectExecutable); buffer = writer.buffer
  }
  const startAddress = event.startAddress
  if (startAddress === null || startAddress === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putAddress(buffer, position, startAddress)
  }
  const startModule = event.startModule
  if (startModule === null || startModule === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, startModule); buffer = writer.buffer
  }
  const startFunction = event.startFunction
  if (startFunction === null || startFunction === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, startFunction); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const objectUserName = event.objectUserName
  if (objectUserName === null || objectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, objectUserName); buffer = writer.buffer
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeThreadTerminate(writer: AvroWriter, event: ThreadTerminate): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 6
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeImageLoad(writer: AvroWriter, event: ImageLoad): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 8
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const imagePath = event.imagePath
  if (imagePath === null || imagePath === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, imagePath); buffer = writer.buffer
  }
  const imageBase = event.imageBase
  if (imageBase === null || imageBase === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putAddress(buffer, position, imageBase)
  }
  const imageSizeBytes = event.imageSizeBytes
  if (imageSizeBytes === null || imageSizeBytes === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, imageSizeBytes)
  }
  const isIoringRelated = event.isIoringRelated
  if (isIoringRelated === null || isIoringRelated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isIoringRelated)
  }
  const suspiciousReason = event.suspiciousReason
  if (suspiciousReason === null || suspiciousReason === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putSymbol(buffer, position, suspiciousImageReasons, suspiciousReason)
  }
  const mapperProcessId = event.mapperProcessId
  if (mapperProcessId === null || mapperProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, mapperProcessId)
  }
  const mapperStartUs = event.mapperStartUs
  if (mapperStartUs === null || mapperStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, mapperStartUs)
  }
  const mapperThreadId = event.mapperThreadId
  if (mapperThreadId === null || mapperThreadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, mapperThreadId)
  }
  const signatureLevel = event.signatureLevel
  if (signatureLevel === null || signatureLevel === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, signatureLevel)
  }
  const isSigned = event.isSigned
  if (isSigned === null || isSigned === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isSigned)
  }
  const signature = event.signature
  if (signature === null || signature === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, signature); buffer = writer.buffer
  }
  const signatureStatus = event.signatureStatus
  if (signatureStatus === null || signatureStatus === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, signatureStatus); buffer = writer.buffer
  }
  const originalFileName = event.originalFileName
  if (originalFileName === null || originalFileName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, originalFileName); buffer = writer.buffer
  }
  const hashes = event.hashes
  if (hashes === null || hashes === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, hashes); buffer = writer.buffer
  }
  const fileVersion = event.fileVersion
  if (fileVersion === null || fileVersion === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, fileVersion); buffer = writer.buffer
  }
  const fileDescription = event.fileDescription
  if (fileDescription === null || fileDescription === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, fileDescription); buffer = writer.buffer
  }
  const product = event.product
  if (product === null || product === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, product); buffer = writer.buffer
  }
  const company = event.company
  if (company === null || company === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, company); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeHandleCreate(writer: AvroWriter, event: HandleCreate): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 10
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  position = putSymbol(buffer, position, handleObjectTypes, event.objectType)
  const objectProcessId = event.objectProcessId
  if (objectProcessId === null || objectProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, objectProcessId)
  }
  const objectStartUs = event.objectStartUs
  if (objectStartUs === null || objectStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, objectStartUs)
  }
  const objectThreadId = event.objectThreadId
  if (objectThreadId === null || objectThreadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, objectThreadId)
  }
  const objectExecutable = event.objectExecutable
  if (objectExecutable === null || objectExecutable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, objectExecutable); buffer = writer.buffer
  }
  const desiredAccess = event.desiredAccess
  if (desiredAccess === null || desiredAccess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, desiredAccess)
  }
  const originalDesiredAccess = event.originalDesiredAccess
  if (originalDesiredAccess === null || originalDesiredAccess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, originalDesiredAccess)
  }
  const grantedAccess = event.grantedAccess
  if (grantedAccess === null || grantedAccess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, grantedAccess)
  }
  const status = event.status
  if (status === null || status === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, status)
  }
  const isModified = event.isModified
  if (isModified === null || isModified === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isModified)
  }
  const isKernelHandle = event.isKernelHandle
  if (isKernelHandle === null || isKernelHandle === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isKernelHandle)
  }
  const handleValue = event.handleValue
  if (handleValue === null || handleValue === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, handleValue)
  }
  const callTrace = event.callTrace
  if (callTrace === null || callTrace === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, callTrace); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const objectUserName = event.objectUserName
  if (objectUserName === null || objectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, objectUserName); buffer = writer.buffer
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeHandleDuplicate(writer: AvroWriter, event: HandleDuplicate): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 12
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  position = putSymbol(buffer, position, handleObjectTypes, event.objectType)
  const objectProcessId = event.objectProcessId
  if (objectProcessId === null || objectProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, objectProcessId)
  }
  const objectStartUs = event.objectStartUs
  if (objectStartUs === null || objectStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, objectStartUs)
  }
  const objectThreadId = event.objectThreadId
  if (objectThreadId === null || objectThreadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, objectThreadId)
  }
  const objectExecutable = event.objectExecutable
  if (objectExecutable === null || objectExecutable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, objectExecutable); buffer = writer.buffer
  }
  const desiredAccess = event.desiredAccess
  if (desiredAccess === null || desiredAccess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, desiredAccess)
  }
  const originalDesiredAccess = event.originalDesiredAccess
  if (originalDesiredAccess === null || originalDesiredAccess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, originalDesiredAccess)
  }
  const grantedAccess = event.grantedAccess
  if (grantedAccess === null || grantedAccess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, grantedAccess)
  }
  const status = event.status
  if (status === null || status === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, status)
  }
  const isModified = event.isModified
  if (isModified === null || isModified === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isModified)
  }
  const isKernelHandle = event.isKernelHandle
  if (isKernelHandle === null || isKernelHandle === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isKernelHandle)
  }
  const handleValue = event.handleValue
  if (handleValue === null || handleValue === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, handleValue)
  }
  const callTrace = event.callTrace
  if (callTrace === null || callTrace === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, callTrace); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const objectUserName = event.objectUserName
  if (objectUserName === null || objectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, objectUserName); buffer = writer.buffer
  }
  const sourceProcessId = event.sourceProcessId
  if (sourceProcessId === null || sourceProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, sourceProcessId)
  }
  const sourceStartUs = event.sourceStartUs
  if (sourceStartUs === null || sourceStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, sourceStartUs)
  }
  const recipientProcessId = event.recipientProcessId
  if (recipientProcessId === null || recipientProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, recipientProcessId)
  }
  const recipientStartUs = event.recipientStartUs
  if (recipientStartUs === null || recipientStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, recipientStartUs)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeRegistryOperation(writer: AvroWriter, event: RegistryOperation): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 14
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  position = putSymbol(buffer, position, registryOperationTypes, event.operation)
  const keyPath = event.keyPath
  if (keyPath === null || keyPath === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, keyPath); buffer = writer.buffer
  }
  const valueName = event.valueName
  if (valueName === null || valueName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, valueName); buffer = writer.buffer
  }
  const newName = event.newName
  if (newName === null || newName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, newName); buffer = writer.buffer
  }
  const hiveFile = event.hiveFile
  if (hiveFile === null || hiveFile === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, hiveFile); buffer = writer.buffer
  }
  const dataType = event.dataType
  if (dataType === null || dataType === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, dataType)
  }
  const dataLengthBytes = event.dataLengthBytes
  if (dataLengthBytes === null || dataLengthBytes === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, dataLengthBytes)
  }
  const data = event.data
  if (data === null || data === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.bytes(position, data); buffer = writer.buffer
  }
  const dataText = event.dataText
  if (dataText === null || dataText === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, dataText); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeIoringScan(writer: AvroWriter, event: IoringScan): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 16
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  position = putSymbol(buffer, position, scanTriggers, event.trigger)
  position = putLong(buffer, position, event.handleCount)
  position = putLong(buffer, position, event.accessMask)
  const registeredBufferCount = event.registeredBufferCount
  if (registeredBufferCount === null || registeredBufferCount === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, registeredBufferCount)
  }
  position = putLong(buffer, position, event.violationFlags)
  position = putLong(buffer, position, event.status)
  const inspection = event.inspection
  if (inspection === null || inspection === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putSymbol(buffer, position, scanInspections, inspection)
  }
  const inspectionReason = event.inspectionReason
  if (inspectionReason === null || inspectionReason === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putSymbol(buffer, position, scanInspectionReasons, inspectionReason)
  }
  const inspectedHandleCount = event.inspectedHandleCount
  if (inspectedHandleCount === null || inspectedHandleCount === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, inspectedHandleCount)
  }
  writer.position = position
}

function writeProcessProfile(writer: AvroWriter, event: ProcessProfile): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 18
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  position = putLong(buffer, position, event.threadCreateCount)
  position = putLong(buffer, position, event.remoteThreadCreateCount)
  position = putLong(buffer, position, event.imageLoadCount)
  position = putLong(buffer, position, event.ioringImageLoadCount)
  position = putLong(buffer, position, event.handleCreateCount)
  position = putLong(buffer, position, event.handleDuplicateCount)
  position = putLong(buffer, position, event.registryOperationCount)
  position = putLong(buffer, position, event.childCount)
  position = putLong(buffer, position, event.ioringHandlePeakCount)
  position = putLong(buffer, position, event.violationFlags)
  position = putLong(buffer, position, event.anomalyScore)
  position = putLong(buffer, position, event.lifetimeUs)
  writer.position = position
}

function writeGap(writer: AvroWriter, event: Gap): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 20
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const lostKind = event.lostKind
  if (lostKind === null || lostKind === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, lostKind); buffer = writer.buffer
  }
  position = putLong(buffer, position, event.lostKindNumber)
  position = putLong(buffer, position, event.lostCount)
  position = putSymbol(buffer, position, gapReasons, event.reason)
  position = putLong(buffer, position, event.firstTimeUs)
  position = putLong(buffer, position, event.lastTimeUs)
  const lostBootId = event.lostBootId
  if (lostBootId === null || lostBootId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, lostBootId); buffer = writer.buffer
  }
  const firstSequence = event.firstSequence
  if (firstSequence === null || firstSequence === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, firstSequence)
  }
  const lastSequence = event.lastSequence
  if (lastSequence === null || lastSequence === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, lastSequence)
  }
  const detail = event.detail
  if (detail === null || detail === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, detail); buffer = writer.buffer
  }
  const lostByKind = event.lostByKind
  if (lostByKind === null || lostByKind === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, lostByKind); buffer = writer.buffer
  }
  const record = event.record
  if (record === null || record === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.bytes(position, record); buffer = writer.buffer
  }
  writer.position = position
}

function writeAgentHeartbeat(writer: AvroWriter, event: AgentHeartbeat): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 22
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putSymbol(buffer, position, sourceKinds, event.sourceKind)
  position = writer.text(position, event.agentVersion); buffer = writer.buffer
  const hostName = event.hostName
  if (hostName === null || hostName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, hostName); buffer = writer.buffer
  }
  const operatingSystemBuild = event.operatingSystemBuild
  if (operatingSystemBuild === null || operatingSystemBuild === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, operatingSystemBuild)
  }
  position = putLong(buffer, position, event.readCount)
  position = putLong(buffer, position, event.publishedCount)
  position = putLong(buffer, position, event.heldCount)
  position = putLong(buffer, position, event.lostCount)
  const blindKinds = event.blindKinds
  if (blindKinds === null || blindKinds === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, blindKinds); buffer = writer.buffer
  }
  const trigger = event.trigger
  if (trigger === null || trigger === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, trigger); buffer = writer.buffer
  }
  const startedUs = event.startedUs
  if (startedUs === null || startedUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, startedUs)
  }
  const sourceBootId = event.sourceBootId
  if (sourceBootId === null || sourceBootId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceBootId); buffer = writer.buffer
  }
  const issuedCount = event.issuedCount
  if (issuedCount === null || issuedCount === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, issuedCount)
  }
  const spooledCount = event.spooledCount
  if (spooledCount === null || spooledCount === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, spooledCount)
  }
  const readByKind = event.readByKind
  if (readByKind === null || readByKind === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, readByKind); buffer = writer.buffer
  }
  const lostByKind = event.lostByKind
  if (lostByKind === null || lostByKind === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, lostByKind); buffer = writer.buffer
  }
  const refusedByKind = event.refusedByKind
  if (refusedByKind === null || refusedByKind === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, refusedByKind); buffer = writer.buffer
  }
  const corruptBatches = event.corruptBatches
  if (corruptBatches === null || corruptBatches === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, corruptBatches)
  }
  const quarantinedFiles = event.quarantinedFiles
  if (quarantinedFiles === null || quarantinedFiles === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, quarantinedFiles)
  }
  const isSensorBlind = event.isSensorBlind
  if (isSensorBlind === null || isSensorBlind === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isSensorBlind)
  }
  const canary = event.canary
  if (canary === null || canary === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, canary); buffer = writer.buffer
  }
  const ringSizeBytes = event.ringSizeBytes
  if (ringSizeBytes === null || ringSizeBytes === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, ringSizeBytes)
  }
  const ringUsedBytes = event.ringUsedBytes
  if (ringUsedBytes === null || ringUsedBytes === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, ringUsedBytes)
  }
  const restoredRegistrations = event.restoredRegistrations
  if (restoredRegistrations === null || restoredRegistrations === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, restoredRegistrations)
  }
  const driverVersion = event.driverVersion
  if (driverVersion === null || driverVersion === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, driverVersion); buffer = writer.buffer
  }
  const schemaFingerprint = event.schemaFingerprint
  if (schemaFingerprint === null || schemaFingerprint === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, schemaFingerprint); buffer = writer.buffer
  }
  const runtimeVersion = event.runtimeVersion
  if (runtimeVersion === null || runtimeVersion === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, runtimeVersion); buffer = writer.buffer
  }
  const configurationHash = event.configurationHash
  if (configurationHash === null || configurationHash === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, configurationHash); buffer = writer.buffer
  }
  writer.position = position
}

function writeProcessSnapshot(writer: AvroWriter, event: ProcessSnapshot): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 24
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const parentProcessId = event.parentProcessId
  if (parentProcessId === null || parentProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, parentProcessId)
  }
  const parentStartUs = event.parentStartUs
  if (parentStartUs === null || parentStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, parentStartUs)
  }
  const parentExecutable = event.parentExecutable
  if (parentExecutable === null || parentExecutable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, parentExecutable); buffer = writer.buffer
  }
  const parentCommandLine = event.parentCommandLine
  if (parentCommandLine === null || parentCommandLine === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, parentCommandLine); buffer = writer.buffer
  }
  const creatorProcessId = event.creatorProcessId
  if (creatorProcessId === null || creatorProcessId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, creatorProcessId)
  }
  const creatorStartUs = event.creatorStartUs
  if (creatorStartUs === null || creatorStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, creatorStartUs)
  }
  const creatorThreadId = event.creatorThreadId
  if (creatorThreadId === null || creatorThreadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, creatorThreadId)
  }
  const commandLine = event.commandLine
  if (commandLine === null || commandLine === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, commandLine); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const workingDirectory = event.workingDirectory
  if (workingDirectory === null || workingDirectory === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, workingDirectory); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const sessionId = event.sessionId
  if (sessionId === null || sessionId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, sessionId)
  }
  const integrityLevel = event.integrityLevel
  if (integrityLevel === null || integrityLevel === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, integrityLevel)
  }
  const isSubsystemProcess = event.isSubsystemProcess
  if (isSubsystemProcess === null || isSubsystemProcess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isSubsystemProcess)
  }
  const isSigned = event.isSigned
  if (isSigned === null || isSigned === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isSigned)
  }
  const signature = event.signature
  if (signature === null || signature === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, signature); buffer = writer.buffer
  }
  const originalFileName = event.originalFileName
  if (originalFileName === null || originalFileName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, originalFileName); buffer = writer.buffer
  }
  const hashes = event.hashes
  if (hashes === null || hashes === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, hashes); buffer = writer.buffer
  }
  const fileVersion = event.fileVersion
  if (fileVersion === null || fileVersion === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, fileVersion); buffer = writer.buffer
  }
  const fileDescription = event.fileDescription
  if (fileDescription === null || fileDescription === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, fileDescription); buffer = writer.buffer
  }
  const product = event.product
  if (product === null || product === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, product); buffer = writer.buffer
  }
  const company = event.company
  if (company === null || company === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, company); buffer = writer.buffer
  }
  const logonId = event.logonId
  if (logonId === null || logonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, logonId); buffer = writer.buffer
  }
  const parentUserName = event.parentUserName
  if (parentUserName === null || parentUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, parentUserName); buffer = writer.buffer
  }
  const tokenElevation = event.tokenElevation
  if (tokenElevation === null || tokenElevation === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, tokenElevation); buffer = writer.buffer
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeFileCreate(writer: AvroWriter, event: FileCreate): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 26
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const filePath = event.filePath
  if (filePath === null || filePath === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, filePath); buffer = writer.buffer
  }
  const createdUs = event.createdUs
  if (createdUs === null || createdUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, createdUs)
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeFileDelete(writer: AvroWriter, event: FileDelete): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 28
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const filePath = event.filePath
  if (filePath === null || filePath === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, filePath); buffer = writer.buffer
  }
  const hashes = event.hashes
  if (hashes === null || hashes === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, hashes); buffer = writer.buffer
  }
  const isExecutable = event.isExecutable
  if (isExecutable === null || isExecutable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isExecutable)
  }
  const isArchived = event.isArchived
  if (isArchived === null || isArchived === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isArchived)
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeFileStreamCreate(writer: AvroWriter, event: FileStreamCreate): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 30
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const filePath = event.filePath
  if (filePath === null || filePath === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, filePath); buffer = writer.buffer
  }
  const createdUs = event.createdUs
  if (createdUs === null || createdUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, createdUs)
  }
  const hashes = event.hashes
  if (hashes === null || hashes === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, hashes); buffer = writer.buffer
  }
  const contents = event.contents
  if (contents === null || contents === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, contents); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeFileTimeChange(writer: AvroWriter, event: FileTimeChange): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 32
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const filePath = event.filePath
  if (filePath === null || filePath === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, filePath); buffer = writer.buffer
  }
  const createdUs = event.createdUs
  if (createdUs === null || createdUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, createdUs)
  }
  const previousCreatedUs = event.previousCreatedUs
  if (previousCreatedUs === null || previousCreatedUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, previousCreatedUs)
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeRawAccessRead(writer: AvroWriter, event: RawAccessRead): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 34
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const device = event.device
  if (device === null || device === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, device); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeNetworkConnection(writer: AvroWriter, event: NetworkConnection): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 36
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  position = putSymbol(buffer, position, networkOperations, event.operation)
  const protocol = event.protocol
  if (protocol === null || protocol === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, protocol); buffer = writer.buffer
  }
  const isInitiated = event.isInitiated
  if (isInitiated === null || isInitiated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isInitiated)
  }
  const sourceAddress = event.sourceAddress
  if (sourceAddress === null || sourceAddress === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceAddress); buffer = writer.buffer
  }
  const sourceHostName = event.sourceHostName
  if (sourceHostName === null || sourceHostName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceHostName); buffer = writer.buffer
  }
  const sourcePort = event.sourcePort
  if (sourcePort === null || sourcePort === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, sourcePort)
  }
  const destinationAddress = event.destinationAddress
  if (destinationAddress === null || destinationAddress === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, destinationAddress); buffer = writer.buffer
  }
  const destinationHostName = event.destinationHostName
  if (destinationHostName === null || destinationHostName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, destinationHostName); buffer = writer.buffer
  }
  const destinationPort = event.destinationPort
  if (destinationPort === null || destinationPort === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, destinationPort)
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeDnsQuery(writer: AvroWriter, event: DnsQuery): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 38
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const queryName = event.queryName
  if (queryName === null || queryName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, queryName); buffer = writer.buffer
  }
  const queryStatus = event.queryStatus
  if (queryStatus === null || queryStatus === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, queryStatus)
  }
  const queryResults = event.queryResults
  if (queryResults === null || queryResults === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, queryResults); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writePipeCreate(writer: AvroWriter, event: PipeCreate): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 40
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const pipeName = event.pipeName
  if (pipeName === null || pipeName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, pipeName); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writePipeConnect(writer: AvroWriter, event: PipeConnect): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 42
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const pipeName = event.pipeName
  if (pipeName === null || pipeName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, pipeName); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeLogon(writer: AvroWriter, event: Logon): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 44
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const subjectUserSid = event.subjectUserSid
  if (subjectUserSid === null || subjectUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserSid); buffer = writer.buffer
  }
  const subjectUserName = event.subjectUserName
  if (subjectUserName === null || subjectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserName); buffer = writer.buffer
  }
  const subjectDomainName = event.subjectDomainName
  if (subjectDomainName === null || subjectDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectDomainName); buffer = writer.buffer
  }
  const subjectLogonId = event.subjectLogonId
  if (subjectLogonId === null || subjectLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectLogonId); buffer = writer.buffer
  }
  const targetUserSid = event.targetUserSid
  if (targetUserSid === null || targetUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetUserSid); buffer = writer.buffer
  }
  const targetUserName = event.targetUserName
  if (targetUserName === null || targetUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetUserName); buffer = writer.buffer
  }
  const targetDomainName = event.targetDomainName
  if (targetDomainName === null || targetDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetDomainName); buffer = writer.buffer
  }
  const targetLogonId = event.targetLogonId
  if (targetLogonId === null || targetLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetLogonId); buffer = writer.buffer
  }
  const logonType = event.logonType
  if (logonType === null || logonType === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, logonType)
  }
  const logonProcess = event.logonProcess
  if (logonProcess === null || logonProcess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, logonProcess); buffer = writer.buffer
  }
  const authenticationPackage = event.authenticationPackage
  if (authenticationPackage === null || authenticationPackage === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, authenticationPackage); buffer = writer.buffer
  }
  const ntlmPackage = event.ntlmPackage
  if (ntlmPackage === null || ntlmPackage === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, ntlmPackage); buffer = writer.buffer
  }
  const keyLengthBits = event.keyLengthBits
  if (keyLengthBits === null || keyLengthBits === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, keyLengthBits)
  }
  const transmittedServices = event.transmittedServices
  if (transmittedServices === null || transmittedServices === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, transmittedServices); buffer = writer.buffer
  }
  const workstationName = event.workstationName
  if (workstationName === null || workstationName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, workstationName); buffer = writer.buffer
  }
  const sourceAddress = event.sourceAddress
  if (sourceAddress === null || sourceAddress === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceAddress); buffer = writer.buffer
  }
  const sourcePort = event.sourcePort
  if (sourcePort === null || sourcePort === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, sourcePort)
  }
  const logonGuid = event.logonGuid
  if (logonGuid === null || logonGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, logonGuid); buffer = writer.buffer
  }
  const impersonationLevel = event.impersonationLevel
  if (impersonationLevel === null || impersonationLevel === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, impersonationLevel); buffer = writer.buffer
  }
  const restrictedAdminMode = event.restrictedAdminMode
  if (restrictedAdminMode === null || restrictedAdminMode === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, restrictedAdminMode); buffer = writer.buffer
  }
  const elevatedToken = event.elevatedToken
  if (elevatedToken === null || elevatedToken === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, elevatedToken); buffer = writer.buffer
  }
  const virtualAccount = event.virtualAccount
  if (virtualAccount === null || virtualAccount === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, virtualAccount); buffer = writer.buffer
  }
  const linkedLogonId = event.linkedLogonId
  if (linkedLogonId === null || linkedLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, linkedLogonId); buffer = writer.buffer
  }
  const outboundUserName = event.outboundUserName
  if (outboundUserName === null || outboundUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, outboundUserName); buffer = writer.buffer
  }
  const outboundDomainName = event.outboundDomainName
  if (outboundDomainName === null || outboundDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, outboundDomainName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeLogonFailure(writer: AvroWriter, event: LogonFailure): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 46
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const subjectUserSid = event.subjectUserSid
  if (subjectUserSid === null || subjectUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserSid); buffer = writer.buffer
  }
  const subjectUserName = event.subjectUserName
  if (subjectUserName === null || subjectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserName); buffer = writer.buffer
  }
  const subjectDomainName = event.subjectDomainName
  if (subjectDomainName === null || subjectDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectDomainName); buffer = writer.buffer
  }
  const subjectLogonId = event.subjectLogonId
  if (subjectLogonId === null || subjectLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectLogonId); buffer = writer.buffer
  }
  const targetUserSid = event.targetUserSid
  if (targetUserSid === null || targetUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetUserSid); buffer = writer.buffer
  }
  const targetUserName = event.targetUserName
  if (targetUserName === null || targetUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetUserName); buffer = writer.buffer
  }
  const targetDomainName = event.targetDomainName
  if (targetDomainName === null || targetDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetDomainName); buffer = writer.buffer
  }
  const targetLogonId = event.targetLogonId
  if (targetLogonId === null || targetLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetLogonId); buffer = writer.buffer
  }
  const logonType = event.logonType
  if (logonType === null || logonType === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, logonType)
  }
  const logonProcess = event.logonProcess
  if (logonProcess === null || logonProcess === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, logonProcess); buffer = writer.buffer
  }
  const authenticationPackage = event.authenticationPackage
  if (authenticationPackage === null || authenticationPackage === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, authenticationPackage); buffer = writer.buffer
  }
  const ntlmPackage = event.ntlmPackage
  if (ntlmPackage === null || ntlmPackage === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, ntlmPackage); buffer = writer.buffer
  }
  const keyLengthBits = event.keyLengthBits
  if (keyLengthBits === null || keyLengthBits === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, keyLengthBits)
  }
  const transmittedServices = event.transmittedServices
  if (transmittedServices === null || transmittedServices === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, transmittedServices); buffer = writer.buffer
  }
  const workstationName = event.workstationName
  if (workstationName === null || workstationName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, workstationName); buffer = writer.buffer
  }
  const sourceAddress = event.sourceAddress
  if (sourceAddress === null || sourceAddress === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceAddress); buffer = writer.buffer
  }
  const sourcePort = event.sourcePort
  if (sourcePort === null || sourcePort === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, sourcePort)
  }
  const status = event.status
  if (status === null || status === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, status)
  }
  const subStatus = event.subStatus
  if (subStatus === null || subStatus === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, subStatus)
  }
  const failureReason = event.failureReason
  if (failureReason === null || failureReason === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, failureReason); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeLogoff(writer: AvroWriter, event: Logoff): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 48
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const subjectUserSid = event.subjectUserSid
  if (subjectUserSid === null || subjectUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserSid); buffer = writer.buffer
  }
  const subjectUserName = event.subjectUserName
  if (subjectUserName === null || subjectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserName); buffer = writer.buffer
  }
  const subjectDomainName = event.subjectDomainName
  if (subjectDomainName === null || subjectDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectDomainName); buffer = writer.buffer
  }
  const subjectLogonId = event.subjectLogonId
  if (subjectLogonId === null || subjectLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectLogonId); buffer = writer.buffer
  }
  const targetUserSid = event.targetUserSid
  if (targetUserSid === null || targetUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetUserSid); buffer = writer.buffer
  }
  const targetUserName = event.targetUserName
  if (targetUserName === null || targetUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetUserName); buffer = writer.buffer
  }
  const targetDomainName = event.targetDomainName
  if (targetDomainName === null || targetDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetDomainName); buffer = writer.buffer
  }
  const targetLogonId = event.targetLogonId
  if (targetLogonId === null || targetLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetLogonId); buffer = writer.buffer
  }
  const logonType = event.logonType
  if (logonType === null || logonType === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, logonType)
  }
  const isByUser = event.isByUser
  if (isByUser === null || isByUser === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isByUser)
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeExplicitCredentials(writer: AvroWriter, event: ExplicitCredentials): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 50
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const subjectUserSid = event.subjectUserSid
  if (subjectUserSid === null || subjectUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserSid); buffer = writer.buffer
  }
  const subjectUserName = event.subjectUserName
  if (subjectUserName === null || subjectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserName); buffer = writer.buffer
  }
  const subjectDomainName = event.subjectDomainName
  if (subjectDomainName === null || subjectDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectDomainName); buffer = writer.buffer
  }
  const subjectLogonId = event.subjectLogonId
  if (subjectLogonId === null || subjectLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectLogonId); buffer = writer.buffer
  }
  const targetUserName = event.targetUserName
  if (targetUserName === null || targetUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetUserName); buffer = writer.buffer
  }
  const targetDomainName = event.targetDomainName
  if (targetDomainName === null || targetDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetDomainName); buffer = writer.buffer
  }
  const targetServerName = event.targetServerName
  if (targetServerName === null || targetServerName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetServerName); buffer = writer.buffer
  }
  const targetInfo = event.targetInfo
  if (targetInfo === null || targetInfo === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, targetInfo); buffer = writer.buffer
  }
  const sourceAddress = event.sourceAddress
  if (sourceAddress === null || sourceAddress === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceAddress); buffer = writer.buffer
  }
  const sourcePort = event.sourcePort
  if (sourcePort === null || sourcePort === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, sourcePort)
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeSpecialPrivileges(writer: AvroWriter, event: SpecialPrivileges): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 52
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const subjectUserSid = event.subjectUserSid
  if (subjectUserSid === null || subjectUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserSid); buffer = writer.buffer
  }
  const subjectUserName = event.subjectUserName
  if (subjectUserName === null || subjectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserName); buffer = writer.buffer
  }
  const subjectDomainName = event.subjectDomainName
  if (subjectDomainName === null || subjectDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectDomainName); buffer = writer.buffer
  }
  const subjectLogonId = event.subjectLogonId
  if (subjectLogonId === null || subjectLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectLogonId); buffer = writer.buffer
  }
  const privileges = event.privileges
  if (privileges === null || privileges === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, privileges); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeWmiSubscription(writer: AvroWriter, event: WmiSubscription): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 54
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  position = putSymbol(buffer, position, wmiSubscriptionParts, event.part)
  const operation = event.operation
  if (operation === null || operation === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, operation); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const name = event.name
  if (name === null || name === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, name); buffer = writer.buffer
  }
  const namespace = event.namespace
  if (namespace === null || namespace === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, namespace); buffer = writer.buffer
  }
  const query = event.query
  if (query === null || query === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, query); buffer = writer.buffer
  }
  const consumerType = event.consumerType
  if (consumerType === null || consumerType === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, consumerType); buffer = writer.buffer
  }
  const destination = event.destination
  if (destination === null || destination === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, destination); buffer = writer.buffer
  }
  const consumer = event.consumer
  if (consumer === null || consumer === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, consumer); buffer = writer.buffer
  }
  const filter = event.filter
  if (filter === null || filter === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, filter); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeProcessTampering(writer: AvroWriter, event: ProcessTampering): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 56
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  position = putLong(buffer, position, event.processId)
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const tamperingType = event.tamperingType
  if (tamperingType === null || tamperingType === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, tamperingType); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeServiceInstall(writer: AvroWriter, event: ServiceInstall): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 58
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const serviceName = event.serviceName
  if (serviceName === null || serviceName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, serviceName); buffer = writer.buffer
  }
  const imagePath = event.imagePath
  if (imagePath === null || imagePath === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, imagePath); buffer = writer.buffer
  }
  const serviceType = event.serviceType
  if (serviceType === null || serviceType === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, serviceType); buffer = writer.buffer
  }
  const startType = event.startType
  if (startType === null || startType === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, startType); buffer = writer.buffer
  }
  const accountName = event.accountName
  if (accountName === null || accountName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, accountName); buffer = writer.buffer
  }
  const subjectUserSid = event.subjectUserSid
  if (subjectUserSid === null || subjectUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserSid); buffer = writer.buffer
  }
  const subjectUserName = event.subjectUserName
  if (subjectUserName === null || subjectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserName); buffer = writer.buffer
  }
  const subjectDomainName = event.subjectDomainName
  if (subjectDomainName === null || subjectDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectDomainName); buffer = writer.buffer
  }
  const subjectLogonId = event.subjectLogonId
  if (subjectLogonId === null || subjectLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectLogonId); buffer = writer.buffer
  }
  const userSid = event.userSid
  if (userSid === null || userSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userSid); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeScheduledTask(writer: AvroWriter, event: ScheduledTask): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 60
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  position = putSymbol(buffer, position, scheduledTaskOperations, event.operation)
  const taskName = event.taskName
  if (taskName === null || taskName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, taskName); buffer = writer.buffer
  }
  const taskContent = event.taskContent
  if (taskContent === null || taskContent === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, taskContent); buffer = writer.buffer
  }
  const subjectUserSid = event.subjectUserSid
  if (subjectUserSid === null || subjectUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserSid); buffer = writer.buffer
  }
  const subjectUserName = event.subjectUserName
  if (subjectUserName === null || subjectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserName); buffer = writer.buffer
  }
  const subjectDomainName = event.subjectDomainName
  if (subjectDomainName === null || subjectDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectDomainName); buffer = writer.buffer
  }
  const subjectLogonId = event.subjectLogonId
  if (subjectLogonId === null || subjectLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectLogonId); buffer = writer.buffer
  }
  const userName = event.userName
  if (userName === null || userName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userName); buffer = writer.buffer
  }
  const userSid = event.userSid
  if (userSid === null || userSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userSid); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeLogClear(writer: AvroWriter, event: LogClear): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 62
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const clearedChannel = event.clearedChannel
  if (clearedChannel === null || clearedChannel === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, clearedChannel); buffer = writer.buffer
  }
  const backupPath = event.backupPath
  if (backupPath === null || backupPath === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, backupPath); buffer = writer.buffer
  }
  const subjectUserSid = event.subjectUserSid
  if (subjectUserSid === null || subjectUserSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserSid); buffer = writer.buffer
  }
  const subjectUserName = event.subjectUserName
  if (subjectUserName === null || subjectUserName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectUserName); buffer = writer.buffer
  }
  const subjectDomainName = event.subjectDomainName
  if (subjectDomainName === null || subjectDomainName === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectDomainName); buffer = writer.buffer
  }
  const subjectLogonId = event.subjectLogonId
  if (subjectLogonId === null || subjectLogonId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, subjectLogonId); buffer = writer.buffer
  }
  const userSid = event.userSid
  if (userSid === null || userSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userSid); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeScriptBlock(writer: AvroWriter, event: ScriptBlock): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 64
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const blockId = event.blockId
  if (blockId === null || blockId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, blockId); buffer = writer.buffer
  }
  const partNumber = event.partNumber
  if (partNumber === null || partNumber === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, partNumber)
  }
  const partCount = event.partCount
  if (partCount === null || partCount === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, partCount)
  }
  const text = event.text
  if (text === null || text === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, text); buffer = writer.buffer
  }
  const path = event.path
  if (path === null || path === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, path); buffer = writer.buffer
  }
  const userSid = event.userSid
  if (userSid === null || userSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userSid); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
}

function writeLogRecord(writer: AvroWriter, event: LogRecord): void {
  let buffer = writer.buffer
  let position = writer.position
  buffer[position++] = 66
  position = putLong(buffer, position, event.sequence)
  position = putLong(buffer, position, event.timeUs)
  const monotonicUs = event.monotonicUs
  if (monotonicUs === null || monotonicUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, monotonicUs)
  }
  const processId = event.processId
  if (processId === null || processId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processId)
  }
  const processStartUs = event.processStartUs
  if (processStartUs === null || processStartUs === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, processStartUs)
  }
  const threadId = event.threadId
  if (threadId === null || threadId === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putLong(buffer, position, threadId)
  }
  const executable = event.executable
  if (executable === null || executable === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, executable); buffer = writer.buffer
  }
  const provider = event.provider
  if (provider === null || provider === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, provider); buffer = writer.buffer
  }
  const channel = event.channel
  if (channel === null || channel === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, channel); buffer = writer.buffer
  }
  position = putLong(buffer, position, event.eventId)
  const values = event.values
  if (values === null || values === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, values); buffer = writer.buffer
  }
  const userSid = event.userSid
  if (userSid === null || userSid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, userSid); buffer = writer.buffer
  }
  const isTruncated = event.isTruncated
  if (isTruncated === null || isTruncated === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = putBoolean(buffer, position, isTruncated)
  }
  const sourceRecord = event.sourceRecord
  if (sourceRecord === null || sourceRecord === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceRecord); buffer = writer.buffer
  }
  const sourceGuid = event.sourceGuid
  if (sourceGuid === null || sourceGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceGuid); buffer = writer.buffer
  }
  const sourceParentGuid = event.sourceParentGuid
  if (sourceParentGuid === null || sourceParentGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceParentGuid); buffer = writer.buffer
  }
  const sourceObjectGuid = event.sourceObjectGuid
  if (sourceObjectGuid === null || sourceObjectGuid === undefined) buffer[position++] = 0
  else {
    buffer[position++] = 2
    position = writer.text(position, sourceObjectGuid); buffer = writer.buffer
  }
  writer.position = position
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
    case 'file_create': return writeFileCreate(writer, event)
    case 'file_delete': return writeFileDelete(writer, event)
    case 'file_stream_create': return writeFileStreamCreate(writer, event)
    case 'file_time_change': return writeFileTimeChange(writer, event)
    case 'raw_access_read': return writeRawAccessRead(writer, event)
    case 'network_connection': return writeNetworkConnection(writer, event)
    case 'dns_query': return writeDnsQuery(writer, event)
    case 'pipe_create': return writePipeCreate(writer, event)
    case 'pipe_connect': return writePipeConnect(writer, event)
    case 'logon': return writeLogon(writer, event)
    case 'logon_failure': return writeLogonFailure(writer, event)
    case 'logoff': return writeLogoff(writer, event)
    case 'explicit_credentials': return writeExplicitCredentials(writer, event)
    case 'special_privileges': return writeSpecialPrivileges(writer, event)
    case 'wmi_subscription': return writeWmiSubscription(writer, event)
    case 'process_tampering': return writeProcessTampering(writer, event)
    case 'service_install': return writeServiceInstall(writer, event)
    case 'scheduled_task': return writeScheduledTask(writer, event)
    case 'log_clear': return writeLogClear(writer, event)
    case 'script_block': return writeScriptBlock(writer, event)
    case 'log_record': return writeLogRecord(writer, event)
    default: return refuse(event)
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
    fileVersion: reader.optionalString(),
    fileDescription: reader.optionalString(),
    product: reader.optionalString(),
    company: reader.optionalString(),
    logonId: reader.optionalString(),
    parentUserName: reader.optionalString(),
    tokenElevation: reader.optionalString(),
    deniedStatus: reader.optionalLong(),
    isImagePartial: reader.optionalBoolean(),
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
    userName: reader.optionalString(),
    objectUserName: reader.optionalString(),
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
    mapperProcessId: reader.optionalLong(),
    mapperStartUs: reader.optionalLong(),
    mapperThreadId: reader.optionalLong(),
    signatureLevel: reader.optionalLong(),
    isSigned: reader.optionalBoolean(),
    signature: reader.optionalString(),
    signatureStatus: reader.optionalString(),
    originalFileName: reader.optionalString(),
    hashes: reader.optionalString(),
    fileVersion: reader.optionalString(),
    fileDescription: reader.optionalString(),
    product: reader.optionalString(),
    company: reader.optionalString(),
    userName: reader.optionalString(),
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
    userName: reader.optionalString(),
    objectUserName: reader.optionalString(),
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
    userName: reader.optionalString(),
    objectUserName: reader.optionalString(),
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
    hiveFile: reader.optionalString(),
    dataType: reader.optionalLong(),
    dataLengthBytes: reader.optionalLong(),
    data: reader.optionalBytes(),
    dataText: reader.optionalString(),
    userName: reader.optionalString(),
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
    inspection: reader.optionalSymbol(scanInspections),
    inspectionReason: reader.optionalSymbol(scanInspectionReasons),
    inspectedHandleCount: reader.optionalLong(),
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
    lostBootId: reader.optionalString(),
    firstSequence: reader.optionalLong(),
    lastSequence: reader.optionalLong(),
    detail: reader.optionalString(),
    lostByKind: reader.optionalString(),
    record: reader.optionalBytes(),
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
    trigger: reader.optionalString(),
    startedUs: reader.optionalLong(),
    sourceBootId: reader.optionalString(),
    issuedCount: reader.optionalLong(),
    spooledCount: reader.optionalLong(),
    readByKind: reader.optionalString(),
    lostByKind: reader.optionalString(),
    refusedByKind: reader.optionalString(),
    corruptBatches: reader.optionalLong(),
    quarantinedFiles: reader.optionalLong(),
    isSensorBlind: reader.optionalBoolean(),
    canary: reader.optionalString(),
    ringSizeBytes: reader.optionalLong(),
    ringUsedBytes: reader.optionalLong(),
    restoredRegistrations: reader.optionalLong(),
    driverVersion: reader.optionalString(),
    schemaFingerprint: reader.optionalString(),
    runtimeVersion: reader.optionalString(),
    configurationHash: reader.optionalString(),
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
    fileVersion: reader.optionalString(),
    fileDescription: reader.optionalString(),
    product: reader.optionalString(),
    company: reader.optionalString(),
    logonId: reader.optionalString(),
    parentUserName: reader.optionalString(),
    tokenElevation: reader.optionalString(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readFileCreate(reader: AvroReader): FileCreate {
  return {
    kind: 'file_create',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    filePath: reader.optionalString(),
    createdUs: reader.optionalLong(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readFileDelete(reader: AvroReader): FileDelete {
  return {
    kind: 'file_delete',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    filePath: reader.optionalString(),
    hashes: reader.optionalString(),
    isExecutable: reader.optionalBoolean(),
    isArchived: reader.optionalBoolean(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readFileStreamCreate(reader: AvroReader): FileStreamCreate {
  return {
    kind: 'file_stream_create',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    filePath: reader.optionalString(),
    createdUs: reader.optionalLong(),
    hashes: reader.optionalString(),
    contents: reader.optionalString(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readFileTimeChange(reader: AvroReader): FileTimeChange {
  return {
    kind: 'file_time_change',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    filePath: reader.optionalString(),
    createdUs: reader.optionalLong(),
    previousCreatedUs: reader.optionalLong(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readRawAccessRead(reader: AvroReader): RawAccessRead {
  return {
    kind: 'raw_access_read',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    device: reader.optionalString(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readNetworkConnection(reader: AvroReader): NetworkConnection {
  return {
    kind: 'network_connection',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    operation: reader.symbol(networkOperations),
    protocol: reader.optionalString(),
    isInitiated: reader.optionalBoolean(),
    sourceAddress: reader.optionalString(),
    sourceHostName: reader.optionalString(),
    sourcePort: reader.optionalLong(),
    destinationAddress: reader.optionalString(),
    destinationHostName: reader.optionalString(),
    destinationPort: reader.optionalLong(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readDnsQuery(reader: AvroReader): DnsQuery {
  return {
    kind: 'dns_query',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    queryName: reader.optionalString(),
    queryStatus: reader.optionalLong(),
    queryResults: reader.optionalString(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readPipeCreate(reader: AvroReader): PipeCreate {
  return {
    kind: 'pipe_create',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    pipeName: reader.optionalString(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readPipeConnect(reader: AvroReader): PipeConnect {
  return {
    kind: 'pipe_connect',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    pipeName: reader.optionalString(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readLogon(reader: AvroReader): Logon {
  return {
    kind: 'logon',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    subjectUserSid: reader.optionalString(),
    subjectUserName: reader.optionalString(),
    subjectDomainName: reader.optionalString(),
    subjectLogonId: reader.optionalString(),
    targetUserSid: reader.optionalString(),
    targetUserName: reader.optionalString(),
    targetDomainName: reader.optionalString(),
    targetLogonId: reader.optionalString(),
    logonType: reader.optionalLong(),
    logonProcess: reader.optionalString(),
    authenticationPackage: reader.optionalString(),
    ntlmPackage: reader.optionalString(),
    keyLengthBits: reader.optionalLong(),
    transmittedServices: reader.optionalString(),
    workstationName: reader.optionalString(),
    sourceAddress: reader.optionalString(),
    sourcePort: reader.optionalLong(),
    logonGuid: reader.optionalString(),
    impersonationLevel: reader.optionalString(),
    restrictedAdminMode: reader.optionalString(),
    elevatedToken: reader.optionalString(),
    virtualAccount: reader.optionalString(),
    linkedLogonId: reader.optionalString(),
    outboundUserName: reader.optionalString(),
    outboundDomainName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readLogonFailure(reader: AvroReader): LogonFailure {
  return {
    kind: 'logon_failure',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    subjectUserSid: reader.optionalString(),
    subjectUserName: reader.optionalString(),
    subjectDomainName: reader.optionalString(),
    subjectLogonId: reader.optionalString(),
    targetUserSid: reader.optionalString(),
    targetUserName: reader.optionalString(),
    targetDomainName: reader.optionalString(),
    targetLogonId: reader.optionalString(),
    logonType: reader.optionalLong(),
    logonProcess: reader.optionalString(),
    authenticationPackage: reader.optionalString(),
    ntlmPackage: reader.optionalString(),
    keyLengthBits: reader.optionalLong(),
    transmittedServices: reader.optionalString(),
    workstationName: reader.optionalString(),
    sourceAddress: reader.optionalString(),
    sourcePort: reader.optionalLong(),
    status: reader.optionalLong(),
    subStatus: reader.optionalLong(),
    failureReason: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readLogoff(reader: AvroReader): Logoff {
  return {
    kind: 'logoff',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    subjectUserSid: reader.optionalString(),
    subjectUserName: reader.optionalString(),
    subjectDomainName: reader.optionalString(),
    subjectLogonId: reader.optionalString(),
    targetUserSid: reader.optionalString(),
    targetUserName: reader.optionalString(),
    targetDomainName: reader.optionalString(),
    targetLogonId: reader.optionalString(),
    logonType: reader.optionalLong(),
    isByUser: reader.optionalBoolean(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readExplicitCredentials(reader: AvroReader): ExplicitCredentials {
  return {
    kind: 'explicit_credentials',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    subjectUserSid: reader.optionalString(),
    subjectUserName: reader.optionalString(),
    subjectDomainName: reader.optionalString(),
    subjectLogonId: reader.optionalString(),
    targetUserName: reader.optionalString(),
    targetDomainName: reader.optionalString(),
    targetServerName: reader.optionalString(),
    targetInfo: reader.optionalString(),
    sourceAddress: reader.optionalString(),
    sourcePort: reader.optionalLong(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readSpecialPrivileges(reader: AvroReader): SpecialPrivileges {
  return {
    kind: 'special_privileges',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    subjectUserSid: reader.optionalString(),
    subjectUserName: reader.optionalString(),
    subjectDomainName: reader.optionalString(),
    subjectLogonId: reader.optionalString(),
    privileges: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readWmiSubscription(reader: AvroReader): WmiSubscription {
  return {
    kind: 'wmi_subscription',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    part: reader.symbol(wmiSubscriptionParts),
    operation: reader.optionalString(),
    userName: reader.optionalString(),
    name: reader.optionalString(),
    namespace: reader.optionalString(),
    query: reader.optionalString(),
    consumerType: reader.optionalString(),
    destination: reader.optionalString(),
    consumer: reader.optionalString(),
    filter: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readProcessTampering(reader: AvroReader): ProcessTampering {
  return {
    kind: 'process_tampering',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.long(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    tamperingType: reader.optionalString(),
    userName: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readServiceInstall(reader: AvroReader): ServiceInstall {
  return {
    kind: 'service_install',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    serviceName: reader.optionalString(),
    imagePath: reader.optionalString(),
    serviceType: reader.optionalString(),
    startType: reader.optionalString(),
    accountName: reader.optionalString(),
    subjectUserSid: reader.optionalString(),
    subjectUserName: reader.optionalString(),
    subjectDomainName: reader.optionalString(),
    subjectLogonId: reader.optionalString(),
    userSid: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readScheduledTask(reader: AvroReader): ScheduledTask {
  return {
    kind: 'scheduled_task',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    operation: reader.symbol(scheduledTaskOperations),
    taskName: reader.optionalString(),
    taskContent: reader.optionalString(),
    subjectUserSid: reader.optionalString(),
    subjectUserName: reader.optionalString(),
    subjectDomainName: reader.optionalString(),
    subjectLogonId: reader.optionalString(),
    userName: reader.optionalString(),
    userSid: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readLogClear(reader: AvroReader): LogClear {
  return {
    kind: 'log_clear',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    clearedChannel: reader.optionalString(),
    backupPath: reader.optionalString(),
    subjectUserSid: reader.optionalString(),
    subjectUserName: reader.optionalString(),
    subjectDomainName: reader.optionalString(),
    subjectLogonId: reader.optionalString(),
    userSid: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readScriptBlock(reader: AvroReader): ScriptBlock {
  return {
    kind: 'script_block',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    blockId: reader.optionalString(),
    partNumber: reader.optionalLong(),
    partCount: reader.optionalLong(),
    text: reader.optionalString(),
    path: reader.optionalString(),
    userSid: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
    sourceRecord: reader.optionalString(),
    sourceGuid: reader.optionalString(),
    sourceParentGuid: reader.optionalString(),
    sourceObjectGuid: reader.optionalString(),
  }
}

function readLogRecord(reader: AvroReader): LogRecord {
  return {
    kind: 'log_record',
    sequence: reader.long(),
    timeUs: reader.long(),
    monotonicUs: reader.optionalLong(),
    processId: reader.optionalLong(),
    processStartUs: reader.optionalLong(),
    threadId: reader.optionalLong(),
    executable: reader.optionalString(),
    provider: reader.optionalString(),
    channel: reader.optionalString(),
    eventId: reader.long(),
    values: reader.optionalString(),
    userSid: reader.optionalString(),
    isTruncated: reader.optionalBoolean(),
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
    case 13: return readFileCreate(reader)
    case 14: return readFileDelete(reader)
    case 15: return readFileStreamCreate(reader)
    case 16: return readFileTimeChange(reader)
    case 17: return readRawAccessRead(reader)
    case 18: return readNetworkConnection(reader)
    case 19: return readDnsQuery(reader)
    case 20: return readPipeCreate(reader)
    case 21: return readPipeConnect(reader)
    case 22: return readLogon(reader)
    case 23: return readLogonFailure(reader)
    case 24: return readLogoff(reader)
    case 25: return readExplicitCredentials(reader)
    case 26: return readSpecialPrivileges(reader)
    case 27: return readWmiSubscription(reader)
    case 28: return readProcessTampering(reader)
    case 29: return readServiceInstall(reader)
    case 30: return readScheduledTask(reader)
    case 31: return readLogClear(reader)
    case 32: return readScriptBlock(reader)
    case 33: return readLogRecord(reader)
    default: return reader.fail(`has no event kind number ${branch}`)
  }
}
