import { expect, onTestFinished, test } from 'vitest'

import type { DocumentOf } from '../../src/document-store/document-writer.ts'
import { type SqliteDocumentStore, openSqliteDocumentStore } from '../../src/document-store/sqlite.ts'
import { aStorePath } from './a-store-path.ts'

async function aStore(): Promise<SqliteDocumentStore> {
  const store = await openSqliteDocumentStore(aStorePath())
  onTestFinished(() => store.close())
  return store
}

function anEvent(sequence: number, timeUs: number, text = ''): DocumentOf<'events'> {
  const ids = {
    host_id: 'host',
    boot_id: 'boot',
    process_id: null,
    object_id: null,
    source_guid: null,
    source_object_guid: null,
    source_record: null,
  }
  return {
    family: 'events',
    id: `boot-${sequence}`,
    columns: { ...ids, sequence, time_us: timeUs, kind: 'image_load' },
    doc: JSON.stringify({ text }),
  }
}

async function addEvents(store: SqliteDocumentStore, count: number, text = ''): Promise<void> {
  await store.bulk(Array.from({ length: count }, (_, index) => ({ operation: 'create' as const, document: anEvent(index, index, text) })))
}

test('lets go of what is older, in parts, and of nothing else', async () => {
  const store = await aStore()
  await addEvents(store, 5_000)
  const removed: number[] = []
  for (let count = store.retention.removeBefore(4_500); count > 0; count = store.retention.removeBefore(4_500)) removed.push(count)
  const { items } = await store.events({}, { limit: 1_000 })
  expect([removed, items.length, items[0]?.time_us]).toEqual([[2_000, 2_000, 500], 500, 4_500])
})

test('lets the oldest events go while the documents take more than they may', async () => {
  const store = await aStore()
  await addEvents(store, 6_000, 'x'.repeat(2_000))
  let calls = 0
  while (store.retention.removeBeyond(12 * 1024 * 1024) > 0) calls += 1
  const { items } = await store.events({}, { limit: 1 })
  expect([calls, items[0]?.time_us]).toEqual([2, 4_000])
  expect(store.retention.removeBeyond(12 * 1024 * 1024)).toBe(0)
})
