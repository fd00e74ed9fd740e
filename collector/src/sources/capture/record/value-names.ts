import type { JsonObject } from './capture-record.ts'
import { parseInteger } from './parse-number.ts'
import { parseTime } from './parse-time.ts'

const subject = 'SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId'
const registryActor = 'RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject'

const file = 'RuleName UtcTime ProcessGuid ProcessId Image TargetFilename'
const deletedFile = 'RuleName UtcTime ProcessGuid ProcessId User Image TargetFilename Hashes'
const wmi = 'RuleName EventType UtcTime Operation User'
const caller = 'ClientProcessStartKey ClientProcessId ParentProcessId RpcCallClientLocality'
const connection = 'FilterRTID LayerName LayerRTID RemoteUserID RemoteMachineID'

/**
 * Names of the values in the order of the newest manifest; older versions end earlier. From Sysmon's own schema
 * (`sysmon -s`) and Microsoft's event pages of the Security log.
 */
const namesByEvent: ReadonlyMap<number, readonly string[]> = new Map([
  named(
    1,
    `RuleName UtcTime ProcessGuid ProcessId Image FileVersion Description Product Company OriginalFileName CommandLine CurrentDirectory
    User LogonGuid LogonId TerminalSessionId IntegrityLevel Hashes ParentProcessGuid ParentProcessId ParentImage ParentCommandLine ParentUser`,
  ),
  named(2, `${file} CreationUtcTime PreviousCreationUtcTime User`),
  named(
    3,
    `RuleName UtcTime ProcessGuid ProcessId Image User Protocol Initiated SourceIsIpv6 SourceIp SourceHostname SourcePort SourcePortName
    DestinationIsIpv6 DestinationIp DestinationHostname DestinationPort DestinationPortName`,
  ),
  named(5, 'RuleName UtcTime ProcessGuid ProcessId Image User'),
  named(6, 'RuleName UtcTime ImageLoaded Hashes Signed Signature SignatureStatus'),
  named(
    7,
    `RuleName UtcTime ProcessGuid ProcessId Image ImageLoaded FileVersion Description Product Company OriginalFileName Hashes Signed
    Signature SignatureStatus User`,
  ),
  named(
    8,
    `RuleName UtcTime SourceProcessGuid SourceProcessId SourceImage TargetProcessGuid TargetProcessId TargetImage NewThreadId
    StartAddress StartModule StartFunction SourceUser TargetUser`,
  ),
  named(
    10,
    `RuleName UtcTime SourceProcessGUID SourceProcessId SourceThreadId SourceImage TargetProcessGUID TargetProcessId TargetImage
    GrantedAccess CallTrace SourceUser TargetUser`,
  ),
  named(9, 'RuleName UtcTime ProcessGuid ProcessId Image Device User'),
  named(11, `${file} CreationUtcTime User`),
  named(12, `${registryActor} User`),
  named(13, `${registryActor} Details User`),
  named(14, `${registryActor} NewName User`),
  named(15, `${file} CreationUtcTime Hash Contents User`),
  named(17, 'RuleName EventType UtcTime ProcessGuid ProcessId PipeName Image User'),
  named(18, 'RuleName EventType UtcTime ProcessGuid ProcessId PipeName Image User'),
  named(19, `${wmi} EventNamespace Name Query`),
  named(20, `${wmi} Name Type Destination`),
  named(21, `${wmi} Consumer Filter`),
  named(22, 'RuleName UtcTime ProcessGuid ProcessId QueryName QueryStatus QueryResults Image User'),
  named(23, `${deletedFile} IsExecutable Archived`),
  named(25, 'RuleName UtcTime ProcessGuid ProcessId Image Type User'),
  named(26, `${deletedFile} IsExecutable`),
  named(27, deletedFile),
  named(28, `${deletedFile} IsExecutable`),
  named(29, deletedFile),
  named(
    4624,
    `${subject} TargetUserSid TargetUserName TargetDomainName TargetLogonId LogonType LogonProcessName AuthenticationPackageName
    WorkstationName LogonGuid TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort ImpersonationLevel
    RestrictedAdminMode TargetOutboundUserName TargetOutboundDomainName VirtualAccount TargetLinkedLogonId ElevatedToken`,
  ),
  named(
    4625,
    `${subject} TargetUserSid TargetUserName TargetDomainName Status FailureReason SubStatus LogonType LogonProcessName
    AuthenticationPackageName WorkstationName TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort`,
  ),
  named(4634, 'TargetUserSid TargetUserName TargetDomainName TargetLogonId LogonType'),
  named(4647, 'TargetUserSid TargetUserName TargetDomainName TargetLogonId'),
  named(
    4648,
    `${subject} LogonGuid TargetUserName TargetDomainName TargetLogonGuid TargetServerName TargetInfo ProcessId ProcessName IpAddress
    IpPort`,
  ),
  named(4672, `${subject} PrivilegeList`),
  named(
    4657,
    `${subject} ObjectName ObjectValueName HandleId OperationType OldValueType OldValue NewValueType NewValue ProcessId ProcessName`,
  ),
  named(4697, `${subject} ServiceName ServiceFileName ServiceType ServiceStartType ServiceAccount ${caller}`),
  ...[4698, 4699, 4700, 4701].map((id) => named(id, `${subject} TaskName TaskContent ${caller} FQDN`)),
  named(4702, `${subject} TaskName TaskContentNew ${caller} FQDN`),
  named(5156, `ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol ${connection}`),
  named(5157, `ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol ${connection}`),
  ...[5154, 5155, 5158, 5159].map((id) =>
    named(id, `ProcessId Application SourceAddress SourcePort Protocol FilterRTID LayerName LayerRTID`),
  ),
  named(
    4656,
    `${subject} ObjectServer ObjectType ObjectName HandleId TransactionId AccessList AccessReason AccessMask PrivilegeList
    RestrictedSidCount ProcessId ProcessName ResourceAttributes`,
  ),
  named(4663, `${subject} ObjectServer ObjectType ObjectName HandleId AccessList AccessMask ProcessId ProcessName ResourceAttributes`),
  named(
    4688,
    `${subject} NewProcessId NewProcessName TokenElevationType ProcessId CommandLine TargetUserSid TargetUserName TargetDomainName
    TargetLogonId ParentProcessName MandatoryLabel`,
  ),
  named(4689, `${subject} Status ProcessId ProcessName`),
  named(4690, `${subject} SourceHandleId SourceProcessId TargetHandleId TargetProcessId`),
])

