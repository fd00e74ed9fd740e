import { type JsonObject, isObject } from './capture-record.ts'

/** Every name by which a record or a mapper asks, for exporters that write it in other letters. */
const names = `
  Event System EventData Data Provider Name ProviderName SourceName EventID Channel Computer Hostname EventRecordID
  RecordNumber Keywords TimeCreated SystemTime EventTime UtcTime EventType Signed Signature ProcessGuid ProcessId Image
  CommandLine CurrentDirectory User TerminalSessionId IntegrityLevel OriginalFileName Hashes ParentProcessGuid
  ParentProcessId ParentImage ParentCommandLine SignatureStatus SourceProcessGuid SourceProcessId SourceThreadId
  SourceImage TargetProcessGuid TargetProcessId TargetImage GrantedAccess CallTrace NewThreadId StartAddress StartModule
  StartFunction ImageLoaded TargetObject Details NewName NewProcessId NewProcessName ParentProcessName ProcessName
  SubjectUserName Status SubjectDomainName TargetUserName TargetDomainName MandatoryLabel ObjectType ObjectName AccessMask
  HandleId TargetHandleId SourceHandleId FileVersion Description Product Company LogonId ParentUser SourceUser TargetUser
  TargetFilename CreationUtcTime PreviousCreationUtcTime Device IsExecutable Archived Hash Contents Protocol Initiated SourceIp
  SourceHostname SourcePort DestinationIp DestinationHostname DestinationPort QueryName QueryStatus QueryResults PipeName Operation
  EventNamespace Query Type Destination Consumer Filter Application Direction SourceAddress DestAddress DestPort SubjectUserSid
  SubjectLogonId TargetUserSid TargetLogonId LogonType LogonProcessName AuthenticationPackageName WorkstationName LogonGuid
  TransmittedServices LmPackageName KeyLength IpAddress IpPort ImpersonationLevel RestrictedAdminMode VirtualAccount
  TargetLinkedLogonId ElevatedToken TargetOutboundUserName TargetOutboundDomainName SubStatus FailureReason TargetServerName
  TargetInfo PrivilegeList ServiceName ServiceFileName ServiceType ServiceStartType ServiceAccount ClientProcessId ImagePath StartType
  AccountName TaskName TaskContent TaskContentNew UserContext UserName BackupPath MessageNumber MessageTotal ScriptBlockText
  ScriptBlockId Path ObjectValueName OperationType NewValueType NewValue UserData Execution Security`

/** `event.system.provider.name` */
const maxDepth = 4

const byPlainName: ReadonlyMap<string, string> = new Map(
  names
    .trim()
    .split(/\s+/)
    .map((name) => [plain(name), name]),
)

/**
 * The object with `process_guid`, `processguid` or `processGuid` called `ProcessGuid`; undefined when nothing is spelled
 * otherwise. Names that are there as they should be stay as they are.
 */
export function respell(value: JsonObject, depth = 0): JsonObject | undefined {
  let respelled: Record<string, unknown> | undefined
  for (const [key, found] of Object.entries(value)) {
    const name = nameMeant(key)
    const isRenamed = name !== key && isFree(name, value, respelled)
    const inner = depth < maxDepth ? respellInside(found, depth) : undefined
    if (!isRenamed && inner === undefined) continue
    respelled ??= { ...value }
    if (isRenamed) delete respelled[key]
    respelled[isRenamed ? name : key] = inner ?? found
  }
  return respelled
}

function isFree(name: string, value: JsonObject, respelled: JsonObject | undefined): boolean {
  return value[name] === undefined && respelled?.[name] === undefined
}

function respellInside(value: unknown, depth: number): JsonObject | undefined {
  return isObject(value) ? respell(value, depth + 1) : undefined
}

const meantByKey = new Map<string, string>()
/** Keys repeat in every record; the memory of them is dropped whole when a flood of odd ones fills it. */
const maxRememberedKeys = 4096

function nameMeant(key: string): string {
  const known = meantByKey.get(key)
  if (known !== undefined) return known
  const name = byPlainName.get(plain(key)) ?? key
  if (meantByKey.size >= maxRememberedKeys) meantByKey.clear()
  meantByKey.set(key, name)
  return name
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_\s-]/g, '')
}
