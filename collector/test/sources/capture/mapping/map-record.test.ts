import type { Event } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { type Mapping, mapRecord } from '../../../../src/sources/capture/mapping/map-record.ts'
import { readRecord } from '../../../../src/sources/capture/record/recognise/read-record.ts'
import { aProcessAccess, aProcessCreate, aSecurityRecord, aSysmonRecord, asEvtxDump, asWinlogbeat, guidOfOne } from '../a-capture.ts'

const utcTimeUs = Date.UTC(2020, 8, 22, 8, 37, 46, 707) * 1000

function map(value: unknown, position = 17): Mapping {
  const record = readRecord(value)
  if ('outcome' in record) throw new Error(`no record: ${record.reason} ${record.message}`)
  return mapRecord(record, position)
}

function eventOf(value: unknown): Event {
  const mapping = map(value)
  if (mapping.outcome !== 'event') throw new Error(`no event: ${JSON.stringify(mapping)}`)
  return mapping.event
}

const expectedCreate = {
  kind: 'process_create',
  timeUs: utcTimeUs,
  processId: 4000,
  processStartUs: utcTimeUs,
  executable: 'C:\\Windows\\System32\\cmd.exe',
  commandLine: 'cmd /c dir',
  integrityLevel: 0x3000,
  sessionId: 2,
  parentProcessId: 3000,
  parentStartUs: null,
  parentExecutable: 'C:\\Windows\\explorer.exe',
  creatorProcessId: null,
  sourceGuid: '0A0B0C0D-1111-5F8B-0100-000000000700',
  sourceParentGuid: '0A0B0C0D-2222-5F8B-0200-000000000700',
  sourceRecord: 'Sysmon/1#101',
}

test.each([
  ['flat', aProcessCreate()],
  ['Winlogbeat', asWinlogbeat(aProcessCreate())],
  ['evtx_dump', asEvtxDump(aProcessCreate())],
])('maps Sysmon 1 of the layout %s to a process create whose start time is its UtcTime', (_layout, value) => {
  expect(eventOf(value)).toMatchObject(expectedCreate)
})

test('names a record by its line when the exporter dropped the record number', () => {
  expect(eventOf(aProcessCreate({ RecordNumber: undefined }))).toMatchObject({ sourceRecord: 'Sysmon/1@17' })
})

test('maps Sysmon 5 to a process terminate and leaves the start time open', () => {
  const event = eventOf(aSysmonRecord(5, { ProcessGuid: guidOfOne, ProcessId: '4000', Image: 'C:\\a.exe' }))
  expect(event).toMatchObject({ kind: 'process_terminate', processId: 4000, processStartUs: null, executable: 'C:\\a.exe' })
})

test('maps Sysmon 6 to an image load of process 0', () => {
  const event = eventOf(aSysmonRecord(6, { ImageLoaded: 'C:\\evil.sys', Signed: 'false', Signature: '-', SignatureStatus: 'Unavailable' }))
  expect(event).toMatchObject({
    kind: 'image_load',
    processId: 0,
    executable: null,
    imagePath: 'C:\\evil.sys',
    isSigned: false,
    signature: null,
  })
})

test('maps Sysmon 7 to an image load with its signature', () => {
  const fields = {
    ProcessId: 4000,
    ImageLoaded: 'C:\\a.dll',
    Signed: 'true',
    Signature: 'Contoso',
    SignatureStatus: 'Valid',
    Hashes: 'MD5=1',
  }
  const expected = { kind: 'image_load', processId: 4000, imagePath: 'C:\\a.dll', isSigned: true, signature: 'Contoso', hashes: 'MD5=1' }
  expect(eventOf(aSysmonRecord(7, fields))).toMatchObject(expected)
})

test('maps Sysmon 8 to a thread create with actor, object and start address', () => {
  const event = eventOf(
    aSysmonRecord(8, {
      SourceProcessGuid: guidOfOne,
      SourceProcessId: '4000',
      SourceImage: 'C:\\a.exe',
      TargetProcessId: '5000',
      TargetImage: '<unknown process>',
      NewThreadId: '99',
      StartAddress: '0x00007FFE10203040',
      StartModule: '-',
      StartFunction: 'LoadLibraryA',
    }),
  )
  expect(event).toMatchObject({
    kind: 'thread_create',
    processId: 4000,
    objectProcessId: 5000,
    objectExecutable: null,
    objectThreadId: 99,
    startAddress: Uint8Array.of(0x40, 0x30, 0x20, 0x10, 0xfe, 0x7f, 0, 0),
    startModule: null,
    startFunction: 'LoadLibraryA',
  })
})

