import type { EventKind } from '@win11mon/schemas'

import { type FieldTable, categoryFields } from './field-tables.ts'

const header: FieldTable = { TimeCreated: ['timeUs', 'time'] }

const subject: FieldTable = {
  ...header,
  SubjectUserSid: ['subjectUserSid'],
  SubjectUserName: ['subjectUserName'],
  SubjectDomainName: ['subjectDomainName'],
  SubjectLogonId: ['subjectLogonId'],
}

const targetName: FieldTable = { TargetUserName: ['targetUserName'], TargetDomainName: ['targetDomainName'] }

const target: FieldTable = {
  ...targetName,
  TargetUserSid: ['targetUserSid'],
  TargetSid: ['targetUserSid'],
  TargetLogonId: ['targetLogonId'],
}

const caller: FieldTable = { ProcessId: ['processId'], ProcessName: ['executable'] }
const origin: FieldTable = { IpAddress: ['sourceAddress'], IpPort: ['sourcePort'] }

const method: FieldTable = {
  LogonType: ['logonType'],
  LogonProcessName: ['logonProcess'],
  AuthenticationPackageName: ['authenticationPackage'],
  LmPackageName: ['ntlmPackage'],
  KeyLength: ['keyLengthBits'],
  TransmittedServices: ['transmittedServices'],
  WorkstationName: ['workstationName'],
  ...origin,
}

/** An account that the event keeps in one text. */
const account: FieldTable = { SubjectUserName: ['userName', 'accountName'], SubjectDomainName: ['userName', 'accountDomain'] }

/**
 * Fields of the Security log, by our kinds, under the names of Microsoft's event pages; what stands behind them is what
 * `collector/src/sources/capture/mapping/security-*.ts` reads.
 */
export const securityFields: Readonly<Partial<Record<EventKind, FieldTable>>> = {
  process_create: {
    ...header,
    NewProcessName: ['executable', 'text', 'actor.executable'],
    NewProcessId: ['processId', 'hex'],
    ProcessId: ['parentProcessId', 'hex'],
    ParentProcessName: ['parentExecutable', 'text', 'parent.executable'],
    CommandLine: ['commandLine'],
    TokenElevationType: ['tokenElevation'],
    MandatoryLabel: ['integrityLevel', 'integritySid'],
    TargetLogonId: ['logonId'],
    SubjectLogonId: ['logonId'],
    ...account,
  },
  process_terminate: { ...header, ProcessName: ['executable'], ProcessId: ['processId', 'hex'], Status: ['exitStatus', 'hex'] },
  handle_create: {
    ...header,
    ...account,
    ObjectType: ['objectType', 'capitalised'],
    ObjectName: ['objectExecutable'],
    ProcessName: ['executable'],
    ProcessId: ['processId', 'hex'],
    AccessMask: ['kind', 'access'],
    HandleId: ['handleValue', 'hex'],
  },
  handle_duplicate: {
    ...header,
    ...account,
    SourceProcessId: ['sourceProcessId', 'hex'],
    TargetProcessId: ['recipientProcessId', 'hex'],
    TargetHandleId: ['handleValue', 'hex'],
  },
  registry_operation: {
    ...header,
    ...account,
    ObjectName: ['keyPath'],
    ObjectValueName: ['valueName'],
    NewValue: ['dataText'],
    ProcessName: ['executable'],
    ProcessId: ['processId', 'hex'],
  },
  network_connection: {
    ...header,
    Application: ['executable'],
    ProcessID: ['processId'],
    ProcessId: ['processId'],
    SourceAddress: ['sourceAddress'],
    SourcePort: ['sourcePort'],
    DestAddress: ['destinationAddress'],
    DestPort: ['destinationPort'],
    Direction: ['isInitiated', 'direction'],
    Protocol: ['protocol', 'protocolNumber'],
  },
  logon: {
    ...caller,
    ...subject,
    ...target,
    ...method,
    LogonGuid: ['logonGuid', 'guid'],
    ImpersonationLevel: ['impersonationLevel'],
    RestrictedAdminMode: ['restrictedAdminMode'],
    ElevatedToken: ['elevatedToken'],
    VirtualAccount: ['virtualAccount'],
    TargetLinkedLogonId: ['linkedLogonId'],
    TargetOutboundUserName: ['outboundUserName'],
    TargetOutboundDomainName: ['outboundDomainName'],
  },
  logon_failure: {
    ...caller,
    ...subject,
    ...target,
    ...method,
    Status: ['status', 'hex'],
    SubStatus: ['subStatus', 'hex'],
    FailureReason: ['failureReason'],
  },
  logoff: { ...header, ...target, LogonType: ['logonType'] },
  explicit_credentials: {
    ...caller,
    ...subject,
    ...targetName,
    ...origin,
    TargetServerName: ['targetServerName'],
    TargetInfo: ['targetInfo'],
  },
  special_privileges: { ...subject, PrivilegeList: ['privileges'] },
  service_install: {
    ...subject,
    ServiceName: ['serviceName'],
    ServiceFileName: ['imagePath'],
    ServiceType: ['serviceType'],
    ServiceStartType: ['startType'],
    ServiceAccount: ['accountName'],
    ClientProcessId: ['processId'],
  },
  scheduled_task: {
    ...subject,
    TaskName: ['taskName'],
    TaskContent: ['taskContent'],
    TaskContentNew: ['taskContent'],
    ClientProcessId: ['processId'],
  },
  log_clear: { ...subject, BackupPath: ['backupPath'] },
}

/** The System log, in the same way. */
export const systemFields: Readonly<Partial<Record<EventKind, FieldTable>>> = {
  service_install: {
    ...header,
    ServiceName: ['serviceName'],
    ImagePath: ['imagePath'],
    ServiceType: ['serviceType'],
    StartType: ['startType'],
    AccountName: ['accountName'],
  },
  log_clear: { ...subject, Channel: ['clearedChannel'], BackupPath: ['backupPath'] },
}

/** The task scheduler's own log. */
export const schedulerFields: Readonly<Partial<Record<EventKind, FieldTable>>> = {
  scheduled_task: { ...header, TaskName: ['taskName'], UserContext: ['userName'], UserName: ['userName'] },
}

/** PowerShell's log. */
export const powershellFields: Readonly<Partial<Record<EventKind, FieldTable>>> = { script_block: categoryFields.script_block ?? {} }
