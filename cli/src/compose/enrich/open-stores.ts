import { resolve } from 'node:path'

import {
  type DocumentReader,
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

export interface DocumentStore {
  readonly writer: DocumentWriter
  /** For the delivery of alerts. */
  readonly reader: Pick<DocumentReader, 'alerts'>
}

/** Where the documents go, by the settings. */
export async function openDocumentStore({ store, opensearch }: Config, { directory, metrics, log }: StoreContext): Promise<DocumentStore> {
  if (store.kind === 'sqlite') {
    const sqlite = await openSqliteDocumentStore(resolve(directory, store.path))
    return { writer: sqlite, reader: sqlite }
  }
  const cluster = await openOpensearchDocumentStore({ settings: opensearch, metrics, onWarning: (message) => log.warn({}, message) })
  return { writer: cluster, reader: cluster }
}

/** Where the states of hosts are kept, by the settings. */
export async function openStateStore({ state, redis }: Config, directory: string): Promise<StateStore> {
  if (state.kind === 'redis') return await openRedisStateStore(redis)
  return state.kind === 'memory' ? createMemoryStateStore() : await openSqliteStateStore(resolve(directory, state.path))
}
