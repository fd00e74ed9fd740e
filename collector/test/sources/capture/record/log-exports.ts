import type { ExportedRecord } from './exports.ts'

/** Records of what is no process, thread, image, handle or key: files, network, logons, services, scripts. All made up. */
type Fields = Readonly<Record<string, unknown>>

const guid = '{5EED0001-0A0B-6700-1100-000000000300}'
const sysmon = { provider: 'Microsoft-Windows-Sysmon', channel: 'Microsoft-Windows-Sysmon/Operational' }
const security = { provider: 'Microsoft-Windows-Security-Auditing', channel: 'Security' }
const user = 'LAB7\\müller'

/** Every Sysmon record happens at the same moment; each has its own number. */
const time = '2024-05-06T07:08:09.1230000Z'
const head = { RuleName: '-', UtcTime: '2024-05-06 07:08:09.120', ProcessGuid: guid, ProcessId: '4711' }
const subject = { SubjectUserSid: 'S-1-5-18', SubjectUserName: 'LAB7$', SubjectDomainName: 'LAB', SubjectLogonId: '0x3e7' }
const probe = 'C:\\Tools\\probe.exe'
const actor = { processId: 4711, executable: probe }

function record(
  source: { readonly provider: string; readonly channel: string },
  eventId: number,
  data: Readonly<Record<string, string>>,
): ExportedRecord {
  return { ...source, eventId, recordNumber: 10_000 + eventId, time, data }
}

