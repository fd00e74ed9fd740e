import { resolve } from 'node:path'

import {
  type DocumentWriter,
  type Logger,
  type Metrics,
  type StateStore,
  createMemoryStateStore,
  openOpensearchDocumentStore,
  openRedisStateStore,
  openSqliteDocumentStore,
  openSqliteStateStore,
} from '@win11mon/pipeline'

import type { Config } from '../../settings.ts'

export interface StoreContext {
  /** Where relative paths start. */
  readonly directory: string
  readonly metrics: Metrics
  readonly log: Logger
}

/** Where the documents go, by the settings. */
export async function openDocumentWriter(
  { store, opensearch }: Config,
  { directory, metrics, log }: StoreContext,
): Promise<DocumentWriter> {
  if (store.kind === 'sqlite') return await openSqliteDocumentStore(resolve(directory, store.path))
  return await openOpensearchDocumentStore({ settings: opensearch, metrics, onWarning: (message) => log.warn({}, message) })
}

/** Where the states of hosts are kept, by the settings. */
export async function openStateStore({ state, redis }: Config, directory: string): Promise<StateStore> {
  if (state.kind === 'redis') return await openRedisStateStore(redis)
  return state.kind === 'memory' ? createMemoryStateStore() : await openSqliteStateStore(resolve(directory, state.path))
}