/** The same of other providers, whose ids mean something only together with their name or channel. */
const namesByOther: ReadonlyMap<string, ReadonlyMap<number, readonly string[]>> = new Map([
  ...bySources(['microsoft-windows-eventlog'], [named(1102, subject), named(104, 'SubjectUserName SubjectDomainName Channel BackupPath')]),
  ...bySources(['service control manager'], [named(7045, 'ServiceName ImagePath ServiceType StartType AccountName')]),
  ...bySources(
    ['microsoft-windows-powershell', 'powershellcore', 'microsoft-windows-powershell/operational', 'powershellcore/operational'],
    [named(4104, 'MessageNumber MessageTotal ScriptBlockText ScriptBlockId Path')],
  ),
  ...bySources(
    ['microsoft-windows-taskscheduler', 'microsoft-windows-taskscheduler/operational'],
    [named(106, 'TaskName UserContext'), named(140, 'TaskName UserName'), named(141, 'TaskName UserName')],
  ),
])

type NamesOfEvent = readonly [number, readonly string[]]

function bySources(
  sources: readonly string[],
  names: readonly NamesOfEvent[],
): readonly (readonly [string, ReadonlyMap<number, readonly string[]>])[] {
  return sources.map((source) => [source, new Map(names)] as const)
}

/** What sources without a map of their own in `namesByOther` are called when they are Sysmon or Security. */
const ourSources = /sysmon|security/i

function named(eventId: number, names: string): readonly [number, readonly string[]] {
  return [eventId, names.split(/\s+/)]
}

/** Fewer values than this are those of no version. */
const minValues: ReadonlyMap<number, number> = new Map([
  [4624, 20],
  [4625, 21],
  [4634, 5],
  [4647, 4],
  [4648, 14],
  [4672, 5],
  [4657, 14],
  [4697, 9],
  [4698, 6],
  [4699, 6],
  [4700, 6],
  [4701, 6],
  [4702, 6],
  [5154, 8],
  [5155, 8],
  [5156, 11],
  [5157, 11],
  [5158, 8],
  [5159, 8],
  [4656, 16],
  [4663, 12],
  [4688, 8],
  [4689, 7],
  [4690, 8],
])

/**
 * Gives the values of an event their names, when the exporter wrote all of them in the order of the manifest (as Windows'
 * own interface hands them out), or else reads both from Sysmon's message. Undefined when they cannot be known.
 */
export function nameValues(
  { eventId, source }: { readonly eventId: unknown; readonly source: unknown },
  values: readonly unknown[],
  message: unknown,
): JsonObject | undefined {
  const id = parseInteger(eventId) ?? 0
  const other = typeof source === 'string' ? namesByOther.get(source.toLowerCase())?.get(id) : undefined
  if (other !== undefined) return fromOtherOrder(other, values)
  // Who does not name the source is taken for one of the two; another's numbers mean something else.
  if (typeof source === 'string' && !ourSources.test(source)) return undefined
  const names = namesByEvent.get(id)
  if (names === undefined) return undefined
  return fromOrder(id, names, values) ?? fromMessage(names, message)
}

/** These have one version. */
function fromOtherOrder(names: readonly string[], values: readonly unknown[]): JsonObject | undefined {
  if (values.length > names.length || values.some((value) => typeof value === 'object' && value !== null)) return undefined
  return Object.fromEntries(values.map((value, index) => [names[index] ?? '', value]))
}

const leastSysmonValues = 5

function fromOrder(id: number, names: readonly string[], values: readonly unknown[]): JsonObject | undefined {
  const first = firstName(names, values)
  if (first === undefined || values.length > names.length - first || values.length < (minValues.get(id) ?? leastSysmonValues))
    return undefined
  return Object.fromEntries(values.map((value, index) => [names[index + first] ?? '', value]))
}

/** Sysmon's early versions had no rule name; where the time stands tells. Security records have no such mark. */
function firstName(names: readonly string[], values: readonly unknown[]): number | undefined {
  const place = names.indexOf('UtcTime')
  if (place < 0) return values.every((value) => typeof value !== 'object' || value === null) ? 0 : undefined
  if (isTime(values[place])) return 0
  return isTime(values[place - 1]) ? 1 : undefined
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && parseTime(value) !== null
}

/** Sysmon's message has one line `Name: value` for each value, in English on every Windows. */
function fromMessage(names: readonly string[], message: unknown): JsonObject | undefined {
  if (typeof message !== 'string') return undefined
  const fields: Record<string, string> = {}
  for (const line of message.split(/\r\n|\n|\r/)) {
    const end = line.indexOf(':')
    const name = line.slice(0, Math.max(0, end)).trim()
    if (names.includes(name) && fields[name] === undefined) fields[name] = line.slice(end + 1).trim()
  }
  return fields['UtcTime'] === undefined ? undefined : fields
}
