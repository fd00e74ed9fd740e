import type { JsonObject } from './capture-record.ts'
import { parseInteger } from './parse-number.ts'
import { parseTime } from './parse-time.ts'

const subject = 'SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId'
const registryActor = 'RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject'

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
  named(12, `${registryActor} User`),
  named(13, `${registryActor} Details User`),
  named(14, `${registryActor} NewName User`),
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

function named(eventId: number, names: string): readonly [number, readonly string[]] {
  return [eventId, names.split(/\s+/)]
}

/** Fewer values than this are those of no version. */
const minValues: ReadonlyMap<number, number> = new Map([
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
export function nameValues(eventId: unknown, values: readonly unknown[], message: unknown): JsonObject | undefined {
  const id = parseInteger(eventId) ?? 0
  const names = namesByEvent.get(id)
  if (names === undefined) return undefined
  return fromOrder(id, names, values) ?? fromMessage(names, message)
}

function fromOrder(id: number, names: readonly string[], values: readonly unknown[]): JsonObject | undefined {
  const first = firstName(names, values)
  if (first === undefined || values.length > names.length - first || values.length < (minValues.get(id) ?? 5)) return undefined
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
