import { type BulkItem, type DocumentOf, type DocumentWriter, PipelineError, createMemoryDocumentStore } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { balanceOf } from '../../src/ledger/balance.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { aPartition, aRecord } from './a-partition.ts'
import { faulty } from './faults.ts'

const batch = [aProcessCreate(), aHandleCreate({ timeUs: at(1) })]

test('a bulk that fails once loses nothing: the batch is stored when its handler resolves, and counted then', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(faulty(store, [{ kind: 'away' }]))
  expect(await partition.handle([aRecord(batch)])).toBe(1)
  expect(store.documents('events')).toHaveLength(2)
  expect(partition.streams()).toMatchObject([{ indexed: 2, held: 0 }])
  expect(partition.telemetry.snapshot()['enrich']).toMatchObject({ received: 2, sent: 2, held: 0, errors: { BACKEND_UNAVAILABLE: 1 } })
})

test('nothing is counted as indexed while the store is away, and nothing is safe to commit', async () => {
  const abort = new AbortController()
  const away: DocumentWriter = {
    bulk: () => {
      abort.abort()
      return Promise.reject(new PipelineError('BACKEND_UNAVAILABLE', 'away', { isRetryable: true }))
    },
    close: () => Promise.resolve(),
  }
  const partition = aPartition(away)
  await expect(partition.handle([aRecord(batch)], abort.signal)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  const [stream] = partition.streams()
  expect(stream === undefined ? undefined : balanceOf(stream)).toEqual({
    issued: 2,
    indexed: 0,
    deadLettered: 0,
    gaps: 0,
    inFlight: 2,
    unexplained: 0,
  })
  expect(partition.telemetry.snapshot()['enrich']).toMatchObject({ received: 2, sent: 0, held: 2 })
})

test('a batch whose handler was stopped is stored once when it comes again', async () => {
  const store = createMemoryDocumentStore()
  const abort = new AbortController()
  let isAway = true
  const writer: DocumentWriter = {
    bulk: (items) => {
      if (!isAway) return store.bulk(items)
      abort.abort()
      return Promise.reject(new PipelineError('BACKEND_UNAVAILABLE', 'away', { isRetryable: true }))
    },
    close: () => Promise.resolve(),
  }
  const partition = aPartition(writer)
  const record = aRecord(batch)
  await expect(partition.handle([record], abort.signal)).rejects.toThrow('away')
  isAway = false
  await partition.handle([record])
  expect(store.documents('events')).toHaveLength(2)
  expect(partition.streams()).toMatchObject([{ indexed: 2, repeated: 2, held: 0, missing: 0 }])
})

test('only the items that were not taken are sent again', async () => {
  const store = createMemoryDocumentStore()
  const sizes: number[] = []
  const busy = faulty(store, [{ kind: 'busy', every: 2, offset: 0 }])
  const partition = aPartition({ ...busy, bulk: (items) => (sizes.push(items.length), busy.bulk(items)) })
  await partition.handle([aRecord(Array.from({ length: 10 }, (_, index) => aHandleCreate({ timeUs: at(index) })))])
  expect(sizes).toEqual([10, 5])
  expect(store.documents('events')).toHaveLength(10)
})

/** Refuses, for good, whatever the test says. */
function picky(store: DocumentWriter, isRefused: (item: BulkItem) => boolean): DocumentWriter {
  return {
    async bulk(items) {
      const outcomes = [...(await store.bulk(items.filter((item) => !isRefused(item))))]
      return items.map((item) =>
        isRefused(item) ? { status: 'failed', isRetryable: false, reason: 'mapper_parsing' } : (outcomes.shift() ?? { status: 'done' }),
      )
    },
    close: () => store.close(),
  }
}

function isEvent(item: BulkItem, sequence: number): boolean {
  return item.operation === 'create' && item.document.family === 'events' && item.document.columns.sequence === sequence
}

test('an item that can never be stored becomes a dead letter with its content and the reason, and the others pass', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(picky(store, (item) => isEvent(item, 1)))
  await partition.handle([aRecord(batch)])
  const [letter] = store.documents('dead_letters')
  expect(store.documents('events').map(({ columns }) => columns.sequence)).toEqual([2])
  expect(letter?.columns).toMatchObject({ reason: 'DOCUMENT_REFUSED: mapper_parsing', count: 1 })
  const kept = JSON.parse(new TextDecoder().decode(letter?.columns.bytes)) as DocumentOf<'events'>
  expect(kept.columns.sequence).toBe(1)
  const [stream] = partition.streams()
  expect(stream === undefined ? undefined : balanceOf(stream)).toMatchObject({ issued: 2, indexed: 1, deadLettered: 1, unexplained: 0 })
})

test('a loss that not even a dead letter tells shows as unexplained', async () => {
  const partition = aPartition(
    picky(
      createMemoryDocumentStore(),
      (item) => isEvent(item, 1) || (item.operation === 'create' && item.document.family === 'dead_letters'),
    ),
  )
  await partition.handle([aRecord(batch)])
  const [stream] = partition.streams()
  expect(stream === undefined ? undefined : balanceOf(stream)).toMatchObject({ indexed: 1, deadLettered: 0, inFlight: 0, unexplained: 1 })
  expect(partition.telemetry.snapshot()['enrich']).toMatchObject({ held: 0, dropped: { document_refused: 1 } })
})

test('an error of the store that no retry mends ends the partition with that error', async () => {
  const broken: DocumentWriter = {
    bulk: () => Promise.reject(new PipelineError('STORE_DAMAGED', 'damaged')),
    close: () => Promise.resolve(),
  }
  await expect(aPartition(broken).handle([aRecord(batch)])).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
})

test('a store that stays away longer than the policy allows ends with its error', async () => {
  const away: DocumentWriter = {
    bulk: () => Promise.reject(new PipelineError('IO_FAILED', 'disk full', { isRetryable: true })),
    close: () => Promise.resolve(),
  }
  const partition = aPartition(away, { policy: { firstDelayMs: 1, maxDelayMs: 1, giveUpAfterMs: 0 } })
  await expect(partition.handle([aRecord(batch)])).rejects.toMatchObject({ code: 'IO_FAILED' })
})

test('a document that is replaced before it is stored is written once, as it is last', async () => {
  const store = createMemoryDocumentStore()
  const written: BulkItem[] = []
  const partition = aPartition({ ...store, bulk: (items) => (written.push(...items), store.bulk(items)) }, { documentsAfterBatches: 1 })
  const records = Array.from({ length: 5 }, (_, index) =>
    aRecord([aProcessCreate({ timeUs: at(index), processId: 100 + index * 4, parentProcessId: 100 })], { firstSequence: index + 1 }),
  )
  await partition.handle(records)
  const ids = written.flatMap((item) => (item.operation === 'put' ? [item.document.id] : []))
  expect(ids).toHaveLength(new Set(ids).size)
})
