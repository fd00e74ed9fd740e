import { expect, test } from 'vitest'

import { readRecord } from '../../../../../src/sources/capture/record/recognise/read-record.ts'
import { aProcessCreate, aSysmonRecord, asEvtxDump, asWinlogbeat, hostName } from '../../a-capture.ts'

const winlogbeat6 = {
  '@timestamp': '2020-09-22T08:37:46.710Z',
  source_name: 'Microsoft-Windows-Sysmon',
  log_name: 'Microsoft-Windows-Sysmon/Operational',
  event_id: 1,
  computer_name: hostName,
  record_number: '101',
  event_data: { Image: 'C:\\Windows\\System32\\cmd.exe' },
}

const separateAttributes = {
  Event: {
    System: {
      Provider_attributes: { Name: 'Microsoft-Windows-Sysmon' },
      EventID: 1,
      EventID_attributes: { Qualifiers: '' },
      Computer: hostName,
      EventRecordID: 101,
      TimeCreated_attributes: { SystemTime: '2020-09-22T08:37:46.710Z' },
    },
    EventData: { Image: 'C:\\Windows\\System32\\cmd.exe' },
  },
}

const namedDataList = {
  System: {
    Provider: { '@Name': 'Microsoft-Windows-Sysmon' },
    EventID: { '#attributes': { Qualifiers: '' }, '#text': '1' },
    Computer: hostName,
    EventRecordID: '101',
    TimeCreated: { '@SystemTime': '2020-09-22T08:37:46.710Z' },
  },
  EventData: { Data: [{ '#attributes': { Name: 'Image' }, '#text': 'C:\\Windows\\System32\\cmd.exe' }, { '@Name': 'User' }] },
}

test.each([
  ['flat', aProcessCreate()],
  ['Winlogbeat 7', asWinlogbeat(aProcessCreate())],
  ['Winlogbeat 6', winlogbeat6],
  ['evtx_dump', asEvtxDump(aProcessCreate())],
  ['evtx_dump with separate attributes', separateAttributes],
  ['XML as JSON with a list of named data', namedDataList],
  ['a search result around a Winlogbeat record', { _index: 'winlogbeat', _source: asWinlogbeat(aProcessCreate()) }],
])('finds provider, event, host, number and values in %s', (_layout, value) => {
  const record = readRecord(value)
  expect(record).toMatchObject({
    provider: 'sysmon',
    eventId: 1,
    hostName,
    recordNumber: '101',
    fields: { Image: 'C:\\Windows\\System32\\cmd.exe' },
  })
})

test.each([
  ['a log that is neither', aSysmonRecord(1, { SourceName: 'Microsoft-Windows-PowerShell', Channel: 'PowerShell' }), 'PowerShell'],
  [
    'another provider in the Security log',
    aSysmonRecord(1102, { SourceName: 'Microsoft-Windows-Eventlog', Channel: 'security' }),
    'security',
  ],
])('takes a record of %s for one of another provider', (_what, value, channel) => {
  expect(readRecord(value)).toMatchObject({ provider: 'other', channel, providerName: value['SourceName'] })
})

test('skips a record of another provider that names no host: nothing says that it should have been an event', () => {
  const record = aSysmonRecord(1, { SourceName: 'Microsoft-Windows-PowerShell', Channel: 'PowerShell', Hostname: undefined })
  expect(readRecord(record)).toMatchObject({ outcome: 'skipped', reason: 'unknown_channel' })
})

test.each([
  ['a number', 5, 'not_an_event'],
  ['null', null, 'not_an_event'],
  ['an array', [], 'not_an_event'],
  ['an object without an event', { name: 'package', version: '1.0.0' }, 'not_an_event'],
  ['an event id that is an object', aSysmonRecord(1, { EventID: { other: 1 } }), 'not_an_event'],
  ['an event id that is no number', aSysmonRecord(1, { EventID: 'one' }), 'invalid_field'],
  ['a record without host', aSysmonRecord(1, { Hostname: undefined }), 'missing_host'],
  ['a host that is a number', aSysmonRecord(1, { Hostname: 7 }), 'missing_host'],
])('rejects %s', (_what, value, reason) => {
  expect(readRecord(value)).toMatchObject({ outcome: 'rejected', reason })
})

test('lets the provider decide for forwarded events and the channel when there is no provider', () => {
  expect(readRecord(aSysmonRecord(1, { Channel: 'ForwardedEvents' }))).toMatchObject({ provider: 'sysmon' })
  expect(readRecord(aSysmonRecord(4688, { SourceName: undefined, Channel: 'security' }))).toMatchObject({ provider: 'security' })
})

test('does not take the log forwarder for the host', () => {
  expect(readRecord(aSysmonRecord(1, { host: 'collector.example.com' }))).toMatchObject({ hostName })
  expect(readRecord(aSysmonRecord(1, { Hostname: undefined, host: { name: hostName } }))).toMatchObject({ hostName })
})
