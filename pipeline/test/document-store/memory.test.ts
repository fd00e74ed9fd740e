import { createMemoryDocumentStore } from '../../src/document-store/memory.ts'
import { documentStoreContract } from './contract.ts'

documentStoreContract('memory', () => Promise.resolve(createMemoryDocumentStore()))
