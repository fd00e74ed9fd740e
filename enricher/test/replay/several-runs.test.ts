import { type BulkItem, type TextDocumentOf, type MemoryDocumentStore, createMemoryDocumentStore } from '@win11mon/pipeline'
import { fromIdText, toIdText } from '@win11mon/schemas'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { aProcessCreate, at, hostId } from '../builders.ts'
import { aPartition } from '../partition/a-partition.ts'
import {
  type Arrival,
  aContinuing,
  aRun,
  access,
  accesses,
  create,
  latenessUs,
  anyArrivals,
  anyEvent,
  contentOf,
  inRuns,
  numberArrivals,
  recordOf,
} from './a-run.ts'

const cuts = fc.array(fc.nat(), { minLength: 1, maxLength: 4 })

async function contentOfOneRun(arrivals: readonly Arrival[], options = {}): Promise<Record<string, unknown>> {
  const store = createMemoryDocumentStore()
  await aRun(store, arrivals, options)
  return contentOf(store)
}

async function contentOfRuns(runs: readonly (readonly Arrival[])[], options = {}): Promise<Record<string, unknown>> {
  const store = createMemoryDocumentStore()
  for (const run of runs) await aRun(store, run, options)
  return contentOf(store)
}

function withoutAlerts(content: Record<string, unknown>): Record<string, unknown> {
  // The document of a host counts its alerts.
  return Object.fromEntries(Object.entries(content).filter(([key]) => !key.startsWith('alerts') && !key.startsWith('hosts')))
}

describe('several runs into one store leave what one run over everything leaves', () => {
  test('wherever the runs are cut, when nothing is late for the rules', async () => {
    await fc.assert(
      fc.asyncProperty(anyArrivals(false), cuts, async (arrivals, places) => {
        expect(await contentOfRuns(inRuns(arrivals, places), { latenessUs })).toEqual(await contentOfOneRun(arrivals, { latenessUs }))
      }),
      { numRuns: 150 },
    )
  })

  test('also when much is late for the rules, if batches of one stream do not follow each other', async () => {
    await fc.assert(
      fc.asyncProperty(anyArrivals(true), cuts, async (arrivals, places) => {
        expect(await contentOfRuns(inRuns(arrivals, places))).toEqual(await contentOfOneRun(arrivals))
      }),
      { numRuns: 150 },
    )
  })

  test('in events and processes even where the alerts may depend on which events came together', async () => {
    await fc.assert(
      fc.asyncProperty(anyArrivals(false), cuts, async (arrivals, places) => {
        expect(withoutAlerts(await contentOfRuns(inRuns(arrivals, places)))).toEqual(withoutAlerts(await contentOfOneRun(arrivals)))
      }),
      { numRuns: 100 },
    )
  })

  test('when every run reads again what earlier ones have read', async () => {
    await fc.assert(
      fc.asyncProperty(anyArrivals(false), cuts, async (arrivals, places) => {
        const ends = inRuns(arrivals, places).map((_, index, runs) => runs.slice(0, index + 1).flat())
        expect(await contentOfRuns(ends, { latenessUs })).toEqual(await contentOfOneRun(arrivals, { latenessUs }))
      }),
      { numRuns: 100 },
    )
  })

  test('when a run was killed, even in the middle of a bulk, and is repeated', async () => {
    await fc.assert(
      fc.asyncProperty(anyArrivals(false), fc.nat(), fc.nat(), async (arrivals, handled, written) => {
        const store = createMemoryDocumentStore()
        await killedRun(store, arrivals.slice(0, 1 + (handled % arrivals.length)), written)
        await aRun(store, arrivals, { latenessUs })
        expect(contentOf(store)).toEqual(await contentOfOneRun(arrivals, { latenessUs }))
      }),
      { numRuns: 150 },
    )
  })

  test('when a run was killed and another capture comes instead: then of what the killed run had stored', async () => {
    await fc.assert(
      fc.asyncProperty(anyArrivals(false), anyEvent(), fc.nat(), fc.nat(), async (arrivals, event, handled, written) => {
        const store = createMemoryDocumentStore()
        const other = { streamByte: 9, firstSequence: 1, events: [event] }
        const begun = arrivals.slice(0, 1 + (handled % arrivals.length))
        await killedRun(store, begun, written)
        const stored = await storedOf(store, begun)
        await aRun(store, [other], { latenessUs })
        expect(contentOf(store)).toEqual(await contentOfOneRun([...stored, other], { latenessUs }))
      }),
      { numRuns: 150 },
    )
  })

  test('when the run that goes on with a host is killed, and repeated', async () => {
    await fc.assert(
      fc.asyncProperty(anyArrivals(false), fc.nat(), fc.nat(), async (arrivals, place, written) => {
        const store = createMemoryDocumentStore()
        const first = place % arrivals.length
        await aRun(store, arrivals.slice(0, first), { latenessUs })
        await killedRun(store, arrivals.slice(first, first + 2), written)
        await aRun(store, arrivals.slice(first), { latenessUs })
        expect(contentOf(store)).toEqual(await contentOfOneRun(arrivals, { latenessUs }))
      }),
      { numRuns: 100 },
    )
  })
})

