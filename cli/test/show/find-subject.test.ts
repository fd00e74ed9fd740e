import { createMemoryDocumentStore } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { findSubjects } from '../../src/show/find-subject.ts'

/** A store with events of these ids, and nothing else. */
async function aStoreOf(...ids: readonly string[]): Promise<ReturnType<typeof createMemoryDocumentStore>> {
  const store = createMemoryDocumentStore()
  const event = { host_id: 'h1', boot_id: 'b1', sequence: 1, time_us: 0, kind: 'gap', process_id: null, object_id: null }
  const columns = { ...event, source_guid: null, source_object_guid: null, source_record: null }
  await store.bulk(ids.map((id) => ({ operation: 'create', document: { family: 'events', id, columns, doc: '{}' } })))
  return store
}

test('a whole id means one thing, even when other ids begin with it', async () => {
  const store = await aStoreOf('AAAA-1', 'AAAA-10', 'AAAA-2')
  const idsOf = async (wanted: string): Promise<string[]> => (await findSubjects(store, wanted)).map(({ row }) => row.id)

  expect(await idsOf('AAAA-1')).toEqual(['AAAA-1'])
  expect(await idsOf('AAAA')).toEqual(['AAAA-1', 'AAAA-10', 'AAAA-2'])
  expect(await idsOf('AAA')).toEqual([])
})
