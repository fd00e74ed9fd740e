import { type EventLog, type LogRecord, type RetryContext, retry } from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'

import type { SpooledBatch } from '../batch/spooled-batch.ts'
import type { Spool } from '../spool/spool.ts'

/** Batches handed to the event log at once. */
const maxBatches = 8

/**
 * Moves batches from the spool to the event log until the spool is ended and drained or the signal is aborted. A batch
 * leaves the spool only when the log has acknowledged it; a log that is away is waited for. Rejects with an error of the log
 * that no retry mends; the batches stay, as they do when the signal is aborted before the acknowledgement.
 */
export async function publish(spool: Spool, eventLog: EventLog, context: RetryContext): Promise<void> {
  const { signal } = context
  for (;;) {
    const batches = await spool.read(maxBatches, signal)
    const last = batches.at(-1)
    if (last === undefined || signal.aborted) return
    try {
      await retry(() => eventLog.append(batches.map(toRecord), signal), context)
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
    await spool.remove(last.id)
  }
}

function toRecord({ hostId, value }: SpooledBatch): LogRecord {
  return { key: toIdText(hostId), value }
}
