import { createMemoryDocumentStore } from '../../src/document-store/memory.ts'
import { documentStoreContract } from './contract.ts'

documentStoreContract('memory', () => {
  const store = createMemoryDocumentStore()
  return Promise.resolve({ store, documentsOf: (family) => Promise.resolve(store.documents(family).map(({ doc }) => doc)) })
})
