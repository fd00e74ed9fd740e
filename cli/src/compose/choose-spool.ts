import { resolve } from 'node:path'

import { type CollectorSettings, type Spool, createMemorySpool, openSqliteSpool } from '@win11mon/collector'

import { programVersion } from '../version.ts'

/** The spool that the configuration asks for. Every source here can wait, so nothing is dropped when it is full. */
export async function chooseSpool(spool: CollectorSettings['spool'], directory: string): Promise<Spool> {
  const { kind, max_bytes: maxBytes } = spool
  if (kind === 'memory') return createMemorySpool(maxBytes)
  return openSqliteSpool({ directory: resolve(directory, spool.directory), maxBytes, whenFull: 'wait', agentVersion: programVersion })
}
