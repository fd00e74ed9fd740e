import type { EventKind } from '@win11mon/schemas'

import { type FieldTable, categoryFields } from './field-tables.ts'
import { powershellFields, schedulerFields, securityFields, systemFields } from './security-field-tables.ts'

type Kinds = readonly (readonly [kind: EventKind, fields: FieldTable, eventIds: readonly number[]])[]

function kindsOf(
  tables: Readonly<Partial<Record<EventKind, FieldTable>>>,
  ids: Readonly<Partial<Record<EventKind, readonly number[]>>>,
): Kinds {
  return Object.entries(tables).map(([kind, fields]) => [kind as EventKind, fields, ids[kind as EventKind] ?? []] as const)
}

/** Records of a log that became events of a kind of their own, by their ids: as `collector/src/sources/capture/mapping/mappers.ts` has it. */
const securityKinds = kindsOf(securityFields, {
  process_create: [4688],
  process_terminate: [4689],
  handle_create: [4656, 4663],
  handle_duplicate: [4690],
  registry_operation: [4657],
  network_connection: [5154, 5155, 5156, 5157, 5158, 5159],
  logon: [4624],
  logon_failure: [4625],
  logoff: [4634, 4647],
  explicit_credentials: [4648],
  special_privileges: [4672],
  service_install: [4697],
  scheduled_task: [4698, 4699, 4700, 4701, 4702],
  log_clear: [1102],
})

/** Ids that always have a kind of their own: the others of 4656 and 4663 are about files and keys. */
export const sometimesOther: ReadonlySet<number> = new Set([4656, 4663])

const sysmonKinds = kindsOf(categoryFields, {
  process_create: [1],
  file_time_change: [2],
  network_connection: [3],
  process_terminate: [5],
  image_load: [6, 7],
  thread_create: [8],
  raw_access_read: [9],
  handle_create: [10],
  file_create: [11],
  registry_operation: [12, 13, 14],
  file_stream_create: [15],
  pipe_create: [17],
  pipe_connect: [18],
  wmi_subscription: [19, 20, 21],
  dns_query: [22],
  file_delete: [23, 26],
  process_tampering: [25],
}).filter(([kind]) => kind !== 'script_block' && kind !== 'handle_duplicate')

interface Service {
  readonly logs: readonly string[]
  readonly kinds?: Kinds
  /** Who writes such records, by kind. */
  readonly providers?: Readonly<Record<string, string>>
}

