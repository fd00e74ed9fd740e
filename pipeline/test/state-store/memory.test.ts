import { createMemoryStateStore } from '../../src/state-store/memory.ts'
import { stateStoreContract } from './contract.ts'

stateStoreContract('memory', () => Promise.resolve(createMemoryStateStore()))