test('maps Sysmon 10 to a handle create on a process', () => {
  expect(eventOf(aProcessAccess({ CallTrace: 'ntdll.dll+1' }))).toMatchObject({
    kind: 'handle_create',
    objectType: 'process',
    processId: 3000,
    threadId: 17,
    objectProcessId: 4000,
    objectExecutable: 'C:\\Windows\\System32\\cmd.exe',
    grantedAccess: 0x1410,
    desiredAccess: null,
    callTrace: 'ntdll.dll+1',
    sourceObjectGuid: '0A0B0C0D-1111-5F8B-0100-000000000700',
  })
})

test.each([
  [12, 'CreateKey', 'create_key'],
  [12, 'DeleteKey', 'delete_key'],
  [12, 'DeleteValue', 'delete_value'],
  [13, 'SetValue', 'set_value'],
  [14, 'RenameKey', 'rename_key'],
  [14, 'RenameValue', 'rename_value'],
  [13, 'INFO', 'set_value'],
  [12, 'INFO', 'unknown'],
])('maps Sysmon %d of type %s to the registry operation %s', (eventId, EventType, operation) => {
  const event = eventOf(aSysmonRecord(eventId, { ProcessId: 4000, EventType, TargetObject: 'HKLM\\A\\B', Details: 'DWORD (0x1)' }))
  expect(event).toMatchObject({ kind: 'registry_operation', processId: 4000, operation, keyPath: 'HKLM\\A\\B', dataText: 'DWORD (0x1)' })
})

test('maps Security 4688 with the new process as the process and ProcessId as its parent', () => {
  const event = eventOf(
    aSecurityRecord(4688, {
      NewProcessId: '0x1a74',
      NewProcessName: 'C:\\a.exe',
      ProcessId: '0xc08',
      ParentProcessName: 'C:\\cmd.exe',
      CommandLine: '-',
      MandatoryLabel: 'S-1-16-12288',
      SubjectUserName: 'ann',
      SubjectDomainName: 'DESK1',
      TargetUserName: '-',
      TargetDomainName: '-',
    }),
  )
  expect(event).toMatchObject({
    kind: 'process_create',
    processId: 0x1a74,
    processStartUs: null,
    parentProcessId: 0xc08,
    parentExecutable: 'C:\\cmd.exe',
    commandLine: null,
    integrityLevel: 0x3000,
    userName: 'DESK1\\ann',
    sourceGuid: null,
    sourceRecord: 'Security/4688#4888',
  })
})

test('maps Security 4689 to a process terminate with its exit status', () => {
  const event = eventOf(aSecurityRecord(4689, { ProcessId: '0x1a74', ProcessName: 'C:\\a.exe', Status: '0xc0000005' }))
  expect(event).toMatchObject({ kind: 'process_terminate', processId: 0x1a74, executable: 'C:\\a.exe', exitStatus: 0xc0000005 })
})

test('maps Security 4690 to a handle duplicate from source to recipient', () => {
  const event = eventOf(
    aSecurityRecord(4690, { SourceProcessId: '0x1a74', TargetProcessId: '0x4', SourceHandleId: '0x108', TargetHandleId: '0x3794' }),
  )
  expect(event).toMatchObject({
    kind: 'handle_duplicate',
    processId: 0x1a74,
    sourceProcessId: 0x1a74,
    recipientProcessId: 4,
    objectType: 'unknown',
    handleValue: 0x3794,
  })
})

const access = {
  ObjectType: 'Process',
  ObjectName: '\\Device\\HarddiskVolume2\\Windows\\System32\\lsass.exe',
  AccessMask: '0x1fffff',
  ProcessId: '0x1a74',
  ProcessName: 'C:\\a.exe',
  HandleId: '0x108',
}

test('maps Security 4656 on a process to a handle create whose object is known by its path only', () => {
  expect(eventOf(aSecurityRecord(4656, access))).toMatchObject({
    kind: 'handle_create',
    objectType: 'process',
    objectProcessId: null,
    objectExecutable: '\\Device\\HarddiskVolume2\\Windows\\System32\\lsass.exe',
    desiredAccess: 0x1fffff,
    grantedAccess: 0x1fffff,
    handleValue: 0x108,
  })
})

test('maps Security 4663 on a thread with the rights that were used', () => {
  const event = eventOf(aSecurityRecord(4663, { ...access, ObjectType: 'Thread', ObjectName: '-', AccessMask: '0x10' }))
  expect(event).toMatchObject({ objectType: 'thread', objectExecutable: null, desiredAccess: null, grantedAccess: 0x10 })
})

test.each([
  ['EventType', aSecurityRecord(4656, { ...access, EventType: 'AUDIT_FAILURE' })],
  ['a number', aSecurityRecord(4656, { ...access, Keywords: -9_218_868_437_227_405_312 })],
  ['a mask', aSecurityRecord(4656, { ...access, Keywords: '0x8010000000000000' })],
  [
    'a list of names',
    {
      winlog: { ...(asWinlogbeat(aSecurityRecord(4656, access))['winlog'] as object), keywords: ['Audit Failure'] },
      '@timestamp': '2020-09-22T08:37:46Z',
    },
  ],
])('grants nothing when the audit failed, told by %s', (_how, value) => {
  expect(eventOf(value)).toMatchObject({ desiredAccess: 0x1fffff, grantedAccess: null })
})

