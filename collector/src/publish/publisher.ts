import type { EventLog } from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'

import type { Spool } from '../spool/spool.ts'

/** Batches handed to the event log at once. */
const maxBatches = 8

/**
 * Moves batches from the spool to the event log until the spool is ended and drained or the signal is aborted. A batch
 * leaves the spool only when the log has acknowledged it. Rejects with the log's error; the batches stay.
 */
export async function publish(spool: Spool, eventLog: EventLog, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const batches = await spool.read(maxBatches, signal)
    const last = batches.at(-1)
    if (last === undefined) return
    await eventLog.append(
      batches.map(({ hostId, value }) => ({ key: toIdText(hostId), value })),
      signal,
    )
    await spool.remove(last.id)
  }
}
