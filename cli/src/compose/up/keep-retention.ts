import { type Clock, type Logger, PipelineError, type SqliteDocumentStore } from '@win11mon/pipeline'

import type { StoreSettings } from '../../settings.ts'

export interface RetentionOptions {
  readonly store: Pick<SqliteDocumentStore, 'retention'>
  readonly settings: StoreSettings
  readonly clock: Clock
  readonly log: Logger
}

/** How often it is looked, and the rest between two parts: writing comes first. */
const lookMs = 60_000
const restMs = 20

const dayUs = 86_400e6

/** Lets old documents go until the signal is aborted. A disk that is full, or a store that is held, is tried again. */
export async function keepRetention({ store: { retention }, settings, clock, log }: RetentionOptions, signal: AbortSignal): Promise<void> {
  const removals = [
    () => (settings.retention_days === null ? 0 : retention.removeBefore(clock.nowUs() - settings.retention_days * dayUs)),
    () => (settings.max_bytes === null ? 0 : retention.removeBeyond(settings.max_bytes)),
  ]
  while (!signal.aborted) {
    let removed = 0
    for (const remove of removals) removed += await removeAll(remove, { clock, log, signal })
    if (removed > 0) log.info({ documents: removed }, 'Documents were let go, as the retention of the store asks for.')
    await clock.sleep(lookMs, signal)
  }
}

interface Removing extends Pick<RetentionOptions, 'clock' | 'log'> {
  readonly signal: AbortSignal
}

async function removeAll(remove: () => number, { clock, log, signal }: Removing): Promise<number> {
  let sum = 0
  try {
    for (let count = remove(); count > 0 && !signal.aborted; count = remove()) {
      sum += count
      await clock.sleep(restMs, signal)
    }
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error
    log.warn({ code: error.code }, error.message)
  }
  return sum
}