/** Services of the Sigma taxonomy: the logs they mean (by the short names that events keep), and kinds that come from them. */
export const services: Readonly<Record<string, Service>> = {
  security: {
    logs: ['Security'],
    kinds: securityKinds,
    providers: { '*': 'Microsoft-Windows-Security-Auditing', log_clear: 'Microsoft-Windows-Eventlog' },
  },
  system: {
    logs: ['System'],
    kinds: kindsOf(systemFields, { service_install: [7045], log_clear: [104] }),
    providers: { service_install: 'Service Control Manager', log_clear: 'Microsoft-Windows-Eventlog' },
  },
  sysmon: { logs: ['Sysmon'], kinds: sysmonKinds, providers: { '*': 'Microsoft-Windows-Sysmon' } },
  application: { logs: ['Application'] },
  powershell: {
    logs: ['Microsoft-Windows-PowerShell/Operational', 'PowerShellCore/Operational'],
    kinds: kindsOf(powershellFields, { script_block: [4104] }),
    providers: { '*': 'Microsoft-Windows-PowerShell' },
  },
  'powershell-classic': { logs: ['Windows PowerShell'] },
  taskscheduler: {
    logs: ['Microsoft-Windows-TaskScheduler/Operational'],
    kinds: kindsOf(schedulerFields, { scheduled_task: [106, 140, 141, 142] }),
    providers: { '*': 'Microsoft-Windows-TaskScheduler' },
  },
  wmi: { logs: ['Microsoft-Windows-WMI-Activity/Operational'] },
  windefend: { logs: ['Microsoft-Windows-Windows Defender/Operational'] },
  'dns-server': { logs: ['DNS Server'] },
  'dns-server-analytic': { logs: ['Microsoft-Windows-DNS-Server/Analytical'] },
  'dns-client': { logs: ['Microsoft-Windows-DNS Client Events/Operational', 'Microsoft-Windows-DNS-Client/Operational'] },
  'driver-framework': { logs: ['Microsoft-Windows-DriverFrameworks-UserMode/Operational'] },
  'firewall-as': { logs: ['Microsoft-Windows-Windows Firewall With Advanced Security/Firewall'] },
  applocker: {
    logs: ['MSI and Script', 'EXE and DLL', 'Packaged app-Deployment', 'Packaged app-Execution'].map(
      (log) => `Microsoft-Windows-AppLocker/${log}`,
    ),
  },
  'appmodel-runtime': { logs: ['Microsoft-Windows-AppModel-Runtime/Admin'] },
  'appxdeployment-server': { logs: ['Microsoft-Windows-AppXDeploymentServer/Operational'] },
  'appxpackaging-om': { logs: ['Microsoft-Windows-AppxPackaging/Operational'] },
  'bits-client': { logs: ['Microsoft-Windows-Bits-Client/Operational'] },
  bitlocker: { logs: ['Microsoft-Windows-BitLocker/BitLocker Management'] },
  'hyper-v-worker': { logs: ['Microsoft-Windows-Hyper-V-Worker-Admin'] },
  'kernel-event-tracing': { logs: ['Microsoft-Windows-Kernel-EventTracing/Admin'] },
  'kernel-shimengine': { logs: ['Microsoft-Windows-Kernel-ShimEngine/Operational', 'Microsoft-Windows-Kernel-ShimEngine/Diagnostic'] },
  capi2: { logs: ['Microsoft-Windows-CAPI2/Operational'] },
  'certificateservicesclient-lifecycle-system': { logs: ['Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational'] },
  'codeintegrity-operational': { logs: ['Microsoft-Windows-CodeIntegrity/Operational'] },
  'diagnosis-scripted': { logs: ['Microsoft-Windows-Diagnosis-Scripted/Operational'] },
  iis: { logs: ['Microsoft-IIS-Configuration/Operational'] },
  'iis-configuration': { logs: ['Microsoft-IIS-Configuration/Operational'] },
  ldap: { logs: ['Microsoft-Windows-LDAP-Client/Debug'] },
  lsa: { logs: ['Microsoft-Windows-LSA/Operational'] },
  'lsa-server': { logs: ['Microsoft-Windows-LSA/Operational'] },
  'microsoft-servicebus-client': { logs: ['Microsoft-ServiceBus-Client/Operational', 'Microsoft-ServiceBus-Client/Admin'] },
  'msexchange-management': { logs: ['MSExchange Management'] },
  ntfs: { logs: ['Microsoft-Windows-Ntfs/Operational'] },
  ntlm: { logs: ['Microsoft-Windows-NTLM/Operational'] },
  openssh: { logs: ['OpenSSH/Operational'] },
  'printservice-admin': { logs: ['Microsoft-Windows-PrintService/Admin'] },
  'printservice-operational': { logs: ['Microsoft-Windows-PrintService/Operational'] },
  'security-mitigations': {
    logs: ['Microsoft-Windows-Security-Mitigations/Kernel Mode', 'Microsoft-Windows-Security-Mitigations/User Mode'],
  },
  'shell-core': { logs: ['Microsoft-Windows-Shell-Core/Operational'] },
  'smbclient-security': { logs: ['Microsoft-Windows-SmbClient/Security'] },
  'smbclient-connectivity': { logs: ['Microsoft-Windows-SmbClient/Connectivity'] },
  'smbserver-connectivity': { logs: ['Microsoft-Windows-SMBServer/Connectivity'] },
  sense: { logs: ['Microsoft-Windows-SENSE/Operational'] },
  'terminalservices-localsessionmanager': { logs: ['Microsoft-Windows-TerminalServices-LocalSessionManager/Operational'] },
  vhdmp: { logs: ['Microsoft-Windows-VHDMP-Operational', 'Microsoft-Windows-VHDMP/Operational'] },
}