/** Ends without `release`, and of its last bulk only some items are written. */
async function killedRun(store: MemoryDocumentStore, arrivals: readonly Arrival[], written: number): Promise<void> {
  let isLast = false
  const dying: MemoryDocumentStore = {
    ...store,
    async bulk(items: readonly BulkItem[]) {
      if (!isLast) return store.bulk(items)
      await store.bulk(items.slice(0, written % (items.length + 1)))
      throw new Error('killed')
    },
  }
  const partition = aContinuing(dying, { latenessUs })
  for (const [index, arrival] of arrivals.entries()) {
    isLast = index === arrivals.length - 1
    await partition.handle([recordOf(arrival)]).catch((error: Error) => {
      if (error.message !== 'killed') throw error
    })
  }
}

/** The arrivals as far as the store has them. */
async function storedOf(store: MemoryDocumentStore, arrivals: readonly Arrival[]): Promise<Arrival[]> {
  const counts = new Map<number, number>()
  for await (const { id } of store.hostEvents(toIdText(hostId))) {
    const streamByte = fromIdText(id.slice(0, 22))?.[0] ?? 0
    counts.set(streamByte, (counts.get(streamByte) ?? 0) + 1)
  }
  return arrivals
    .map(({ events, ...arrival }) => ({
      ...arrival,
      events: events.slice(0, Math.max((counts.get(arrival.streamByte) ?? 0) - arrival.firstSequence + 1, 0)),
    }))
    .filter(({ events }) => events.length > 0)
}

test('joins a process that one run only mentions with its create in the next', async () => {
  const store = createMemoryDocumentStore()
  const [mentions, creates] = numberArrivals([
    { streamByte: 1, events: accesses },
    { streamByte: 2, events: [create] },
  ])
  await aRun(store, [mentions as Arrival])
  await aRun(store, [creates as Arrival])
  expect(docsOf(store, 'processes')).toMatchObject([{ process: { pid: 200 } }, { process: { pid: 100 }, win11mon: { status: 'created' } }])
})

test('counts the findings of all runs in one alert, each once', async () => {
  const store = createMemoryDocumentStore()
  const arrivals = numberArrivals([
    { streamByte: 1, events: [create, ...accesses.slice(0, 2)] },
    { streamByte: 1, events: accesses.slice(2) },
  ])
  await aRun(store, arrivals.slice(0, 1))
  await aRun(store, arrivals)
  expect(docsOf(store, 'alerts')).toMatchObject([{ rule: { id: 'HD-08' }, win11mon: { occurrences: 3 } }])
})

