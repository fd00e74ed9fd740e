import { describe, expect, test } from 'vitest'

import { mapRecord } from '../../../../src/sources/capture/mapping/map-record.ts'
import { readRecord } from '../../../../src/sources/capture/record/recognise/read-record.ts'
import { eventDataForms, systemForms } from './exporters.ts'
import { type ExportedRecord, computer, ecsOf, eventOf, exportedRecords, meaning, winlogbeatOf } from './exports.ts'
import { logExports, logMeaning } from './log-exports.ts'
import { shippers } from './shippers.ts'

type Fields = Readonly<Record<string, unknown>>

function eventFrom(value: unknown): Fields {
  const record = readRecord(JSON.parse(JSON.stringify(value)))
  if ('outcome' in record) return record as unknown as Fields
  const mapping = mapRecord(record, 1)
  return mapping.outcome === 'event' ? { ...mapping.event, hostName: record.hostName } : mapping
}

describe.each([...eventDataForms, ...systemForms, ...shippers])('%s', (_name, write) => {
  test.each([...exportedRecords, ...logExports].map((record) => [record.eventId, record] as const))(
    'tells what event %s means',
    (_eventId, record) => {
      const event = eventFrom(write(record))
      expect(event).toMatchObject(meaning.get(record) ?? logMeaning.get(record) ?? {})
      expect(String(event['hostName']).toLowerCase()).toBe(computer.toLowerCase())
      const distanceUs = Math.abs(Number(event['timeUs']) - Date.parse(record.time) * 1000)
      expect(distanceUs).toBeLessThan(3_000_000)
    },
  )
})

test('reads what a module of Winlogbeat moved, and not what it left', () => {
  const [create, access] = exportedRecords
  if (create === undefined || access === undefined) throw new RangeError('no records')
  expect(eventFrom(ecsOf(create))).toMatchObject({
    userName: 'LAB7\\müller',
    hashes: 'SHA256=abcd',
    integrityLevel: 0x3000,
    parentExecutable: 'C:\\Windows\\explorer.exe',
  })
  expect(eventFrom(ecsOf(access))).toMatchObject({
    objectExecutable: 'C:\\Windows\\explorer.exe',
    callTrace: 'C:\\Windows\\SYSTEM32\\ntdll.dll+1',
  })
})

test('believes what is still in its old place before what a module moved', () => {
  const [create] = exportedRecords
  if (create === undefined) throw new RangeError('no records')
  expect(eventFrom(winlogbeatOf(create, { process: { pid: 1, executable: 'x.exe', entity_id: '{1}' } }))).toMatchObject({
    processId: 4711,
    executable: 'C:\\Tools\\probe.exe',
  })
})

test('takes the layout that describes a record best, and the first of two that do so equally well', () => {
  const [create] = exportedRecords
  if (create === undefined) throw new RangeError('no records')
  const columns = { EventID: create.eventId, Computer: computer, Channel: create.channel, SourceName: create.provider }
  expect(readRecord({ ...eventOf(create), ...columns })).toMatchObject({ layout: 'nested', recordNumber: '71' })
  expect(readRecord({ ...columns, winlog: { channel: 'x' }, EventData: create.data })).toMatchObject({ layout: 'flat' })
})

test('names values in order only when their number is that of a version', () => {
  const [create] = exportedRecords
  if (create === undefined) throw new RangeError('no records')
  const withValues = (values: readonly string[], message?: string): unknown => ({
    Id: 1,
    ProviderName: create.provider,
    LogName: create.channel,
    MachineName: computer,
    TimeCreated: create.time,
    Properties: values.map((Value) => ({ Value })),
    Message: message,
  })
  const values = Object.values(create.data)
  expect(eventFrom(withValues(values.slice(0, -1)))).toMatchObject({ processId: 4711 })
  expect(eventFrom(withValues(values.slice(1, -1)))).toMatchObject({ processId: 4711, commandLine: 'probe.exe /all "a b"' })
  expect(eventFrom(withValues([...values, 'more']))).toMatchObject({ outcome: 'rejected', reason: 'unnamed_values' })
  const message = `Process Create:\r\n${Object.entries(create.data)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}`
  expect(eventFrom({ ...(withValues([], message) as Fields), Properties: values.map(() => 'EventProperty') })).toMatchObject({
    processId: 4711,
    parentProcessId: 1234,
  })
})

test.each([
  ['a list of values without names', (record: ExportedRecord) => eventOf(record, { Data: Object.values(record.data) })],
  ['one Data without names', (record: ExportedRecord) => eventOf(record, { Data: { '#text': Object.values(record.data) } })],
  ['EventData as values without names', (record: ExportedRecord) => eventOf(record, Object.values(record.data))],
  [
    'the XML of Data without names',
    (record: ExportedRecord) =>
      eventOf(
        record,
        Object.values(record.data)
          .map((value) => `<Data>${value}</Data>`)
          .join(''),
      ),
  ],
])('refuses %s, and says why', (_name, write) => {
  for (const record of exportedRecords) expect(eventFrom(write(record))).toMatchObject({ outcome: 'rejected', reason: 'unnamed_values' })
})

test.each([
  [
    'Microsoft Defender',
    { Timestamp: '2024-05-06T07:08:09Z', DeviceId: 'd', DeviceName: 'lab7', ActionType: 'ProcessCreated', ProcessId: 4711 },
  ],
  [
    'Microsoft Defender',
    { time: '2024', category: 'AdvancedHunting-DeviceProcessEvents', properties: { DeviceName: 'lab7', ActionType: 'ProcessCreated' } },
  ],
  [
    'Elastic Defend',
    { '@timestamp': '2024', agent: { type: 'endpoint' }, event: { action: 'start' }, host: { name: 'lab7' }, process: { pid: 1 } },
  ],
  ['Elastic Defend', { _source: { data_stream: { dataset: 'endpoint.events.process' }, process: { pid: 1 } } }],
  ['Hayabusa', { Timestamp: '2024', RuleTitle: 'r', Computer: 'lab7', Channel: 'Sysmon', EventID: 1, Details: { Proc: 'x' } }],
  ['CrowdStrike', { event_simpleName: 'ProcessRollup2', ComputerName: 'LAB7' }],
  ['Cybersecurity Schema', { class_uid: 1007, metadata: { version: '1.1.0' }, process: { pid: 1 } }],
])('refuses an export of %s by its name', (name, value) => {
  expect(readRecord(value)).toMatchObject({
    outcome: 'rejected',
    reason: 'unsupported_export',
    message: expect.stringContaining(name) as unknown,
  })
})
