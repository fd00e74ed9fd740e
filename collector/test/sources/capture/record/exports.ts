/** One create, one access and one end of Sysmon and one create of Security, in the words of many exporters. All made up. */
type Fields = Readonly<Record<string, unknown>>

export interface ExportedRecord {
  readonly provider: string
  readonly channel: string
  readonly eventId: number
  readonly recordNumber: number
  readonly time: string
  readonly data: Readonly<Record<string, string>>
}

export const computer = 'LAB7.example.net'
const guid = '{5EED0001-0A0B-6700-1100-000000000300}'
const parentGuid = '{5EED0001-0A0B-6700-1200-000000000300}'

const sysmon = { provider: 'Microsoft-Windows-Sysmon', channel: 'Microsoft-Windows-Sysmon/Operational' }

const sysmonCreate: ExportedRecord = {
  ...sysmon,
  eventId: 1,
  recordNumber: 71,
  time: '2024-05-06T07:08:09.1230000Z',
  data: {
    RuleName: '-',
    UtcTime: '2024-05-06 07:08:09.120',
    ProcessGuid: guid,
    ProcessId: '4711',
    Image: 'C:\\Tools\\probe.exe',
    FileVersion: '1.0',
    Description: 'Probe',
    Product: 'Probe',
    Company: 'Example',
    OriginalFileName: 'probe.exe',
    CommandLine: 'probe.exe /all "a b"',
    CurrentDirectory: 'C:\\Tools\\',
    User: 'LAB7\\müller',
    LogonGuid: '{5EED0001-0A0B-6700-0000-0020e7030000}',
    LogonId: '0x3e7',
    TerminalSessionId: '1',
    IntegrityLevel: 'High',
    Hashes: 'SHA256=ABCD',
    ParentProcessGuid: parentGuid,
    ParentProcessId: '1234',
    ParentImage: 'C:\\Windows\\explorer.exe',
    ParentCommandLine: 'explorer.exe',
    ParentUser: 'LAB7\\müller',
  },
}

const sysmonAccess: ExportedRecord = {
  ...sysmon,
  eventId: 10,
  recordNumber: 72,
  time: '2024-05-06T07:08:10.5000000Z',
  data: {
    RuleName: '-',
    UtcTime: '2024-05-06 07:08:10.499',
    SourceProcessGUID: guid,
    SourceProcessId: '4711',
    SourceThreadId: '99',
    SourceImage: 'C:\\Tools\\probe.exe',
    TargetProcessGUID: parentGuid,
    TargetProcessId: '1234',
    TargetImage: 'C:\\Windows\\explorer.exe',
    GrantedAccess: '0x1410',
    CallTrace: 'C:\\Windows\\SYSTEM32\\ntdll.dll+1',
    SourceUser: 'LAB7\\müller',
    TargetUser: 'LAB7\\müller',
  },
}

const securityCreate: ExportedRecord = {
  provider: 'Microsoft-Windows-Security-Auditing',
  channel: 'Security',
  eventId: 4688,
  recordNumber: 900,
  time: '2024-05-06T07:08:09.1300000Z',
  data: {
    SubjectUserSid: 'S-1-5-18',
    SubjectUserName: 'LAB7$',
    SubjectDomainName: 'LAB',
    SubjectLogonId: '0x3e7',
    NewProcessId: '0x1267',
    NewProcessName: 'C:\\Tools\\probe.exe',
    TokenElevationType: '%%1936',
    ProcessId: '0x4d2',
    CommandLine: 'probe.exe /all "a b"',
    TargetUserSid: 'S-1-0-0',
    TargetUserName: '-',
    TargetDomainName: '-',
    TargetLogonId: '0x0',
    ParentProcessName: 'C:\\Windows\\explorer.exe',
    MandatoryLabel: 'S-1-16-12288',
  },
}

export const exportedRecords: readonly ExportedRecord[] = [sysmonCreate, sysmonAccess, securityCreate]

/** What each of them means, whoever exported it. */
export const meaning: ReadonlyMap<ExportedRecord, Fields> = new Map<ExportedRecord, Fields>([
  [
    sysmonCreate,
    {
      kind: 'process_create',
      processId: 4711,
      executable: 'C:\\Tools\\probe.exe',
      parentProcessId: 1234,
      commandLine: 'probe.exe /all "a b"',
    },
  ],
  [sysmonAccess, { kind: 'handle_create', processId: 4711, objectProcessId: 1234, grantedAccess: 0x1410 }],
  [securityCreate, { kind: 'process_create', processId: 4711, executable: 'C:\\Tools\\probe.exe', parentProcessId: 1234 }],
])

export function xmlOf(record: ExportedRecord, quote = '"'): string {
  const attribute = (name: string, value: string): string => `${name}=${quote}${value}${quote}`
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const data = Object.entries(record.data).map(([name, value]) => `<Data ${attribute('Name', name)}>${escaped(value)}</Data>`)
  return [
    `<Event xmlns=${quote}http://schemas.microsoft.com/win/2004/08/events/event${quote}><System>`,
    `<Provider ${attribute('Name', record.provider)} ${attribute('Guid', '{0}')}/><EventID Qualifiers=${quote}${quote}>${record.eventId}</EventID>`,
    `<TimeCreated ${attribute('SystemTime', record.time)}/><EventRecordID>${record.recordNumber}</EventRecordID>`,
    `<Channel>${record.channel}</Channel><Computer>${computer}</Computer></System>`,
    `<EventData>${data.join('')}</EventData></Event>`,
  ].join('')
}

