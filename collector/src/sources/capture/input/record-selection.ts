import { type EventKind, eventKinds, isEventLogKind } from '@win11mon/schemas'

/** Which records of the event log become events, beside those of processes, threads, images, handles and the registry. */
export interface RecordSelection {
  isWantedKind(kind: EventKind): boolean
  /** Whether a record without a kind of its own is kept: by the short name of its log, and its event id. */
  isWantedRecord(log: string, eventId: number): boolean
  /** What was chosen, as text: it changes which events get a number. Empty for the choice of the default. */
  readonly identity: string
}

/** Kinds that a person may leave out: no tree, score or rule of ours is built on them. */
export const optionalKinds: readonly EventKind[] = eventKinds.filter((kind) => isEventLogKind(kind) && kind !== 'log_record')

/**
 * The logs that rules ask for, from the log sources of the Sigma specification, without the events that are many and seldom
 * asked for: closed handles, group memberships and adjusted rights that come with each logon, reads of stored credentials, and
 * PowerShell's pipelines.
 */
const defaultLogRecords: readonly string[] = [
  'Sysmon/*',
  'Security/*',
  'System/*',
  'Application/*',
  '*PowerShell*/*',
  'DNS Server/*',
  'Microsoft-Windows-AppLocker/*',
  'Microsoft-Windows-AppModel-Runtime/Admin/*',
  'Microsoft-Windows-AppXDeploymentServer/Operational/*',
  'Microsoft-Windows-Bits-Client/Operational/*',
  'Microsoft-Windows-CAPI2/Operational/*',
  'Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational/*',
  'Microsoft-Windows-CodeIntegrity/Operational/*',
  'Microsoft-Windows-DNS-Client/Operational/*',
  'Microsoft-Windows-Diagnosis-Scripted/Operational/*',
  'Microsoft-Windows-DriverFrameworks-UserMode/Operational/*',
  'Microsoft-Windows-LDAP-Client/Debug/*',
  'Microsoft-Windows-NTLM/Operational/*',
  'Microsoft-Windows-PrintService/*',
  'Microsoft-Windows-Security-Mitigations/*',
  'Microsoft-Windows-Shell-Core/Operational/*',
  'Microsoft-Windows-SMBClient/*',
  'Microsoft-Windows-TaskScheduler/Operational/*',
  'Microsoft-Windows-TerminalServices-*',
  'Microsoft-Windows-VHDMP-Operational/*',
  'Microsoft-Windows-WMI-Activity/Operational/*',
  'Microsoft-Windows-Windows Defender/Operational/*',
  'Microsoft-Windows-Windows Firewall With Advanced Security/Firewall/*',
  'OpenSSH/Operational/*',
  '!Security/4627',
  '!Security/4658',
  '!Security/4703',
  '!Security/5379',
  '!*PowerShell*/4103',
  '!Windows PowerShell/800',
]

/** Stands for `defaultLogRecords` among other choices. */
const defaultWord = 'default'
export const defaultSelection: readonly string[] = [defaultWord]

/**
 * @param chosen `LOG/EVENT ID`, with `*` for any text; one that begins with `!` takes out what another one took.
 * @param skippedKinds kinds of which no events are made.
 */
export function selectRecords(chosen: readonly string[] = defaultSelection, skippedKinds: readonly EventKind[] = []): RecordSelection {
  const logRecords = chosen.flatMap((one) => (one === defaultWord ? defaultLogRecords : [one]))
  const skipped = new Set(skippedKinds)
  const taken = logRecords.filter((pattern) => !pattern.startsWith('!')).map(expressionOf)
  const left = logRecords.filter((pattern) => pattern.startsWith('!')).map((pattern) => expressionOf(pattern.slice(1)))
  const known = new Map<string, boolean>()
  const isDefault = skipped.size === 0 && logRecords.join('\n') === defaultLogRecords.join('\n')

  function decide(name: string): boolean {
    const isWanted = taken.some((expression) => expression.test(name)) && !left.some((expression) => expression.test(name))
    if (known.size < maxKnown) known.set(name, isWanted)
    return isWanted
  }

  return {
    isWantedKind: (kind) => !skipped.has(kind),
    isWantedRecord(log, eventId) {
      const name = `${log}/${eventId}`
      return known.get(name) ?? decide(name)
    },
    identity: isDefault ? '' : JSON.stringify([logRecords, [...skipped].toSorted()]),
  }
}

/** A hostile capture may name any number of logs. */
const maxKnown = 10_000

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'i')
}
