import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Event, decodeBatch } from '@win11mon/schemas'
import { onTestFinished } from 'vitest'

import type { CaptureOptions } from '../../../src/sources/capture/input/capture-options.ts'
import { createCaptureSource } from '../../../src/sources/capture/capture-source.ts'
import type { InputReport } from '../../../src/sources/capture/input/input-report.ts'
import type { EncodedBatch } from '../../../src/batch/encoded-batch.ts'

type Fields = Readonly<Record<string, unknown>>

export const guidOfOne = '{0A0B0C0D-1111-5F8B-0100-000000000700}'
export const guidOfTwo = '{0a0b0c0d-2222-5f8b-0200-000000000700}'
export const hostName = 'DESK1.example.com'

const sysmonChannel = 'Microsoft-Windows-Sysmon/Operational'

/** A Sysmon record as NXLog and OTRF write it: everything at the top level. */
export function aSysmonRecord(eventId: number, fields: Fields = {}): Fields {
  return {
    EventID: eventId,
    Channel: sysmonChannel,
    SourceName: 'Microsoft-Windows-Sysmon',
    Hostname: hostName,
    EventTime: '2020-09-22 04:37:46',
    UtcTime: '2020-09-22 08:37:46.707',
    RecordNumber: 100 + eventId,
    ...fields,
  }
}

export function aSecurityRecord(eventId: number, fields: Fields = {}): Fields {
  return {
    EventID: eventId,
    Channel: 'Security',
    SourceName: 'Microsoft-Windows-Security-Auditing',
    Hostname: hostName,
    EventTime: '2020-09-22 04:37:46',
    RecordNumber: 200 + eventId,
    ...fields,
  }
}

export function aProcessCreate(fields: Fields = {}): Fields {
  return aSysmonRecord(1, {
    ProcessGuid: guidOfOne,
    ProcessId: '4000',
    Image: 'C:\\Windows\\System32\\cmd.exe',
    CommandLine: 'cmd /c dir',
    IntegrityLevel: 'High',
    TerminalSessionId: '2',
    ParentProcessGuid: guidOfTwo,
    ParentProcessId: '3000',
    ParentImage: 'C:\\Windows\\explorer.exe',
    ...fields,
  })
}

export function aProcessAccess(fields: Fields = {}): Fields {
  return aSysmonRecord(10, {
    SourceProcessGUID: guidOfTwo,
    SourceProcessId: '3000',
    SourceThreadId: '17',
    SourceImage: 'C:\\Windows\\explorer.exe',
    TargetProcessGUID: guidOfOne,
    TargetProcessId: '4000',
    TargetImage: 'C:\\Windows\\System32\\cmd.exe',
    GrantedAccess: '0x1410',
    ...fields,
  })
}

/** The records with numbers of their own, as a log gives them: two records with one number and time are one record. */
export function numbered(...records: readonly Fields[]): Fields[] {
  return records.map((record, index) => ({ ...record, RecordNumber: 1000 + index }))
}

/** So many records that differ in their number. */
export function many(count: number, makeRecord: (index: number) => Fields): Fields[] {
  return numbered(...Array.from({ length: count }, (_, index) => makeRecord(index)))
}

/** The same record as Winlogbeat ships it. */
export function asWinlogbeat(record: Fields, timestamp = '2020-09-22T08:37:46.710Z'): Fields {
  const { EventID, Channel, SourceName, Hostname, EventTime: _eventTime, RecordNumber, ...data } = record
  return {
    '@timestamp': timestamp,
    winlog: {
      channel: Channel,
      provider_name: SourceName,
      event_id: String(EventID),
      computer_name: Hostname,
      record_id: RecordNumber,
      event_data: data,
    },
  }
}

/** The same record as `evtx_dump` writes it. */
export function asEvtxDump(record: Fields, systemTime = '2020-09-22T08:37:46.710123Z'): Fields {
  const { EventID, Channel, SourceName, Hostname, EventTime: _eventTime, RecordNumber, ...data } = record
  return {
    Event: {
      System: {
        Provider: { '#attributes': { Name: SourceName } },
        EventID,
        Channel,
        Computer: Hostname,
        EventRecordID: RecordNumber,
        TimeCreated: { '#attributes': { SystemTime: systemTime } },
      },
      EventData: data,
    },
  }
}

export function asLines(...records: readonly unknown[]): string {
  return records.map((record) => `${typeof record === 'string' ? record : JSON.stringify(record)}\n`).join('')
}

/** A directory that is gone after the test. */
export function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-capture-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export function aFile(content: string | Uint8Array, name = 'capture.json'): string {
  const path = join(aDirectory(), name)
  writeFileSync(path, content)
  return path
}

export interface ReadCapture {
  readonly batches: readonly EncodedBatch[]
  readonly events: readonly Event[]
  readonly inputs: readonly InputReport[]
  /** Report of the only input. */
  readonly input: InputReport
}

/** Reads captures to their end. */
export async function readCapture(paths: string | readonly string[], options: Partial<CaptureOptions> = {}): Promise<ReadCapture> {
  const source = createCaptureSource([paths].flat(), { agentVersion: 'test', ...options })
  const { signal } = new AbortController()
  const batches: EncodedBatch[] = []
  try {
    for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) {
      batches.push(batch)
      await source.ack(batch)
    }
  } finally {
    await source.close()
  }
  const events = batches.flatMap(({ value }) => decodeBatch(value).events)
  const inputs = source.inputs()
  const [input] = inputs
  if (input === undefined) throw new Error('no input was reported')
  return { batches, events, inputs, input }
}

export function eventsOfKind<Kind extends Event['kind']>(events: readonly Event[], kind: Kind): Extract<Event, { kind: Kind }>[] {
  return events.filter((event): event is Extract<Event, { kind: Kind }> => event.kind === kind)
}
