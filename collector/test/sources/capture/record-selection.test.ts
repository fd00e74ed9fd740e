import { expect, test } from 'vitest'

import { selectRecords } from '../../../src/sources/capture/input/record-selection.ts'
import { collectorSettings } from '../../../src/settings.ts'
import { aFile, aProcessCreate, aSecurityRecord, aSysmonRecord, asLines, numbered, readCapture } from './a-capture.ts'

const capture = asLines(
  ...numbered(
    aProcessCreate(),
    aSysmonRecord(11, { ProcessId: '4000', Image: 'C:\\a.exe', TargetFilename: 'C:\\b' }),
    aSecurityRecord(4720, { TargetUserName: 'backdoor' }),
    aSecurityRecord(4658),
  ),
)

test('keeps the kinds of the event log and the records that rules ask for, and counts the rest', async () => {
  const { events, input } = await readCapture(aFile(capture))
  expect(events.map(({ kind }) => kind).toSorted()).toEqual(['file_create', 'log_record', 'process_create'])
  expect(input).toMatchObject({ recordsRead: 4, accepted: 3, skipped: { unmapped_event: 1 }, skippedEvents: { 'Security/4658': 1 } })
})

test('leaves out kinds and records that a person does not want, and counts them', async () => {
  const { events, input } = await readCapture(aFile(capture), { skippedKinds: ['file_create'], logRecords: ['default', '!Security/4720'] })
  expect(events.map(({ kind }) => kind)).toEqual(['process_create'])
  expect(input).toMatchObject({
    recordsRead: 4,
    accepted: 1,
    skipped: { unwanted_kind: 1, unmapped_event: 2 },
    skippedEvents: { 'Sysmon/11': 1, 'Security/4720': 1, 'Security/4658': 1 },
  })
})

test('gives the events other ids when another choice gives them other numbers', async () => {
  const path = aFile(capture)
  const bootIds = async (options: object): Promise<string[]> =>
    (await readCapture(path, options)).batches.map(({ bootId }) => Buffer.from(bootId).toString('hex'))
  const usual = await bootIds({})
  expect(await bootIds({ logRecords: ['default'], skippedKinds: [] })).toEqual(usual)
  for (const bootId of await bootIds({ skippedKinds: ['file_create'] })) expect(usual).not.toContain(bootId)
})

test.each([
  [['*'], 'Vendor/Debug', 1, true],
  [['*', '!Vendor/*'], 'Vendor/Debug', 1, false],
  [['security/4720'], 'Security', 4720, true],
  [['Security/472'], 'Security', 4720, false],
  [['Security.*/4720'], 'SecurityX', 4720, false],
  [['default'], 'Microsoft-Windows-PowerShell/Operational', 4103, false],
  [['default', 'x*'], 'x', 4103, true],
  [[], 'Security', 4720, false],
])('of %j, %s/%i is wanted: %s', (patterns, log, eventId, isWanted) => {
  expect(selectRecords(patterns).isWantedRecord(log, eventId)).toBe(isWanted)
})

test('refuses a choice that names no log and event id, and a kind that trees are built on', () => {
  const parse = (settings: object): boolean => collectorSettings.safeParse({ capture: settings }).success
  expect(parse({ log_records: ['Security/4720', 'default', '!System/*', 'Microsoft-*'] })).toBe(true)
  expect(parse({ log_records: ['Security'] })).toBe(false)
  expect(parse({ skip_kinds: ['dns_query'] })).toBe(true)
  expect(parse({ skip_kinds: ['process_create'] })).toBe(false)
})
