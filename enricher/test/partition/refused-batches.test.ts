import { type BulkOutcome, type MemoryDocumentStore, PipelineError, createMemoryDocumentStore } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { balanceOf } from '../../src/ledger/balance.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { aClaim, aPartition, aRecord } from './a-partition.ts'

test('keeps what cannot be decoded with the reason and goes on', async () => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  const good = aRecord([aProcessCreate()])
  const value = Uint8Array.of(1, 2, 3)
  await partition.handle([{ key: good.key, value }, good])
  await partition.release()

  expect(store.documents('dead_letters')).toMatchObject([
    { columns: { host_id: good.key, reason: expect.stringMatching(/^[A-Z_]+: .+/u) as string, bytes: value } },
  ])
  expect(store.documents('events')).toHaveLength(1)
})

test.each([
  { name: 'numbers beyond those that it claims', record: aClaim([1, 7], aProcessCreate(), { first: 1, last: 3 }) },
  { name: 'numbers that do not ascend', record: aClaim([2, 1], aProcessCreate(), { first: 1, last: 2 }) },
  { name: 'the key of another host', record: aClaim([1, 2], aProcessCreate(), { first: 1, last: 2, key: 'A'.repeat(22) }) },
])('keeps a batch with $name as it came, and none of its events', async ({ record }) => {
  const store = createMemoryDocumentStore()
  const partition = aPartition(store)
  await partition.handle([record])
  await partition.release()

  expect(store.documents('dead_letters')).toMatchObject([{ columns: { count: 2, bytes: record.value } }])
  expect(store.documents('events')).toEqual([])
  expect(partition.streams().reduce((sum, stream) => sum + balanceOf(stream).unexplained, 0)).toBe(0)
})

/** Fails as a store does that is away, then takes only the first item of a bulk, then everything. */
function aStoreThatComesBack(): { store: MemoryDocumentStore; calls: () => number } {
  const store = createMemoryDocumentStore()
  let calls = 0
  return {
    calls: () => calls,
    store: {
      ...store,
      async bulk(items) {
        calls += 1
        if (calls === 1) throw new PipelineError('BACKEND_UNAVAILABLE', 'away', { isRetryable: true })
        if (calls > 2) return store.bulk(items)
        const taken = await store.bulk(items.slice(0, 1))
        return [...taken, ...items.slice(1).map((): BulkOutcome => ({ status: 'failed', isRetryable: true, reason: 'busy' }))]
      },
    },
  }
}

test('sends again what the store did not take, until it does, and counts nothing before', async () => {
  const { store, calls } = aStoreThatComesBack()
  const partition = aPartition(store)
  await partition.handle([aRecord([aProcessCreate(), aHandleCreate({ timeUs: at(1) }), aHandleCreate({ timeUs: at(2) })])])

  expect(calls()).toBe(3)
  expect(store.documents('events')).toHaveLength(3)
  expect(partition.streams()).toMatchObject([{ indexed: 3, held: 0 }])
})
