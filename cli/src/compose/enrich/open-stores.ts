import { resolve } from 'node:path'

import {
  type DocumentReader,
  type DocumentWriter,
  type Logger,
  type Metrics,
  type StateStore,
  type HostCounts,
  createMemoryStateStore,
  openIndexAdministration,
  openOpensearchDocumentStore,
  openRedisHostCounts,
  openRedisStateStore,
  openSqliteDocumentStore,
  openSqliteHostCounts,
  openSqliteStateStore,
  systemClock,
} from '@win11mon/pipeline'

import type { Config } from '../../settings.ts'
import type { RetentionTask } from '../service/keep-retention.ts'
import { opensearchRetention, sqliteRetention } from '../service/retention-tasks.ts'

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
  /** What lets old documents go; undefined when that is somebody else's. */
  readonly retention: RetentionTask | undefined
  close(): Promise<void>
}

/** Where the documents go, by the settings. */
export async function openDocumentStore(config: Config, context: StoreContext): Promise<DocumentStore> {
  if (config.store.kind === 'opensearch') return await openCluster(config, context)
  const sqlite = await openSqliteDocumentStore(resolve(context.directory, config.store.path))
  return { writer: sqlite, reader: sqlite, retention: sqliteRetention(sqlite, config.store, systemClock), close: () => sqlite.close() }
}

async function openCluster({ opensearch }: Config, { metrics, log }: StoreContext): Promise<DocumentStore> {
  const cluster = await openOpensearchDocumentStore({ settings: opensearch, metrics, onWarning: (message) => log.warn({}, message) })
  const administration = opensearch.indices.apply_retention ? await openIndexAdministration(opensearch) : undefined
  return {
    writer: cluster,
    reader: cluster,
    retention: administration === undefined ? undefined : opensearchRetention(administration),
    async close() {
      await administration?.close()
      await cluster.close()
    },
  }
}

/** Where the states of hosts are kept, by the settings. */
export async function openStateStore({ state, redis }: Config, directory: string): Promise<StateStore> {
  if (state.kind === 'redis') return await openRedisStateStore(redis)
  return state.kind === 'memory' ? createMemoryStateStore() : await openSqliteStateStore(resolve(directory, state.path))
}

/** Where hosts are counted, by the settings; undefined for nowhere. */
export async function openHostCounts({ state, redis }: Config, directory: string): Promise<HostCounts | undefined> {
  const kind = state.prevalence === 'same' ? state.kind : state.prevalence
  if (kind === 'off') return undefined
  if (kind === 'redis') return await openRedisHostCounts(redis)
  return await openSqliteHostCounts(kind === 'memory' ? ':memory:' : resolve(directory, state.path))
}