const cases: readonly (readonly [ExportedRecord, Fields])[] = [
  [
    record(sysmon, 11, {
      ...head,
      Image: probe,
      TargetFilename: 'C:\\Temp\\ß.bin',
      CreationUtcTime: '2024-05-06 07:08:09.100',
      User: user,
    }),
    { kind: 'file_create', ...actor, filePath: 'C:\\Temp\\ß.bin', createdUs: Date.UTC(2024, 4, 6, 7, 8, 9, 100) * 1000 },
  ],
  [
    record(sysmon, 23, {
      ...head,
      User: user,
      Image: probe,
      TargetFilename: 'C:\\Temp\\a.exe',
      Hashes: 'SHA256=ABCD',
      IsExecutable: 'true',
      Archived: 'false - rename failed with status 0xc000000d',
    }),
    { kind: 'file_delete', ...actor, filePath: 'C:\\Temp\\a.exe', isExecutable: true, isArchived: false },
  ],
  [
    record(sysmon, 3, {
      ...head,
      Image: probe,
      User: user,
      Protocol: 'tcp',
      Initiated: 'true',
      SourceIsIpv6: 'false',
      SourceIp: '10.0.0.7',
      SourceHostname: 'LAB7',
      SourcePort: '50123',
      SourcePortName: '-',
      DestinationIsIpv6: 'false',
      DestinationIp: '203.0.113.9',
      DestinationHostname: 'c2.example.org',
      DestinationPort: '443',
      DestinationPortName: 'https',
    }),
    {
      kind: 'network_connection',
      ...actor,
      operation: 'connect',
      protocol: 'tcp',
      isInitiated: true,
      sourceAddress: '10.0.0.7',
      sourcePort: 50_123,
      destinationAddress: '203.0.113.9',
      destinationHostName: 'c2.example.org',
      destinationPort: 443,
    },
  ],
  [
    record(sysmon, 22, { ...head, QueryName: 'c2.example.org', QueryStatus: '0', QueryResults: '203.0.113.9;', Image: probe, User: user }),
    { kind: 'dns_query', ...actor, queryName: 'c2.example.org', queryStatus: 0, queryResults: '203.0.113.9;' },
  ],
  [
    record(sysmon, 18, {
      RuleName: '-',
      EventType: 'ConnectPipe',
      UtcTime: head.UtcTime,
      ProcessGuid: guid,
      ProcessId: '4711',
      PipeName: '\\svcctl',
      Image: probe,
      User: user,
    }),
    { kind: 'pipe_connect', ...actor, pipeName: '\\svcctl' },
  ],
  [
    record(sysmon, 20, {
      RuleName: '-',
      EventType: 'WmiConsumerEvent',
      UtcTime: head.UtcTime,
      Operation: 'Created',
      User: user,
      Name: '"Updater"',
      Type: 'Command Line',
      Destination: '"cmd /c probe.exe"',
    }),
    { kind: 'wmi_subscription', part: 'consumer', operation: 'Created', consumerType: 'Command Line', processId: null },
  ],
  [
    record(security, 4624, {
      ...subject,
      TargetUserSid: 'S-1-5-21-1-2-3-1001',
      TargetUserName: 'müller',
      TargetDomainName: 'LAB',
      TargetLogonId: '0x12345',
      LogonType: '10',
      LogonProcessName: 'User32 ',
      AuthenticationPackageName: 'Negotiate',
      WorkstationName: 'LAB7',
      LogonGuid: '{00000000-0000-0000-0000-000000000000}',
      TransmittedServices: '-',
      LmPackageName: '-',
      KeyLength: '0',
      ProcessId: '0x1267',
      ProcessName: probe,
      IpAddress: '203.0.113.9',
      IpPort: '0',
    }),
    {
      kind: 'logon',
      ...actor,
      targetUserName: 'müller',
      targetLogonId: '0x12345',
      logonType: 10,
      logonProcess: 'User32',
      sourceAddress: '203.0.113.9',
      subjectUserName: 'LAB7$',
    },
  ],
  [
    record(security, 5156, {
      ProcessID: '4711',
      Application: '\\device\\harddiskvolume3\\tools\\probe.exe',
      Direction: '%%14593',
      SourceAddress: '10.0.0.7',
      SourcePort: '50123',
      DestAddress: '203.0.113.9',
      DestPort: '443',
      Protocol: '6',
      FilterRTID: '1',
      LayerName: '%%14611',
      LayerRTID: '48',
      RemoteUserID: 'S-1-0-0',
      RemoteMachineID: 'S-1-0-0',
    }),
    {
      kind: 'network_connection',
      processId: 4711,
      operation: 'connect',
      protocol: 'tcp',
      isInitiated: true,
      destinationAddress: '203.0.113.9',
      destinationPort: 443,
    },
  ],
  [
    record(security, 4698, {
      ...subject,
      TaskName: '\\Updater',
      TaskContent: '<Task version="1.4"><Exec>probe.exe</Exec></Task>',
      ClientProcessStartKey: '1',
      ClientProcessId: '4711',
      ParentProcessId: '1234',
      RpcCallClientLocality: '0',
      FQDN: 'LAB7',
    }),
    { kind: 'scheduled_task', operation: 'create', processId: 4711, taskName: '\\Updater', subjectUserName: 'LAB7$' },
  ],
  [
    record({ provider: 'Service Control Manager', channel: 'System' }, 7045, {
      ServiceName: 'PROBESVC',
      ImagePath: 'cmd /c probe.exe',
      ServiceType: 'user mode service',
      StartType: 'demand start',
      AccountName: 'LocalSystem',
    }),
    { kind: 'service_install', serviceName: 'PROBESVC', imagePath: 'cmd /c probe.exe', startType: 'demand start', processId: null },
  ],
  [
    record({ provider: 'Microsoft-Windows-PowerShell', channel: 'Microsoft-Windows-PowerShell/Operational' }, 4104, {
      MessageNumber: '2',
      MessageTotal: '3',
      ScriptBlockText: "$x = 'ä'; iex $x",
      ScriptBlockId: 'b0b0b0b0-0000-4000-8000-000000000001',
      Path: 'C:\\Tools\\a.ps1',
    }),
    { kind: 'script_block', partNumber: 2, partCount: 3, text: "$x = 'ä'; iex $x", path: 'C:\\Tools\\a.ps1' },
  ],
  [
    record(security, 4720, { TargetUserName: 'backdoor', TargetDomainName: 'LAB7', TargetSid: 'S-1-5-21-1-2-3-1002', ...subject }),
    { kind: 'log_record', eventId: 4720, processId: null },
  ],
]

export const logExports: readonly ExportedRecord[] = cases.map(([exported]) => exported)

/** What each of them means, whoever exported it. */
export const logMeaning: ReadonlyMap<ExportedRecord, Fields> = new Map(cases)