test('shows in an alert of an earlier run what this one tells of its process', async () => {
  const store = createMemoryDocumentStore()
  const muchLater = aProcessCreate({ timeUs: at(100), processId: 300 })
  await aRun(store, [{ streamByte: 1, firstSequence: 1, events: [{ ...access, processStartUs: create.timeUs }, muchLater] }])
  await aRun(store, [{ streamByte: 2, firstSequence: 1, events: [{ ...create, commandLine: 'tool.exe --all' }] }])
  expect(docsOf(store, 'alerts')).toMatchObject([{ process: { command_line: 'tool.exe --all' } }])
})

function docsOf(store: MemoryDocumentStore, family: 'processes' | 'alerts'): unknown[] {
  return store.documents(family).map(({ doc }: TextDocumentOf<'processes' | 'alerts'>) => JSON.parse(doc) as unknown)
}

test('writes nothing about events that are stored as they should be', async () => {
  const store = createMemoryDocumentStore()
  const written: BulkItem[] = []
  const watched: MemoryDocumentStore = {
    ...store,
    bulk: (items: readonly BulkItem[]) => {
      written.push(...items)
      return store.bulk(items)
    },
  }
  const arrivals = numberArrivals([
    { streamByte: 1, events: accesses },
    { streamByte: 2, events: [create] },
  ])
  await aRun(store, arrivals)
  await aRun(watched, arrivals)
  expect(
    written.filter((item) => item.operation === 'reassign' || item.operation === 'delete' || item.document.family === 'events'),
  ).toEqual([])
})

test('refuses a host one of whose stored events cannot be read back, and leaves the store as it was', async () => {
  const store = createMemoryDocumentStore()
  await aRun(store, [{ streamByte: 1, firstSequence: 1, events: [create, access] }])
  const damaged: MemoryDocumentStore = {
    ...store,
    async *hostEvents(id: string) {
      for await (const event of store.hostEvents(id)) yield { ...event, doc: event.doc.replace('"pid":', '"pod":') }
    },
  }
  const before = contentOf(store)
  await expect(aRun(damaged, [{ streamByte: 2, firstSequence: 1, events: [access] }])).rejects.toMatchObject({
    code: 'STORE_DAMAGED',
    message: expect.stringMatching(/-1 cannot be read back: process\.pid .*new store/u) as unknown,
  })
  expect(contentOf(store)).toEqual(before)
})

test('without a history an earlier run is not asked for', async () => {
  const store = createMemoryDocumentStore()
  await aRun(store, [{ streamByte: 1, firstSequence: 1, events: [create, access] }])
  const partition = aPartition({ ...store, hostEvents: unasked, hostDocuments: unasked })
  await partition.handle([recordOf({ streamByte: 2, firstSequence: 1, events: [access] })])
  await partition.release()
  expect([...partition.enricher.hosts.values()].map(({ isContinued }) => isContinued)).toEqual([false])
})

test('an alert that all runs together do not raise is withdrawn and keeps its history', async () => {
  const store = createMemoryDocumentStore()
  const image = 'C:\\Tools\\tool.exe'
  const arrivals = numberArrivals([
    { streamByte: 1, events: [access] },
    { streamByte: 2, events: [aProcessCreate({ timeUs: at(0), processId: 100, executable: image })] },
  ])
  await aRun(store, arrivals.slice(0, 1))
  // The actor was a placeholder; now it has a start, an identity of its own and with it an alert of its own.
  await aRun(store, arrivals)
  const alerts = docsOf(store, 'alerts') as { win11mon: { status: string; history?: { status: string }[] } }[]
  const withdrawn = alerts.filter(({ win11mon }) => win11mon.status === 'withdrawn')
  expect(withdrawn.map(({ win11mon }) => win11mon.history?.map(({ status }) => status))).toEqual([['raised', 'withdrawn']])
})

function unasked(): never {
  throw new Error('asked the store')
}