test('keeps a handle to an object that is neither process nor thread as the record that it is', () => {
  expect(eventOf(aSecurityRecord(4656, { ...access, ObjectType: 'Key' }))).toMatchObject({
    kind: 'log_record',
    eventId: 4656,
    processId: 0x1a74,
    executable: 'C:\\a.exe',
  })
})

test('skips events that are not among those that are kept', () => {
  expect(map(aSecurityRecord(4658))).toEqual({ outcome: 'skipped', reason: 'unmapped_event' })
})

test('rejects a record that lacks its process id and names its process by no GUID', () => {
  expect(map(aSysmonRecord(7, { ImageLoaded: 'C:\\a.dll' }))).toMatchObject({
    outcome: 'rejected',
    reason: 'missing_process_id',
    kind: 'image_load',
  })
  expect(map(aSysmonRecord(7, { ProcessGuid: '{1}', ImageLoaded: 'C:\\a.dll' }))).toMatchObject({ outcome: 'event', lacksProcessId: true })
  expect(map(aSecurityRecord(4688, { ProcessId: '0xc08' }))).toMatchObject({ outcome: 'rejected', reason: 'missing_process_id' })
  expect(map(aProcessCreate({ ProcessId: undefined }))).toMatchObject({ outcome: 'event', lacksProcessId: true })
  expect(map(aProcessCreate({ ProcessId: undefined, ProcessGuid: '-' }))).toMatchObject({
    outcome: 'rejected',
    reason: 'missing_process_id',
  })
})

test.each([
  ['a process id that is text', aProcessCreate({ ProcessId: 'four', ProcessGuid: '-' }), 'invalid_field'],
  ['a time that cannot be counted', aProcessCreate({ UtcTime: '1601-01-01 00:00:00.000' }), 'invalid_time'],
  ['a time at the other end', aProcessCreate({ UtcTime: '9999-12-31 23:59:59.999' }), 'invalid_time'],
  ['a UtcTime that is no time', aProcessCreate({ UtcTime: 'soon' }), 'invalid_time'],
  ['a time that does not exist', aProcessCreate({ UtcTime: '2021-02-29 00:00:00.000' }), 'invalid_time'],
  ['no time at all', aSecurityRecord(4689, { ProcessId: 4, EventTime: undefined }), 'missing_time'],
])('rejects %s', (_what, value, reason) => {
  expect(map(value)).toMatchObject({ outcome: 'rejected', reason })
})

test.each([
  ['a command line that is an object', aProcessCreate({ CommandLine: { a: 1 } }), { commandLine: null }, 'CommandLine'],
  ['rights that are no number', aProcessAccess({ GrantedAccess: 'all' }), { grantedAccess: null }, 'GrantedAccess'],
  ['a session that is text', aProcessCreate({ TerminalSessionId: 'N/A' }), { sessionId: null }, 'TerminalSessionId'],
  ['a parent that is text', aProcessCreate({ ParentProcessId: 'N/A' }), { parentProcessId: null }, 'ParentProcessId'],
  [
    'a handle above 2^53',
    aSecurityRecord(4690, { SourceProcessId: '0x4', TargetHandleId: '0xffffffff80001234' }),
    { handleValue: null },
    'TargetHandleId',
  ],
])('keeps a record with %s, without that value', (_what, value, expected, name) => {
  expect(map(value)).toMatchObject({ outcome: 'event', event: expected, unreadable: [name] })
})

test('takes the exporter’s stamp for a Sysmon record without UtcTime, but not as a start time', () => {
  expect(map(aProcessCreate({ UtcTime: '-' }))).toMatchObject({
    stamp: { timeUs: Date.UTC(2020, 8, 22, 4, 37, 46) * 1000, hasZone: false },
    event: { processStartUs: null },
  })
})

test('keeps times finer than a millisecond', () => {
  const value = asEvtxDump(aSecurityRecord(4689, { ProcessId: 4 }), '2020-09-22T08:37:46.7101239Z')
  expect(eventOf(value)).toMatchObject({ timeUs: Date.UTC(2020, 8, 22, 8, 37, 46) * 1000 + 710_123 })
})

test.each([
  ['Low', 0x1000],
  ['AppContainer', 0x1000],
  ['Medium', 0x2000],
  ['System', 0x4000],
  ['S-1-16-8448', 0x2100],
  ['Untrusted', 0],
  ['?', null],
])('reads the integrity level %s', (IntegrityLevel, integrityLevel) => {
  expect(eventOf(aProcessCreate({ IntegrityLevel }))).toMatchObject({ integrityLevel })
})
