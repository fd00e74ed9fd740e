import type { EventKind } from '@win11mon/schemas'

import type { FormName } from './field-forms.ts'

/** What the tree adds where an event does not say it. */
export type TreeFact =
  | 'actor.executable'
  | 'actor.commandLine'
  | 'actor.userName'
  | 'parent.executable'
  | 'parent.commandLine'
  | 'parent.userName'
  | 'object.executable'
  | 'object.userName'

/** One of our fields under a name of Sigma's: our property, how its value is written, and what the tree knows instead. */
export type FieldMapping = readonly [property: string, form?: FormName, fallback?: TreeFact]

export type FieldTable = Readonly<Record<string, FieldMapping>>

/** Of every event. */
const header: FieldTable = { UtcTime: ['timeUs', 'time'], TimeCreated: ['timeUs', 'time'] }

/** The process an event is about, by Sysmon's names, with what Sysmon says of it elsewhere only. */
const actor: FieldTable = {
  ...header,
  Image: ['executable', 'text', 'actor.executable'],
  ProcessId: ['processId'],
  ProcessGuid: ['sourceGuid', 'guid'],
  User: ['userName', 'text', 'actor.userName'],
  CommandLine: ['', 'text', 'actor.commandLine'],
  ParentImage: ['', 'text', 'parent.executable'],
  ParentCommandLine: ['', 'text', 'parent.commandLine'],
}

const hashes: FieldTable = {
  Hashes: ['hashes'],
  md5: ['hashes', 'md5'],
  sha1: ['hashes', 'sha1'],
  sha256: ['hashes', 'sha256'],
  Imphash: ['hashes', 'imphash'],
}

const version: FieldTable = {
  OriginalFileName: ['originalFileName'],
  FileVersion: ['fileVersion'],
  Description: ['fileDescription'],
  Product: ['product'],
  Company: ['company'],
}

const signature: FieldTable = { Signed: ['isSigned'], Signature: ['signature'], SignatureStatus: ['signatureStatus'] }

const file: FieldTable = { ...actor, TargetFilename: ['filePath'] }
const createdFile: FieldTable = { ...file, CreationUtcTime: ['createdUs', 'time'] }

const pipe: FieldTable = { ...actor, PipeName: ['pipeName'], EventType: ['kind', 'pipeEventType'] }

/** Two processes, as Sysmon's events 8 and 10 name them. */
const actorAndObject: FieldTable = {
  ...header,
  SourceImage: ['executable', 'text', 'actor.executable'],
  SourceProcessId: ['processId'],
  SourceThreadId: ['threadId'],
  SourceProcessGuid: ['sourceGuid', 'guid'],
  SourceProcessGUID: ['sourceGuid', 'guid'],
  SourceUser: ['userName', 'text', 'actor.userName'],
  SourceCommandLine: ['', 'text', 'actor.commandLine'],
  TargetImage: ['objectExecutable', 'text', 'object.executable'],
  TargetProcessId: ['objectProcessId'],
  TargetProcessGuid: ['sourceObjectGuid', 'guid'],
  TargetProcessGUID: ['sourceObjectGuid', 'guid'],
  TargetUser: ['objectUserName', 'text', 'object.userName'],
}

const access: FieldTable = { ...actorAndObject, GrantedAccess: ['kind', 'access'], CallTrace: ['callTrace'] }

/**
 * Fields of the log sources that have a category, by our kinds. The names are those of Sigma's taxonomy, which are Sysmon's
 * (its manual, section Events); what stands behind them is what `collector/src/sources/capture/mapping` reads from Sysmon.
 */
export const categoryFields: Readonly<Partial<Record<EventKind, FieldTable>>> = {
  process_create: {
    ...actor,
    ...version,
    ...hashes,
    CommandLine: ['commandLine'],
    CurrentDirectory: ['workingDirectory'],
    IntegrityLevel: ['integrityLevel', 'integrityWord'],
    LogonId: ['logonId'],
    TerminalSessionId: ['sessionId'],
    ParentImage: ['parentExecutable', 'text', 'parent.executable'],
    ParentCommandLine: ['parentCommandLine', 'text', 'parent.commandLine'],
    ParentProcessId: ['parentProcessId'],
    ParentProcessGuid: ['sourceParentGuid', 'guid'],
    ParentUser: ['parentUserName', 'text', 'parent.userName'],
    Signed: ['isSigned'],
    Signature: ['signature'],
  },
  process_terminate: { ...actor, User: ['', 'text', 'actor.userName'] },
  process_tampering: { ...actor, Type: ['tamperingType'] },
  image_load: { ...actor, ...version, ...hashes, ...signature, ImageLoaded: ['imagePath'] },
  handle_create: access,
  handle_duplicate: access,
  thread_create: {
    ...actorAndObject,
    NewThreadId: ['objectThreadId'],
    StartAddress: ['startAddress', 'address'],
    StartModule: ['startModule'],
    StartFunction: ['startFunction'],
  },
  registry_operation: {
    ...actor,
    EventType: ['operation', 'registryOperation'],
    TargetObject: ['keyPath', 'registryPath'],
    Details: ['operation', 'registryData'],
    NewName: ['newName'],
  },
  file_create: { ...createdFile },
  file_delete: {
    ...file,
    ...hashes,
    IsExecutable: ['isExecutable'],
    Archived: ['isArchived'],
  },
  file_stream_create: { ...createdFile, ...hashes, Hash: ['hashes'], Contents: ['contents'] },
  file_time_change: { ...createdFile, PreviousCreationUtcTime: ['previousCreatedUs', 'time'] },
  raw_access_read: { ...actor, Device: ['device'] },
  network_connection: {
    ...actor,
    Protocol: ['protocol'],
    Initiated: ['isInitiated'],
    SourceIp: ['sourceAddress'],
    SourceIsIpv6: ['sourceAddress', 'isIpv6'],
    SourceHostname: ['sourceHostName'],
    SourcePort: ['sourcePort'],
    DestinationIp: ['destinationAddress'],
    DestinationIsIpv6: ['destinationAddress', 'isIpv6'],
    DestinationHostname: ['destinationHostName'],
    DestinationPort: ['destinationPort'],
  },
  dns_query: {
    ...actor,
    QueryName: ['queryName'],
    QueryStatus: ['queryStatus'],
    QueryResults: ['queryResults'],
  },
  pipe_create: pipe,
  pipe_connect: pipe,
  wmi_subscription: {
    ...header,
    Operation: ['operation'],
    User: ['userName'],
    Name: ['name'],
    EventNamespace: ['namespace'],
    Query: ['query'],
    Type: ['consumerType'],
    Destination: ['destination'],
    Consumer: ['consumer'],
    Filter: ['filter'],
    EventType: ['part', 'wmiEventType'],
  },
  script_block: {
    ...header,
    ScriptBlockText: ['text'],
    ScriptBlockId: ['blockId'],
    MessageNumber: ['partNumber'],
    MessageTotal: ['partCount'],
    Path: ['path'],
    UserID: ['userSid'],
    ProcessId: ['processId'],
  },
}
