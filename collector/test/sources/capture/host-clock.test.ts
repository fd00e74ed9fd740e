import { expect, test } from 'vitest'

import { aFile, aProcessAccess, aProcessCreate, aSecurityRecord, aSysmonRecord, asLines, numbered, readCapture } from './a-capture.ts'

const terminate = aSecurityRecord(4689, { ProcessId: '0x10', EventTime: '2020-09-22 04:37:50' })
const fourHoursLater = Date.UTC(2020, 8, 22, 8, 37, 50) * 1000

async function terminateTimes(...records: readonly Readonly<Record<string, unknown>>[]): Promise<{ times: number[]; assumedUtc: number }> {
  const { events, input } = await readCapture(aFile(asLines(...numbered(...records))))
  return { times: events.filter(({ kind }) => kind === 'process_terminate').map(({ timeUs }) => timeUs), assumedUtc: input.assumedUtc }
}

test('learns the zone of a host from Sysmon records that come before', async () => {
  expect(await terminateTimes(aProcessCreate(), terminate)).toEqual({ times: [fourHoursLater], assumedUtc: 0 })
})

test('lets Security records wait for the first Sysmon record of their host', async () => {
  expect(await terminateTimes(terminate, terminate, aProcessCreate(), terminate)).toEqual({
    times: Array(3).fill(fourHoursLater),
    assumedUtc: 0,
  })
})

test('does not take the zone of one host for another, nor that of one stamp for another', async () => {
  const asWritten = Date.UTC(2020, 8, 22, 4, 37, 50) * 1000
  expect(await terminateTimes(aProcessCreate({ Hostname: 'DESK2' }), terminate)).toEqual({ times: [asWritten], assumedUtc: 1 })
  expect(await terminateTimes(aProcessCreate({ EventTime: undefined, TimeCreated: '2020-09-22 01:37:46' }), terminate)).toEqual({
    times: [asWritten],
    assumedUtc: 1,
  })
})

test('learns an offset of more than a day’s zone, as a broken clock shows it', async () => {
  const shifted = aSecurityRecord(4689, { ProcessId: 16, EventTime: undefined, TimeCreated: '2020-10-18 10:56:14.648' })
  const sysmon = aSysmonRecord(5, { ProcessId: 16, TimeCreated: '2020-10-18 10:56:14.650', UtcTime: '2020-10-19 02:56:14.642' })
  expect(await terminateTimes(shifted, sysmon)).toMatchObject({
    times: [Date.UTC(2020, 9, 19, 2, 56, 14, 648) * 1000, Date.UTC(2020, 9, 19, 2, 56, 14, 642) * 1000],
  })
})

test('corrects a stamp that claims to be UTC when Sysmon on the same host proves that it is not', async () => {
  const local = aSecurityRecord(4689, { ProcessId: 16, EventTime: undefined, TimeCreated: '2020-09-22T04:37:50.000Z' })
  const sysmon = aProcessAccess({ EventTime: undefined, TimeCreated: '2020-09-22T04:37:46.710Z' })
  expect(await terminateTimes(local, sysmon)).toEqual({ times: [fourHoursLater], assumedUtc: 0 })
})

test('takes a stamp with a zone as it is when nothing contradicts it', async () => {
  const exact = aSecurityRecord(4689, { ProcessId: 16, EventTime: undefined, TimeCreated: '2020-09-22T08:37:50.000Z' })
  expect(await terminateTimes(exact)).toEqual({ times: [fourHoursLater], assumedUtc: 0 })
})

test('finds the zone in the two times of receipt when there is no Sysmon record', async () => {
  const received = { ...terminate, EventReceivedTime: '2020-09-22 04:37:52', '@timestamp': '2020-09-22T08:37:53.123Z' }
  expect(await terminateTimes(received)).toEqual({ times: [fourHoursLater], assumedUtc: 0 })
})

test('takes stamps without zone for UTC when nothing tells the zone, and counts them', async () => {
  expect(await terminateTimes(terminate, terminate)).toEqual({
    times: Array(2).fill(Date.UTC(2020, 8, 22, 4, 37, 50) * 1000),
    assumedUtc: 2,
  })
})

test('lets no more than a bounded number of records wait', async () => {
  const { times, assumedUtc } = await terminateTimes(...Array.from({ length: 6000 }, () => terminate), aProcessCreate(), terminate)
  expect(times).toHaveLength(6001)
  expect(assumedUtc).toBe(6000)
  expect(times.at(-1)).toBe(fourHoursLater)
})

test('does not believe in a new zone because of one late record, but does after several', async () => {
  const at = (hour: number) => aProcessAccess({ EventTime: `2020-09-22 0${hour}:37:46` })
  const many = (count: number, hour: number) => Array.from({ length: count }, () => at(hour))
  expect((await terminateTimes(...many(31, 4), at(2), terminate)).times).toEqual([fourHoursLater])
  expect((await terminateTimes(at(4), ...many(128, 3), terminate)).times).toEqual([fourHoursLater + 3_600_000_000])
})
