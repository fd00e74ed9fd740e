import { type Logon, type LogonFailure, newEvent } from '@win11mon/schemas'

import type { RecordFields } from '../record/fields.ts'
import { fillSubject, fillTarget } from './accounts.ts'
import type { Mapper } from './mapper.ts'

/** Security 4624. */
export const securityLogon: Mapper = {
  kind: 'logon',
  knownBy: 'TargetUserName',
  map(fields) {
    const event = newEvent.logon()
    fillCaller(event, fields)
    fillSubject(event, fields)
    fillTarget(event, fields)
    fillMethod(event, fields)
    event.logonGuid = fields.guid('LogonGuid')
    event.impersonationLevel = fields.text('ImpersonationLevel')
    event.restrictedAdminMode = fields.text('RestrictedAdminMode')
    event.elevatedToken = fields.text('ElevatedToken')
    event.virtualAccount = fields.text('VirtualAccount')
    event.linkedLogonId = fields.text('TargetLinkedLogonId')
    event.outboundUserName = fields.text('TargetOutboundUserName')
    event.outboundDomainName = fields.text('TargetOutboundDomainName')
    return event
  },
}

/** Security 4625. */
export const securityLogonFailure: Mapper = {
  kind: 'logon_failure',
  knownBy: 'TargetUserName',
  map(fields) {
    const event = newEvent.logon_failure()
    fillCaller(event, fields)
    fillSubject(event, fields)
    fillTarget(event, fields)
    fillMethod(event, fields)
    event.status = fields.unsigned('Status')
    event.subStatus = fields.unsigned('SubStatus')
    event.failureReason = fields.text('FailureReason')
    return event
  },
}

/** Security 4634, and 4647 when the user asked for it. */
export const securityLogoff: Mapper = {
  kind: 'logoff',
  knownBy: 'TargetUserName',
  map(fields, { eventId }) {
    const event = newEvent.logoff()
    fillTarget(event, fields)
    event.logonType = fields.unsigned('LogonType')
    event.isByUser = eventId === 4647
    return event
  },
}

/** Security 4648. */
export const securityExplicitCredentials: Mapper = {
  kind: 'explicit_credentials',
  knownBy: 'TargetUserName',
  map(fields) {
    const event = newEvent.explicit_credentials()
    fillCaller(event, fields)
    fillSubject(event, fields)
    fillOrigin(event, fields)
    event.targetUserName = fields.text('TargetUserName')
    event.targetDomainName = fields.text('TargetDomainName')
    event.targetServerName = fields.text('TargetServerName')
    event.targetInfo = fields.text('TargetInfo')
    return event
  },
}

/** Security 4672. */
export const securitySpecialPrivileges: Mapper = {
  kind: 'special_privileges',
  knownBy: 'PrivilegeList',
  map(fields) {
    const event = newEvent.special_privileges()
    fillSubject(event, fields)
    event.privileges = fields.text('PrivilegeList')
    return event
  },
}

/** The process that asked for the logon; 0 stands for none where another machine did. */
function fillCaller(event: { processId: number | null; executable: string | null }, fields: RecordFields): void {
  const processId = fields.processId('ProcessId')
  event.processId = processId === 0 ? null : processId
  event.executable = event.processId === null ? null : fields.text('ProcessName')
}

function fillMethod(event: Logon | LogonFailure, fields: RecordFields): void {
  event.logonType = fields.unsigned('LogonType')
  event.logonProcess = fields.text('LogonProcessName')?.trim() ?? null
  event.authenticationPackage = fields.text('AuthenticationPackageName')
  event.ntlmPackage = fields.text('LmPackageName')
  event.keyLengthBits = fields.unsigned('KeyLength')
  event.transmittedServices = fields.text('TransmittedServices')
  event.workstationName = fields.text('WorkstationName')
  fillOrigin(event, fields)
}

function fillOrigin(event: { sourceAddress: string | null; sourcePort: number | null }, fields: RecordFields): void {
  event.sourceAddress = fields.text('IpAddress')
  event.sourcePort = fields.unsigned('IpPort')
}
