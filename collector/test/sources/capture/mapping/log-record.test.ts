import type { Event } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { mapRecord } from '../../../../src/sources/capture/mapping/map-record.ts'
import { valuesText } from '../../../../src/sources/capture/mapping/values-text.ts'
import { parseEventXml } from '../../../../src/sources/capture/record/event-xml-text.ts'
import { readRecord } from '../../../../src/sources/capture/record/recognise/read-record.ts'
import { aSecurityRecord, aSysmonRecord } from '../a-capture.ts'

type Fields = Readonly<Record<string, unknown>>

function eventOf(value: unknown): Event {
  const record = readRecord(value)
  if ('outcome' in record) throw new Error(record.message)
  const mapping = mapRecord(record, 1)
  if (mapping.outcome !== 'event') throw new Error(JSON.stringify(mapping))
  return mapping.event
}

function valuesOf(event: Event): unknown {
  return event.kind === 'log_record' ? JSON.parse(event.values ?? 'null') : undefined
}

/** An event as EVTX exporters write it. */
function anEvent(source: readonly [provider: string, channel: string], eventId: number, more: Fields): Fields {
  return {
    System: {
      Provider: { '#attributes': { Name: source[0] } },
      EventID: eventId,
      Channel: source[1],
      Computer: 'DESK1',
      EventRecordID: 7,
      TimeCreated: { '#attributes': { SystemTime: '2025-01-15T08:00:00Z' } },
      Execution: { '#attributes': { ProcessID: 4242, ThreadID: 17 } },
      Security: { '#attributes': { UserID: 'S-1-5-21-9' } },
    },
    ...more,
  }
}

const powershell = ['Microsoft-Windows-PowerShell', 'Microsoft-Windows-PowerShell/Operational'] as const
const eventLog = ['Microsoft-Windows-Eventlog', 'Security'] as const

test('keeps the values of a flat record without what the exporter put around them', () => {
  const event = eventOf(aSecurityRecord(4720, { TargetUserName: 'backdoor', Keywords: 1, Severity: 'INFO', Message: 'A user account …' }))
  expect(event).toMatchObject({ kind: 'log_record', channel: 'Security', eventId: 4720, sourceRecord: 'Security/4720#4920' })
  expect(valuesOf(event)).toEqual({ TargetUserName: 'backdoor' })
})

test('names the process that a Security record says has acted, and none for process 0', () => {
  const about = { CallerProcessId: '0x1a4', CallerProcessName: 'C:\\Windows\\System32\\net1.exe' }
  expect(eventOf(aSecurityRecord(4799, about))).toMatchObject({ processId: 0x1a4, executable: 'C:\\Windows\\System32\\net1.exe' })
  expect(eventOf(aSecurityRecord(4673, { ProcessId: '0x0', ProcessName: '-' }))).toMatchObject({ processId: null, executable: null })
})

test('keeps a Sysmon event of no kind of its own with its process', () => {
  const event = eventOf(aSysmonRecord(29, { ProcessId: '88', ProcessGuid: '{1}', Image: 'C:\\a.exe', TargetFilename: 'C:\\b.exe' }))
  expect(event).toMatchObject({ kind: 'log_record', eventId: 29, processId: 88, executable: 'C:\\a.exe', sourceGuid: '1' })
})

test('takes the writer of a PowerShell record for its process, because PowerShell runs inside of it', () => {
  const part = { MessageNumber: '1', MessageTotal: '1', ScriptBlockText: 'whoami', ScriptBlockId: 'b' }
  expect(eventOf(anEvent(powershell, 4104, { EventData: part }))).toMatchObject({
    kind: 'script_block',
    processId: 4242,
    threadId: 17,
    userSid: 'S-1-5-21-9',
  })
  expect(eventOf(anEvent(powershell, 4100, { EventData: { Payload: 'x' } }))).toMatchObject({ kind: 'log_record', processId: 4242 })
})

test('does not take the writer of another record for its process', () => {
  expect(eventOf(anEvent(['Service Control Manager', 'System'], 7036, { EventData: { param1: 'x' } }))).toMatchObject({ processId: null })
})

const cleared = { SubjectUserSid: 'S-1-5-21-9', SubjectUserName: 'eve', SubjectDomainName: 'LAB', SubjectLogonId: '0x1' }

test.each([
  ['EVTX exporters', anEvent(eventLog, 1102, { UserData: { LogFileCleared: { '#attributes': { xmlns: 'x' }, ...cleared } } })],
  [
    'Winlogbeat',
    {
      '@timestamp': '2025-01-15T08:00:00Z',
      winlog: {
        provider_name: eventLog[0],
        channel: 'Security',
        event_id: '1102',
        computer_name: 'DESK1',
        user_data: { ...cleared, xml_name: 'LogFileCleared' },
      },
    },
  ],
  [
    'XML',
    parseEventXml(
      `<Event><System><Provider Name="${eventLog[0]}"/><EventID>1102</EventID><Channel>Security</Channel><Computer>DESK1</Computer><TimeCreated SystemTime="2025-01-15T08:00:00Z"/></System><UserData><LogFileCleared xmlns="x"><SubjectUserName>eve</SubjectUserName><SubjectDomainName>LAB</SubjectDomainName></LogFileCleared></UserData></Event>`,
    ),
  ],
])('reads who cleared the Security log, which stands outside of EventData, from %s', (_name, value) => {
  expect(eventOf(value)).toMatchObject({ kind: 'log_clear', clearedChannel: 'Security', subjectUserName: 'eve', subjectDomainName: 'LAB' })
})

test('keeps values without names as a list', () => {
  const event = eventOf(anEvent(['PowerShell', 'Windows PowerShell'], 400, { EventData: { Data: ['Available', 'None', 'HostName=x'] } }))
  expect(valuesOf(event)).toEqual({ Data: ['Available', 'None', 'HostName=x'] })
})

test('cuts what is longer than the catalogue allows, never inside a pair of surrogates, and says so', () => {
  const text = `${'x'.repeat(65_535)}😀${'y'.repeat(10)}`
  const event = eventOf(anEvent(powershell, 4104, { EventData: { ScriptBlockText: text, Path: 'a' } }))
  expect(event).toMatchObject({ kind: 'script_block', text: 'x'.repeat(65_535), isTruncated: true })
  expect(eventOf(anEvent(powershell, 4104, { EventData: { ScriptBlockText: 'short' } }))).toMatchObject({ isTruncated: null })
})

test('values that are too long together are cut one by one and stay a JSON object', () => {
  const values = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`name${index}`, '"'.repeat(5000)]))
  const { text, isTruncated } = valuesText(values)
  expect(isTruncated).toBe(true)
  expect(text.length).toBeLessThanOrEqual(65_536)
  expect(Object.keys(JSON.parse(text) as object).length).toBeGreaterThan(5)
  expect(valuesText({ a: 1 })).toEqual({ text: '{"a":1}', isTruncated: false })
})
