import type { Database } from '@win11mon/pipeline'

import { type BatchTable, type Totals, prepareBatchTable } from './batch-table.ts'
import { type LossTable, prepareLossTable } from './loss-table.ts'

/** What a spool knows of its file when it has opened it. */
export interface Tables {
  readonly batches: BatchTable
  readonly losses: LossTable
  readonly held: Totals
  readonly lastId: number
}

/** Fails with the database's error when the file cannot be read. */
export function loadTables(database: Database, agentVersion: string): Tables {
  const batches = prepareBatchTable(database)
  return { batches, losses: prepareLossTable(database, agentVersion), held: batches.totals(), lastId: batches.lastId() }
}
