import type { CaptureRecord } from '../record/capture-record.ts'
import type { Mapper } from './mapper.ts'
import { powershellScriptBlock } from './script-block.ts'
import { securityHandleDuplicate, securityObjectAccess } from './security-handle.ts'
import {
  securityExplicitCredentials,
  securityLogoff,
  securityLogon,
  securityLogonFailure,
  securitySpecialPrivileges,
} from './security-logon.ts'
import { securityNetwork } from './security-network.ts'
import { securityProcessCreate, securityProcessTerminate } from './security-process.ts'
import { securityRegistryValue } from './security-registry.ts'
import { sysmonProcessAccess, sysmonRemoteThread } from './sysmon-access.ts'
import { sysmonFileCreate, sysmonFileDelete, sysmonFileStreamCreate, sysmonFileTimeChange, sysmonRawAccessRead } from './sysmon-file.ts'
import { sysmonDriverLoad, sysmonImageLoad } from './sysmon-image.ts'
import { sysmonDnsQuery, sysmonNetworkConnection, sysmonPipeConnect, sysmonPipeCreate } from './sysmon-network.ts'
import { sysmonProcessCreate, sysmonProcessTerminate } from './sysmon-process.ts'
import { sysmonRegistryOperation } from './sysmon-registry.ts'
import { sysmonProcessTampering, sysmonWmiSubscription } from './sysmon-system.ts'
import { logClear, schedulerTask, securityScheduledTask, securityServiceInstall, systemServiceInstall } from './system-change.ts'

type MappersById = ReadonlyMap<number, Mapper>

const sysmon: MappersById = new Map([
  [1, sysmonProcessCreate],
  [2, sysmonFileTimeChange],
  [3, sysmonNetworkConnection],
  [5, sysmonProcessTerminate],
  [6, sysmonDriverLoad],
  [7, sysmonImageLoad],
  [8, sysmonRemoteThread],
  [9, sysmonRawAccessRead],
  [10, sysmonProcessAccess],
  [11, sysmonFileCreate],
  [12, sysmonRegistryOperation],
  [13, sysmonRegistryOperation],
  [14, sysmonRegistryOperation],
  [15, sysmonFileStreamCreate],
  [17, sysmonPipeCreate],
  [18, sysmonPipeConnect],
  [19, sysmonWmiSubscription],
  [20, sysmonWmiSubscription],
  [21, sysmonWmiSubscription],
  [22, sysmonDnsQuery],
  [23, sysmonFileDelete],
  [25, sysmonProcessTampering],
  [26, sysmonFileDelete],
])

const security: MappersById = new Map([
  // The event log service writes it, into the Security log; some exporters keep the log's name only.
  [1102, logClear],
  [4624, securityLogon],
  [4625, securityLogonFailure],
  [4634, securityLogoff],
  [4647, securityLogoff],
  [4648, securityExplicitCredentials],
  [4656, securityObjectAccess],
  [4657, securityRegistryValue],
  [4663, securityObjectAccess],
  [4672, securitySpecialPrivileges],
  [4688, securityProcessCreate],
  [4689, securityProcessTerminate],
  [4690, securityHandleDuplicate],
  [4697, securityServiceInstall],
  ...[4698, 4699, 4700, 4701, 4702].map((id) => [id, securityScheduledTask] as const),
  ...[5154, 5155, 5156, 5157, 5158, 5159].map((id) => [id, securityNetwork] as const),
])

const eventLog: MappersById = new Map([
  [104, logClear],
  [1102, logClear],
])
const serviceManager: MappersById = new Map([[7045, systemServiceInstall]])
const powershell: MappersById = new Map([[4104, powershellScriptBlock]])
const scheduler: MappersById = new Map([106, 140, 141, 142].map((id) => [id, schedulerTask] as const))

/** By the provider's name, or by that of its log where the exporter keeps only that; in small letters. */
const others: ReadonlyMap<string, MappersById> = new Map([
  ['microsoft-windows-eventlog', eventLog],
  ['{fc65ddd8-d6ef-4962-83d5-6e5cfe9ce148}', eventLog],
  ['service control manager', serviceManager],
  ['{555908d1-a6d7-4695-8e1e-26931d2012f4}', serviceManager],
  ['system', new Map([...eventLog, ...serviceManager])],
  ['microsoft-windows-powershell', powershell],
  ['{a0c1853b-5c40-4b15-8766-3cf1c58f985a}', powershell],
  ['microsoft-windows-powershell/operational', powershell],
  ['powershellcore', powershell],
  ['powershellcore/operational', powershell],
  ['microsoft-windows-taskscheduler', scheduler],
  ['{de7b24ea-73c8-4a09-985d-5bdadcfa9017}', scheduler],
  ['microsoft-windows-taskscheduler/operational', scheduler],
])

/** What makes an event of a kind of its own of the record; undefined when there is no such kind. */
export function mapperOf({ provider, providerName, channel, eventId }: CaptureRecord): Mapper | undefined {
  if (provider === 'sysmon') return sysmon.get(eventId)
  if (provider === 'security') return security.get(eventId)
  return others.get((providerName ?? channel ?? '').toLowerCase())?.get(eventId)
}
