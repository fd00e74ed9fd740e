import type { EventLog, LogRecord } from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'

import type { Spool, SpooledBatch } from '../spool/spool.ts'

/** Batches handed to the event log at once. */
const maxBatches = 8

/**
 * Moves batches from the spool to the event log until the spool is ended and drained or the signal is aborted. A batch
 * leaves the spool only when the log has acknowledged it. Rejects with the log's error; the batches stay, as they do
 * when the signal is aborted before the acknowledgement.
 */
export async function publish(spool: Spool, eventLog: EventLog, signal: AbortSignal): Promise<void> {
  for (;;) {
    const batches = await spool.read(maxBatches, signal)
    const last = batches.at(-1)
    if (last === undefined || signal.aborted) return
    try {
      await eventLog.append(batches.map(toRecord), signal)
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