/** The event's XML as JSON, with the values written in one of many ways. */
export function eventOf(record: ExportedRecord, eventData: unknown = record.data, system: Fields = {}): Fields {
  return {
    System: {
      Provider: { Name: record.provider },
      EventID: record.eventId,
      Channel: record.channel,
      Computer: computer,
      EventRecordID: record.recordNumber,
      TimeCreated: { SystemTime: record.time },
      ...system,
    },
    EventData: eventData,
  }
}

export function winlogbeatOf(record: ExportedRecord, more: Fields = {}): Fields {
  return {
    '@timestamp': record.time,
    event: { code: String(record.eventId), provider: record.provider },
    host: { name: computer.toLowerCase() },
    winlog: {
      channel: record.channel,
      provider_name: record.provider,
      event_id: String(record.eventId),
      computer_name: computer,
      record_id: record.recordNumber,
      event_data: record.data,
    },
    ...more,
  }
}

/** The module of Winlogbeat has moved what the common schema knows. */
export function ecsOf(record: ExportedRecord): Fields {
  const { data, eventId } = record
  const moved = ['ProcessGuid', 'ProcessId', 'Image', 'CommandLine', 'CurrentDirectory', 'User', 'Hashes', 'UtcTime', 'OriginalFileName']
  const movedToo = ['ParentProcessGuid', 'ParentProcessId', 'ParentImage', 'ParentCommandLine', 'NewProcessId', 'NewProcessName']
  const source = ['SourceProcessGUID', 'SourceProcessId', 'SourceImage', 'SourceThreadId', 'ParentProcessName']
  const isMoved = (name: string): boolean =>
    [...moved, ...movedToo, ...source, ...(record.channel === 'Security' ? [] : movedNames)].includes(name)
  const pid = data['NewProcessId'] ?? data['ProcessId'] ?? data['SourceProcessId']
  const parentPid = eventId === 4688 ? data['ProcessId'] : data['ParentProcessId']
  const process = {
    pid: Number(pid),
    entity_id: data['ProcessGuid'] ?? data['SourceProcessGUID'],
    executable: data['Image'] ?? data['SourceImage'] ?? data['NewProcessName'],
    command_line: data['CommandLine'],
    hash: { sha256: 'abcd' },
    parent: { pid: Number(parentPid), entity_id: data['ParentProcessGuid'], executable: data['ParentImage'] ?? data['ParentProcessName'] },
  }
  const rest = Object.fromEntries(Object.entries(data).filter(([name]) => !isMoved(name)))
  const base = winlogbeatOf(record)
  const winlog = { ...(base['winlog'] as Fields), event_data: rest }
  const ownUser = { name: 'müller', domain: 'LAB7' }
  return { ...base, ...movedElsewhere(data), '@timestamp': `${record.time.slice(0, 23)}Z`, process, user: ownUser, winlog }
}

const movedNames = [
  'TargetFilename',
  'PipeName',
  'QueryName',
  'Protocol',
  'SourceIp',
  'SourcePort',
  'SourceHostname',
  'DestinationIp',
  'DestinationPort',
  'DestinationHostname',
  'IpAddress',
  'IpPort',
]

/** What the modules of Winlogbeat make of files, pipes, names and the ends of connections. */
function movedElsewhere(data: Readonly<Record<string, string>>): Fields {
  const source = {
    ip: data['SourceIp'] ?? data['IpAddress'],
    port: Number(data['SourcePort'] ?? data['IpPort']),
    domain: data['SourceHostname'],
  }
  const destination = { ip: data['DestinationIp'], port: Number(data['DestinationPort']), domain: data['DestinationHostname'] }
  return {
    ...(data['TargetFilename'] === undefined ? {} : { file: { path: data['TargetFilename'] } }),
    ...(data['PipeName'] === undefined ? {} : { file: { name: data['PipeName'] } }),
    ...(data['QueryName'] === undefined ? {} : { dns: { question: { name: data['QueryName'] } } }),
    ...(source.ip === undefined || data['SourceAddress'] !== undefined ? {} : { source }),
    ...(destination.ip === undefined ? {} : { destination, network: { transport: data['Protocol'] } }),
  }
}

/** NXLog, Logstash: everything at the top level. */
export function flatOf(record: ExportedRecord): Fields {
  return {
    EventTime: record.time,
    Hostname: computer,
    EventID: record.eventId,
    SourceName: record.provider,
    Channel: record.channel,
    RecordNumber: record.recordNumber,
    ProcessID: 2000,
    ...record.data,
  }
}

/** Elements of a list, one for each value. */
export function listOf(record: ExportedRecord, item: (name: string, value: string) => unknown): unknown[] {
  return Object.entries(record.data).map(([name, value]) => item(name, value))
}

/** `{a: {b: 1}}` as `{"a.b": [1]}`, as Kibana shows documents. */
export function dotted(value: Fields, wrap: (inner: unknown) => unknown = (inner) => inner, prefix = ''): Fields {
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.entries(dotted(inner as Fields, wrap, `${prefix}${key}.`))
      : [[`${prefix}${key}`, wrap(inner)]],
  )
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined))
}

export function withSmallInitials(value: Fields): Fields {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), inner]))
}

export function withUnderscores(value: Fields): Fields {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase(), inner]))
}
