import { type EventLog, type LogRecord, PipelineError, createMemoryEventLog } from '@win11mon/pipeline'
import { decodeBatch, toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { createCollector } from '../src/collector.ts'
import type { EncodedBatch } from '../src/batch/encoded-batch.ts'
import type { EventSource } from '../src/sources/source.ts'
import { createMemorySpool } from '../src/spool/memory.ts'
import { aSource } from './a-source.ts'
import { aStream } from './spool/a-stream.ts'

const { signal: never } = new AbortController()
const roomy = 10_000_000

/** Takes everything at once. */
function anOpenLog(): EventLog & { readonly records: LogRecord[] } {
  const records: LogRecord[] = []
  return {
    records,
    append(batch) {
      records.push(...batch)
      return Promise.resolve()
    },
    consume: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

function aBrokenLog(error: Error): EventLog {
  return { ...anOpenLog(), append: () => Promise.reject(error) }
}

function someBatches(count: number): EncodedBatch[] {
  const stream = aStream()
  return Array.from({ length: count }, () => stream.next({ events: 2 }))
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('everything the source gives is published in order and acknowledged to the source', async () => {
  const source = aSource(someBatches(20))
  const eventLog = anOpenLog()
  const collector = createCollector({ sources: [{ name: 'test', source }], spool: createMemorySpool(roomy), eventLog })
  await collector.run(never)
  expect(eventLog.records.map(({ value }) => decodeBatch(value).firstSequence)).toEqual(
    Array.from({ length: 20 }, (_, index) => 2 * index + 1),
  )
  expect(source.acknowledged).toHaveLength(20)
})

test('a source that has nothing ends the run', async () => {
  const eventLog = anOpenLog()
  await createCollector({ sources: [{ name: 'test', source: aSource([]) }], spool: createMemorySpool(roomy), eventLog }).run(never)
  expect(eventLog.records).toEqual([])
})

test('a source larger than the spool gets through it', async () => {
  const eventLog = anOpenLog()
  await createCollector({ sources: [{ name: 'test', source: aSource(someBatches(20)) }], spool: createMemorySpool(300), eventLog }).run(
    never,
  )
  expect(eventLog.records).toHaveLength(20)
})

test('the issued numbers are known by stream', async () => {
  const [one, other] = [aStream({ boot: 1 }), aStream({ boot: 2 })]
  const source = aSource([one.next({ events: 3 }), other.next(), one.next()])
  const collector = createCollector({ sources: [{ name: 'test', source }], spool: createMemorySpool(roomy), eventLog: anOpenLog() })
  await collector.run(never)
  expect([...collector.ledger.issued]).toEqual([
    [toIdText(new Uint8Array(16).fill(1)), 4],
    [toIdText(new Uint8Array(16).fill(2)), 1],
  ])
})

test("the source's error is passed on after what it had given is published", async () => {
  const source = aSource(someBatches(3), new PipelineError('INPUT_UNREADABLE', 'torn'))
  const eventLog = anOpenLog()
  const run = createCollector({ sources: [{ name: 'test', source }], spool: createMemorySpool(roomy), eventLog }).run(never)
  await expect(run).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' })
  expect(eventLog.records).toHaveLength(3)
})

test("the log's error stops a source that would go on, and keeps the batches", async () => {
  const spool = createMemorySpool(roomy)
  const eventLog = aBrokenLog(new PipelineError('BACKEND_UNAVAILABLE', 'no broker'))
  const run = createCollector({ sources: [{ name: 'test', source: aSource(someBatches(2), 'wait') }], spool, eventLog }).run(never)
  await expect(run).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  expect(spool.counts.heldEvents).toBeGreaterThan(0)
})

test("the log's error is the one that is passed on when stopping makes the source fail too", async () => {
  const source: EventSource = {
    ...aSource([]),
    next: (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
  }
  const spool = createMemorySpool(roomy)
  await spool.append(aStream().next(), never)
  const run = createCollector({ sources: [{ name: 'test', source }], spool, eventLog: aBrokenLog(new Error('no broker')) }).run(never)
  await expect(run).rejects.toThrow('no broker')
})

test('aborting ends a run that waits for the source', async () => {
  const abort = new AbortController()
  const eventLog = anOpenLog()
  const run = createCollector({
    sources: [{ name: 'test', source: aSource(someBatches(2), 'wait') }],
    spool: createMemorySpool(roomy),
    eventLog,
  }).run(abort.signal)
  await turn()
  abort.abort()
  await run
  expect(eventLog.records).toHaveLength(2)
})

test('aborting ends a run that waits for the log, without an error and with the batches still in the spool', async () => {
  const abort = new AbortController()
  const spool = createMemorySpool(roomy)
  const run = createCollector({
    sources: [{ name: 'test', source: aSource(someBatches(2), 'wait') }],
    spool,
    eventLog: createMemoryEventLog(),
  }).run(abort.signal)
  await turn()
  abort.abort()
  await run
  expect(spool.counts.heldEvents).toBe(4)
})

test('a batch that the spool refused is not acknowledged to the source', async () => {
  const source = aSource(someBatches(1))
  const spool = { ...createMemorySpool(roomy), append: () => Promise.reject(new PipelineError('IO_FAILED', 'broken disk')) }
  const run = createCollector({ sources: [{ name: 'test', source }], spool, eventLog: anOpenLog() }).run(never)
  await expect(run).rejects.toMatchObject({ code: 'IO_FAILED' })
  expect(source.acknowledged).toEqual([])
})

test('a stop ends the source and publishes what it gave, also what the log takes only later', async () => {
  const stop = new AbortController()
  const spool = createMemorySpool(roomy)
  const eventLog = anOpenLog()
  const sources = [{ name: 'test', source: aSource(someBatches(2), 'wait') }]
  const run = createCollector({ sources, spool, eventLog }).run(never, stop.signal)
  await turn()
  stop.abort()
  await run
  expect([eventLog.records.length, spool.counts.heldEvents]).toEqual([2, 0])
})

test('what was spooled, published and held adds up', async () => {
  const spool = createMemorySpool(roomy)
  await spool.append(aStream({ boot: 9 }).next({ events: 5 }), never)
  const sources = [{ name: 'test', source: aSource(someBatches(3)) }]
  const collector = createCollector({ sources, spool, eventLog: anOpenLog() })
  await collector.run(never)
  const { read, spooled, published } = collector.ledger
  expect([read, spooled, published, spool.counts.heldEvents]).toEqual([6, 6, 11, 0])
})
