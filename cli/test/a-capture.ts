import { aFile } from './run-command.ts'

type Fields = Readonly<Record<string, unknown>>

/** Sysmon records of one host: a shell started by Explorer, a tool started by the shell that reads lsass. */
const explorer = { ProcessGuid: '{0A0B0C0D-0001-5F8B-0100-000000000700}', ProcessId: '3000', Image: 'C:\\Windows\\explorer.exe' }
const shell = { ProcessGuid: '{0A0B0C0D-0002-5F8B-0200-000000000700}', ProcessId: '4000', Image: 'C:\\Windows\\System32\\cmd.exe' }
const tool = { ProcessGuid: '{0A0B0C0D-0003-5F8B-0300-000000000700}', ProcessId: '5000', Image: 'C:\\Users\\ann\\Downloads\\grab.exe' }

function aRecord(eventId: number, second: number, fields: Fields): Fields {
  const time = `2020-09-22 08:37:${String(second).padStart(2, '0')}`
  return {
    EventID: eventId,
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    SourceName: 'Microsoft-Windows-Sysmon',
    Hostname: 'DESK1.example.com',
    EventTime: time,
    UtcTime: `${time}.000`,
    RecordNumber: 100 + second,
    ...fields,
  }
}

function aCreate(second: number, child: typeof shell, parent: typeof shell, fields: Fields): Fields {
  return aRecord(1, second, {
    ...child,
    CommandLine: child.Image,
    IntegrityLevel: 'Medium',
    ParentProcessGuid: parent.ProcessGuid,
    ParentProcessId: parent.ProcessId,
    ParentImage: parent.Image,
    ...fields,
  })
}

export interface CaptureParts {
  /** Fields of the tool's create record. */
  readonly tool?: Fields
  /** Records after the others. */
  readonly more?: readonly Fields[]
}

/** The records; `DESK1.example.com`, three processes, one alert (HD-08). */
export function captureRecords(parts: CaptureParts = {}): Fields[] {
  return [
    aCreate(1, shell, explorer, { CommandLine: 'cmd.exe /k' }),
    aCreate(2, tool, shell, { CommandLine: 'grab.exe --all', ...parts.tool }),
    aRecord(10, 3, {
      SourceProcessGUID: tool.ProcessGuid,
      SourceProcessId: tool.ProcessId,
      SourceImage: tool.Image,
      TargetProcessGUID: '{0A0B0C0D-0004-5F8B-0400-000000000700}',
      TargetProcessId: '700',
      TargetImage: 'C:\\Windows\\System32\\lsass.exe',
      GrantedAccess: '0x1410',
    }),
    aRecord(5, 9, tool),
    ...(parts.more ?? []),
  ]
}

/** The same process id, used again after the tool has ended. */
export function aReusedPid(): Fields[] {
  const later = { ...tool, ProcessGuid: '{0A0B0C0D-0005-5F8B-0500-000000000700}', Image: 'C:\\Windows\\System32\\notepad.exe' }
  return [aCreate(20, later, shell, { CommandLine: 'notepad.exe' })]
}

/** A capture file of JSON lines. */
export function aCapture(parts: CaptureParts = {}): string {
  return aFile('capture.json', asLines(captureRecords(parts)))
}

export function asLines(records: readonly Fields[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}
