import { type Event, newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { aHandleCreate, aHandleDuplicate, aProcessCreate } from '../../builders.ts'
import { aRule, aSearch, matches, rulesOf } from '../sigma-harness.ts'

const image = 'C:\\Tools\\tool.exe'
const actor = { processId: 100, executable: image }

const driverLoad: Event = { ...newEvent.image_load(), processId: 0, imagePath: 'C:\\Windows\\drv.sys', hashes: 'MD5=AB,IMPHASH=CD' }
const imageLoad: Event = { ...newEvent.image_load(), ...actor, imagePath: 'C:\\Temp\\x.dll', isSigned: false }
const remoteThread: Event = { ...newEvent.thread_create(), ...actor, objectProcessId: 200, startModule: 'C:\\k.dll' }
const ownThread: Event = { ...newEvent.thread_create(), ...actor, objectProcessId: 100, startModule: 'C:\\k.dll' }

function aRegistryEvent(fields: object): Event {
  return { ...newEvent.registry_operation(), ...actor, operation: 'set_value', ...fields }
}

const runKey = aRegistryEvent({
  keyPath: '\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run',
  valueName: 'Updater',
  dataType: 4,
  data: Uint8Array.of(1, 0, 0, 0),
})

function aRecord(log: string, eventId: number, values: object): Event {
  return {
    ...newEvent.log_record(),
    eventId,
    channel: log,
    provider: 'A provider',
    values: JSON.stringify(values),
    sourceRecord: `${log}/${eventId}#7`,
  }
}

/** Each: a log source, what a rule for it may ask, an event that answers, and others of the same kind or log that do not. */
const cases: readonly (readonly [source: string, search: string, wanted: Event, unwanted?: Event])[] = [
  [
    'category: process_creation',
    `{Image|endswith: '\\tool.exe', IntegrityLevel: High}`,
    aProcessCreate({ executable: image, integrityLevel: 0x3000 }),
    aProcessCreate(),
  ],
  ['category: process_creation', `{Hashes|contains: 'IMPHASH=CD', Imphash: cd, md5: AB}`, aProcessCreate({ hashes: 'MD5=ab,IMPHASH=cd' })],
  ['category: process_termination', `{Image: '${image}'}`, { ...newEvent.process_terminate(), ...actor }],
  ['category: image_load', `{ImageLoaded|endswith: .dll, Signed: 'false'}`, imageLoad, driverLoad],
  ['category: driver_load', `{ImageLoaded|endswith: .sys, Imphash: cd}`, driverLoad, imageLoad],
  [
    'category: process_access',
    `{TargetImage|endswith: lsass.exe, GrantedAccess: '0x1010'}`,
    aHandleCreate({ grantedAccess: 0x1010 }),
    aHandleCreate({ grantedAccess: 0x1010, objectType: 'thread' }),
  ],
  ['category: process_access', `{GrantedAccess: '0x1010'}`, aHandleCreate({ grantedAccess: null, desiredAccess: 0x1010 })],
  ['category: process_access', `{TargetImage|endswith: lsass.exe, GrantedAccess: '0x1010'}`, aHandleDuplicate()],
  ['category: create_remote_thread', `{SourceImage|endswith: tool.exe, StartModule: 'C:\\k.dll'}`, remoteThread, ownThread],
  ['category: registry_event', `{TargetObject|contains: Run}`, runKey],
  [
    'category: registry_set',
    `{TargetObject: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater', Details: 'DWORD (0x00000001)'}`,
    runKey,
    aRegistryEvent({ keyPath: 'HKLM\\x', operation: 'create_key' }),
  ],
  [
    'category: registry_set',
    `{TargetObject|startswith: 'HKLM\\System\\CurrentControlSet\\Services\\', Details: abc}`,
    aRegistryEvent({
      keyPath: '\\Registry\\Machine\\SYSTEM\\ControlSet001\\Services\\x',
      dataType: 1,
      data: Buffer.from('abc\0', 'utf16le'),
    }),
  ],
  [
    'category: registry_set',
    `{Details: 'QWORD (0x00000002-0x00000001)'}`,
    aRegistryEvent({ keyPath: 'HKU\\x', dataType: 11, data: Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0) }),
  ],
  ['category: registry_set', `{Details: 'Binary Data'}`, aRegistryEvent({ keyPath: 'HKU\\x', dataType: 3, data: Uint8Array.of(1) })],
  ['category: registry_add', `{EventType: CreateKey}`, aRegistryEvent({ keyPath: 'HKLM\\x', operation: 'create_key' }), runKey],
  [
    'category: registry_delete',
    `{EventType: [DeleteKey, DeleteValue]}`,
    aRegistryEvent({ keyPath: 'HKLM\\x', operation: 'delete_value' }),
    runKey,
  ],
  ['category: registry_rename', `{NewName: b}`, aRegistryEvent({ keyPath: 'HKLM\\a', newName: 'b', operation: 'rename_key' })],
  ['category: file_event', `{TargetFilename|endswith: .dmp}`, { ...newEvent.file_create(), ...actor, filePath: 'C:\\a.dmp' }],
  [
    'category: file_delete',
    `{TargetFilename|endswith: .dmp, IsExecutable: false}`,
    { ...newEvent.file_delete(), ...actor, filePath: 'C:\\a.dmp', isExecutable: false },
  ],
  ['category: file_change', `{TargetFilename: 'C:\\a'}`, { ...newEvent.file_time_change(), ...actor, filePath: 'C:\\a' }],
  [
    'category: create_stream_hash',
    `{Contents|contains: zone, Hash|contains: MD5}`,
    { ...newEvent.file_stream_create(), ...actor, contents: '[ZoneTransfer]', hashes: 'MD5=1' },
  ],
  [
    'category: raw_access_thread',
    `{Device|contains: Volume}`,
    { ...newEvent.raw_access_read(), ...actor, device: '\\Device\\HarddiskVolume2' },
  ],
  [
    'category: network_connection',
    `{DestinationPort: 4444, Initiated: 'true', DestinationIp|cidr: 10.0.0.0/8}`,
    {
      ...newEvent.network_connection(),
      ...actor,
      operation: 'connect',
      isInitiated: true,
      destinationAddress: '10.1.1.1',
      destinationPort: 4444,
    },
    { ...newEvent.network_connection(), ...actor, operation: 'listen', destinationPort: 4444 },
  ],
  [
    'category: dns_query',
    `{QueryName|endswith: .evil, QueryStatus: '0'}`,
    { ...newEvent.dns_query(), ...actor, queryName: 'a.evil', queryStatus: 0 },
  ],
  ['category: pipe_created', `{PipeName|startswith: '\\msagent_'}`, { ...newEvent.pipe_create(), ...actor, pipeName: '\\msagent_1' }],
  ['category: pipe_created', `{PipeName|startswith: '\\msagent_'}`, { ...newEvent.pipe_connect(), ...actor, pipeName: '\\msagent_1' }],
  [
    'category: wmi_event',
    `{Destination|contains: powershell}`,
    { ...newEvent.wmi_subscription(), part: 'consumer', destination: 'powershell -e' },
  ],
  [
    'category: process_tampering',
    `{Type: Image is replaced}`,
    { ...newEvent.process_tampering(), ...actor, tamperingType: 'Image is replaced' },
  ],
  ['category: ps_script', `{ScriptBlockText|contains: Invoke-}`, { ...newEvent.script_block(), text: 'Invoke-Thing' }],
  [
    'category: ps_module',
    `{Payload|contains: x}`,
    aRecord('Microsoft-Windows-PowerShell/Operational', 4103, { Payload: 'x' }),
    aRecord('Microsoft-Windows-PowerShell/Operational', 4100, { Payload: 'x' }),
  ],
  [
    'category: ps_classic_start',
    `{Data|contains: HostVersion}`,
    aRecord('Windows PowerShell', 400, { Data: ['a', 'HostVersion=1'] }),
    aRecord('Windows PowerShell', 600, { Data: ['HostVersion=1'] }),
  ],
  ['category: sysmon_status', `{State: Stopped}`, aRecord('Sysmon', 4, { State: 'Stopped' })],
  [
    'service: security',
    `{EventID: 4688, NewProcessName|endswith: tool.exe, SubjectUserName: bob}`,
    aProcessCreate({ executable: image, userName: 'DOM\\bob', sourceRecord: 'Security/4688#1' }),
    aProcessCreate({ executable: image, userName: 'DOM\\bob', sourceRecord: 'Sysmon/1#1' }),
  ],
  [
    'service: security',
    `{EventID: 4625, Status: '0xc000006d', TargetUserName: bob, IpAddress: '-'}`,
    { ...newEvent.logon_failure(), status: 0xc000006d, targetUserName: 'bob', sourceRecord: 'Security/4625#1' },
  ],
  [
    'service: security',
    `{EventID: 4624, LogonType: 9, LogonProcessName: seclogo}`,
    { ...newEvent.logon(), logonType: 9, logonProcess: 'seclogo', sourceRecord: 'Security/4624#1' },
    { ...newEvent.logon(), logonType: 9, logonProcess: 'seclogo', sourceRecord: 'Other/4624#1' },
  ],
  [
    'service: security',
    `{EventID: 4656, ObjectType: Process, ObjectName|endswith: lsass.exe, AccessMask: '0x1010'}`,
    aHandleCreate({ grantedAccess: 0x1010, sourceRecord: 'Security/4656#1' }),
  ],
  [
    'category: network_connection',
    `{DestinationIsIpv6: 'true', SourceIsIpv6: 'false'}`,
    { ...newEvent.network_connection(), ...actor, operation: 'connect', sourceAddress: '10.0.0.1', destinationAddress: 'fe80::1' },
  ],
  ['category: wmi_event', `{EventType: WmiConsumerEvent}`, { ...newEvent.wmi_subscription(), part: 'consumer' }],
  ['category: pipe_created', `{EventType: CreatePipe}`, { ...newEvent.pipe_create(), ...actor }, { ...newEvent.pipe_connect(), ...actor }],
  [
    'service: security',
    `{EventID: 5156, Direction: '%%14593', Protocol: 6, DestPort: 88}`,
    {
      ...newEvent.network_connection(),
      ...actor,
      isInitiated: true,
      protocol: 'tcp',
      destinationPort: 88,
      sourceRecord: 'Security/5156#1',
    },
  ],
  [
    'service: security',
    `{EventID: 4656, ObjectType: SAM_DOMAIN, AccessList|contains: x}`,
    aRecord('Security', 4656, { ObjectType: 'SAM_DOMAIN', AccessList: 'x' }),
  ],
  [
    'service: security',
    `{EventID: 5145, RelativeTargetName|contains: svcctl}`,
    aRecord('Security', 5145, { RelativeTargetName: 'svcctl' }),
    aRecord('Security', 5140, { RelativeTargetName: 'svcctl' }),
  ],
  [
    'service: security',
    `{EventID: 4697, ServiceFileName|contains: '%COMSPEC%'}`,
    { ...newEvent.service_install(), imagePath: '%COMSPEC% /c', sourceRecord: 'Security/4697#1' },
  ],
  [
    'service: security',
    `{EventID: 1102, Provider_Name: Microsoft-Windows-Eventlog}`,
    { ...newEvent.log_clear(), sourceRecord: 'Security/1102#1' },
  ],
  [
    'service: system',
    `{Provider_Name: Service Control Manager, EventID: 7045, ImagePath|contains: pwsh}`,
    { ...newEvent.service_install(), imagePath: 'pwsh -c', sourceRecord: 'System/7045#1' },
  ],
  ['service: system', `{Provider_Name: A provider, EventID: 16}`, aRecord('System', 16, {})],
  ['service: sysmon', `{EventID: 16}`, aRecord('Sysmon', 16, {})],
  [
    'service: sysmon',
    `{EventID: 10, GrantedAccess: '0x1010'}`,
    aHandleCreate({ grantedAccess: 0x1010, sourceRecord: 'Sysmon/10#3' }),
    aHandleCreate({ grantedAccess: 0x1010 }),
  ],
  [
    'service: powershell',
    `{EventID: 4104, ScriptBlockText|contains: abc}`,
    { ...newEvent.script_block(), text: 'abc', sourceRecord: 'Microsoft-Windows-PowerShell/Operational/4104#1' },
  ],
  [
    'service: taskscheduler',
    `{EventID: 106, TaskName: '\\x'}`,
    {
      ...newEvent.scheduled_task(),
      operation: 'create',
      taskName: '\\x',
      sourceRecord: 'Microsoft-Windows-TaskScheduler/Operational/106#1',
    },
  ],
  [
    'service: windefend',
    `{EventID: 1116, Category Name: Trojan}`,
    aRecord('Microsoft-Windows-Windows Defender/Operational', 1116, { 'Category Name': 'Trojan' }),
  ],
  [
    'service: application',
    `['a keyword']`,
    aRecord('Application', 1, { Data: ['x', 'has A Keyword in it'] }),
    aRecord('System', 1, { Data: ['a keyword'] }),
  ],
  [
    'category: process_creation, service: security',
    `{Image|endswith: tool.exe}`,
    aProcessCreate({ executable: image, sourceRecord: 'Security/4688#1' }),
    aProcessCreate({ executable: image }),
  ],
]

