import type { Clock, IndexAdministration, SqliteDocumentStore } from '@win11mon/pipeline'

import type { StoreSettings } from '../../settings.ts'
import type { RetentionTask } from './keep-retention.ts'

const dayUs = 86_400e6

/** The rest between two parts: writing comes first. */
const restMs = 20

/** Rows of a SQLite store, some at a time. */
export function sqliteRetention(
  { retention }: Pick<SqliteDocumentStore, 'retention'>,
  settings: StoreSettings,
  clock: Clock,
): RetentionTask {
  const { retention_days: days, max_bytes: maxBytes } = settings
  const removals = [
    ...(days === null ? [] : [() => retention.removeBefore(clock.nowUs() - days * dayUs)]),
    ...(maxBytes === null ? [] : [() => retention.removeBeyond(maxBytes)]),
  ]
  return {
    everyMs: 60_000,
    async run(tell, signal) {
      for (const remove of removals) {
        for (let count = remove(); count > 0 && !signal.aborted; count = remove()) {
          tell('documents', count)
          await clock.sleep(restMs, signal)
        }
      }
    },
  }
}

/** Days of an OpenSearch cluster, unless its index management does it. */
export function opensearchRetention(administration: Pick<IndexAdministration, 'retention'>): RetentionTask {
  return {
    everyMs: 3_600_000,
    async run(tell, signal) {
      await administration.retention(true, {
        signal,
        onStep: ({ step }) => {
          if (step !== 'keep') tell(step === 'close' ? 'days_closed' : 'days_deleted', 1)
        },
      })
    },
  }
}
