import { type EventLog, type LogRecord, type RetryContext, retry } from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'

import type { SpooledBatch } from '../batch/spooled-batch.ts'
import type { Checkpoint } from '../checkpoint.ts'
import type { Spool } from '../spool/spool.ts'

/** Batches handed to the event log at once. */
const maxBatches = 8

/** Told of what the publisher does; for metrics and health. */
export interface PublishObserver {
  /** Batches were read that the log has to take. */
  readonly onRead?: () => void
  /** The log has taken batches of so many events. */
  readonly onPublished?: (events: number) => void
  /** How long the log took for one call that succeeded, retries left out. */
  readonly onSent?: (durationMs: number) => void
  /** Nothing is left to publish for now. */
  readonly onIdle?: () => void
}

export interface PublishContext extends RetryContext {
  readonly checkpoint?: Checkpoint
  readonly observer?: PublishObserver
}

/**
 * Moves batches from the spool to the event log until the spool is ended and drained or the signal is aborted. A batch
 * leaves the spool only when the log has acknowledged it; a log that is away is waited for. Rejects with an error of the log
 * that no retry mends; the batches stay, as they do when the signal is aborted before the acknowledgement.
 */
export async function publish(spool: Spool, eventLog: Pick<EventLog, 'append'>, context: PublishContext): Promise<void> {
  const { signal, checkpoint, observer = {} } = context
  for (;;) {
    observer.onIdle?.()
    const batches = await spool.read(maxBatches, signal)
    const last = batches.at(-1)
    if (last === undefined || signal.aborted) return
    observer.onRead?.()
    checkpoint?.('read')
    if (!(await send(batches, eventLog, context))) return
    checkpoint?.('published')
    await spool.remove(last.id)
    checkpoint?.('removed')
    observer.onPublished?.(batches.reduce((sum, { eventCount }) => sum + eventCount, 0))
  }
}

/** False when the signal was aborted before the acknowledgement. */
async function send(batches: readonly SpooledBatch[], eventLog: Pick<EventLog, 'append'>, context: PublishContext): Promise<boolean> {
  const { signal, clock, observer } = context
  const records = batches.map(toRecord)
  try {
    await retry(async () => {
      const sentMs = clock.elapsedMs()
      await eventLog.append(records, signal)
      observer?.onSent?.(clock.elapsedMs() - sentMs)
    }, context)
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}

function toRecord({ hostId, value }: SpooledBatch): LogRecord {
  return { key: toIdText(hostId), value }
}
