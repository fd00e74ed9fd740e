import { createMemoryDocumentStore } from '../../src/document-store/memory.ts'
import { documentReaderContract } from './reader-contract.ts'

documentReaderContract('memory', async () => {
  const store = createMemoryDocumentStore()
  return { store, reader: store }
})
