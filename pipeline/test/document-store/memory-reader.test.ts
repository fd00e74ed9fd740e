import { expect, test } from 'vitest'

import { createMemoryDocumentStore } from '../../src/document-store/memory.ts'
import { aProcess, put, remove } from './a-document.ts'
import { documentReaderContract } from './reader-contract.ts'
import { documentSearchContract } from './search-contract.ts'

documentReaderContract('memory', async () => {
  const store = createMemoryDocumentStore()
  return { store, reader: store }
})

test('shows the processes of a host as they are now, however often it was asked before', async () => {
  const store = createMemoryDocumentStore()
  const idsNow = async (): Promise<string[]> => (await store.processes('h1')).map(({ id }) => id)
  await store.bulk([put(aProcess('p1', { host_id: 'h1' })), put(aProcess('p2', { host_id: 'h2' }))])
  expect(await idsNow()).toEqual(['p1'])

  await store.bulk([put(aProcess('p2', { host_id: 'h1' }), 2), remove('p1', 2)])
  expect(await idsNow()).toEqual(['p2'])
})

documentSearchContract('memory', () => {
  const store = createMemoryDocumentStore()
  return Promise.resolve({ store, reader: store })
})