test.each(cases.map(([source, search, wanted]) => [source, search, wanted] as const))('%s %s finds its event', (source, search, wanted) => {
  expect(matches(aSearch(search, source), wanted)).toBe(true)
})

const others: (readonly [source: string, search: string, unwanted: Event])[] = cases.flatMap(([source, search, , unwanted]) =>
  unwanted === undefined ? [] : [[source, search, unwanted] as const],
)

test.each(others)('%s %s leaves an event of another source', (source, search, unwanted) => {
  expect(matches(aSearch(search, source), unwanted)).toBe(false)
})

test.each([
  ['category: webserver', 'x: 1', /category webserver are not kept/],
  ['service: nothing-known', 'x: 1', /service nothing-known are not kept/],
  [
    'category: process_creation',
    'CommandLine: 1, Nonsense: 1, Other: 2',
    /fields Nonsense, Other of windows\/process_creation are not kept/,
  ],
  // Every record 4624 is a logon: what it does not keep is nowhere else.
  ['service: security', 'EventID: 4624, Nonsense: 1', /field Nonsense of windows\/security is not kept/],
  ['category: process_creation', 'CommandLine|fieldref: Nonsense', /field Nonsense/],
])('says what is missing for %s {%s}', (source, search, reason) => {
  expect(rulesOf(aRule(`selection: {${search}}\ncondition: selection`, source)).refused[0]?.reason).toMatch(reason)
})

test('takes no rule for another product', () => {
  const text = aRule('selection: {a: b}\ncondition: selection').replace('windows', 'linux')
  expect(rulesOf(text).refused[0]?.reason).toMatch(/of product linux/)
})
