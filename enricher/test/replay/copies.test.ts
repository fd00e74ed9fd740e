import { createMemoryDocumentStore } from '@win11mon/pipeline'
import type { Event } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { balanceOf } from '../../src/ledger/balance.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { type Arrival, aRun, contentOf, latenessUs } from './a-run.ts'

const tool = { executable: 'C:\\Tools\\tool.exe' }

/** The records of one log; it was cleared in between, so that its numbers start again. */
const log: readonly Event[] = [
  aProcessCreate({ timeUs: at(0), ...tool, sourceRecord: 'Sysmon/1#1' }),
  ...Array.from({ length: 5 }, (_unused, index) =>
    aHandleCreate({ timeUs: at(index + 1), ...tool, grantedAccess: 0x1410, sourceRecord: `Sysmon/10#${index + 2}` }),
  ),
  aProcessCreate({ timeUs: at(3600), processId: 104, ...tool, sourceRecord: 'Sysmon/1#1' }),
  aHandleCreate({ timeUs: at(3601), processId: 104, ...tool, sourceRecord: 'Sysmon/10#2' }),
]

/** Some records of the log as a capture: every input numbers its own. */
function aCapture(streamByte: number, records: readonly Event[]): Arrival {
  return { streamByte, firstSequence: 1, events: records }
}

function isSameRecord(doc: string): string {
  const { '@timestamp': time, win11mon } = JSON.parse(doc) as { '@timestamp': string; win11mon: { source_record: string } }
  return `${time} ${win11mon.source_record}`
}

function recordsOf(store: ReturnType<typeof createMemoryDocumentStore>): string[] {
  return store.documents('events').map(({ doc }) => isSameRecord(doc))
}

async function ledgerOf(
  store: ReturnType<typeof createMemoryDocumentStore>,
): Promise<{ issued: number; indexed: number; unexplained: number }> {
  const sum = { issued: 0, indexed: 0, unexplained: 0 }
  for (const { columns } of store.documents('streams')) {
    const { issued, indexed, unexplained } = columns as { issued: number; indexed: number; unexplained: number }
    sum.issued += issued
    sum.indexed += indexed
    sum.unexplained += unexplained
  }
  return sum
}

test.each([
  ['a copy', log],
  ['the beginning', log.slice(0, 3)],
  ['the end', log.slice(4)],
])('%s of a capture in a later run changes nothing but the count of repeats', async (_what, records) => {
  const store = createMemoryDocumentStore()
  await aRun(store, [aCapture(1, log)], { latenessUs })
  const [before, ledger] = [contentOf(store), await ledgerOf(store)]
  const read: Event[] = []
  const run = await aRun(store, [aCapture(2, records)], { latenessUs, onEvent: (event) => read.push(event) })
  expect(contentOf(store)).toEqual(before)
  expect(await ledgerOf(store)).toEqual(ledger)
  expect(run.enricher.storedElsewhere).toBe(records.length)
  expect(read).toHaveLength(records.length)
})

test('an overlapping capture adds what is new, in whatever order the captures come', async () => {
  for (const [first, second] of [
    [log.slice(0, 5), log.slice(2)],
    [log.slice(2), log.slice(0, 5)],
  ] as const) {
    const store = createMemoryDocumentStore()
    await aRun(store, [aCapture(1, first)], { latenessUs })
    await aRun(store, [aCapture(2, second)], { latenessUs })
    expect(recordsOf(store)).toHaveLength(log.length)
    expect(await ledgerOf(store)).toEqual({ issued: log.length, indexed: log.length, unexplained: 0 })
  }
})

test('a record whose number in its stream was that of another record is stored all the same', async () => {
  const store = createMemoryDocumentStore()
  await aRun(store, [aCapture(1, log.slice(0, 3))], { latenessUs })
  // The first four were read before, from another input of this run, so that the numbers of the rest are others than the last time.
  await aRun(store, [aCapture(2, log.slice(0, 4)), aCapture(1, log.slice(4))], { latenessUs })
  expect(recordsOf(store)).toHaveLength(log.length)
  expect(await ledgerOf(store)).toEqual({ issued: log.length, indexed: log.length, unexplained: 0 })
})

test('records of captures that overlap in any way, over any runs, are events once, and every one is', async () => {
  const capture = fc.record({ streamByte: fc.integer({ min: 1, max: 4 }), from: fc.nat(7), count: fc.integer({ min: 1, max: 8 }) })
  const runs = fc.array(fc.array(capture, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(runs, async (told) => {
      const store = createMemoryDocumentStore()
      const wanted = new Set<Event>()
      for (const captures of told) {
        const streams = new Set<number>()
        const arrivals = captures.flatMap(({ streamByte, from, count }) => {
          if (streams.has(streamByte)) return []
          streams.add(streamByte)
          const records = log.slice(from, from + count)
          for (const record of records) wanted.add(record)
          return [aCapture(streamByte, records)]
        })
        const run = await aRun(store, arrivals, { latenessUs })
        for (const stream of run.streams()) expect(balanceOf(stream).unexplained).toBe(0)
      }
      const found = recordsOf(store)
      expect(new Set(found).size).toBe(found.length)
      expect(found).toHaveLength(wanted.size)
    }),
    { numRuns: 300 },
  )
})
