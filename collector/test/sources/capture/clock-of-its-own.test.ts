import { expect, test } from 'vitest'

import { aFile, aProcessCreate, aSysmonRecord, asLines, numbered, readCapture } from './a-capture.ts'

const minuteUs = 60_000_000
const writtenUs = Date.UTC(2020, 8, 22, 8, 37, 46) * 1000

/** Sysmon's queries and connections come from the system's tracing, whose clock may be off; its other events do not. */
async function timesOf(utcTime: string, others: readonly Readonly<Record<string, unknown>>[] = [aProcessCreate()]): Promise<number[]> {
  const query = aSysmonRecord(22, { ProcessId: '4000', QueryName: 'example.org', UtcTime: utcTime })
  const { events } = await readCapture(aFile(asLines(...numbered(...others, query, ...others))))
  return events.filter(({ kind }) => kind === 'dns_query').map(({ timeUs }) => timeUs)
}

test('a query whose own time is hours from that of its record happened when the record was written', async () => {
  const [timeUs = 0] = await timesOf('2020-09-21 20:32:28.000')
  expect(Math.abs(timeUs - writtenUs)).toBeLessThan(minuteUs)
})

test('a query whose own time agrees with that of its record keeps it, which is finer', async () => {
  expect(await timesOf('2020-09-22 08:37:45.123')).toEqual([Date.UTC(2020, 8, 22, 8, 37, 45, 123) * 1000])
})

test('where nothing tells the zone of the records, the own time is believed', async () => {
  expect(await timesOf('2020-09-22 08:30:00.000', [])).toEqual([Date.UTC(2020, 8, 22, 8, 30) * 1000])
})
