import { type Clock, type EventLog, type RetryPolicy, patientRetry, systemClock } from '@win11mon/pipeline'
import { toIdText } from '@win11mon/schemas'

import { publish } from './publish/publisher.ts'
import type { EncodedBatch } from './batch/encoded-batch.ts'
import type { EventSource } from './sources/source.ts'
import type { Spool } from './spool/spool.ts'

export interface CollectorOptions {
  readonly source: EventSource
  readonly spool: Spool
  readonly eventLog: EventLog
  readonly clock?: Clock
  /** How an event log that is away is waited for; for ever by default. */
  readonly policy?: RetryPolicy
}

/** Highest number a source gave out, by boot id (22 base64url characters): what the ledger calls issued. */
export type IssuedSequences = ReadonlyMap<string, number>

export interface Collector {
  /**
   * Runs both loops until the source has ended and everything it gave is published, or until the signal is aborted.
   * Rejects with the first error of either loop: the source's after what it had given is published, one of the log that no
   * retry mends at once.
   */
  run(signal: AbortSignal): Promise<void>
  /** Highest number taken from the source, by boot id. */
  readonly issued: IssuedSequences
}

/** `source.next ─► spool.append ─► source.ack` on one side, `spool.read ─► eventLog.append ─► spool.remove` on the other. */
export function createCollector(options: CollectorOptions): Collector {
  const { source, spool, eventLog, clock = systemClock, policy = patientRetry } = options
  const issued = new Map<string, number>()

  async function collect(signal: AbortSignal): Promise<void> {
    try {
      for (let batch = await source.next(signal); batch !== undefined && !signal.aborted; batch = await source.next(signal)) {
        note(batch)
        await spool.append(batch, signal)
        await source.ack(batch)
      }
    } finally {
      spool.end()
    }
  }

  function note({ bootId, lastSequence }: EncodedBatch): void {
    const key = toIdText(bootId)
    issued.set(key, Math.max(issued.get(key) ?? 0, lastSequence))
  }

  async function run(signal: AbortSignal): Promise<void> {
    const stop = new AbortController()
    const either = AbortSignal.any([signal, stop.signal])
    const published = publish(spool, eventLog, { clock, policy, signal: either }).catch((error: unknown) => {
      stop.abort(error)
      throw error
    })
    const [collecting, publishing] = await Promise.allSettled([collect(either), published])
    if (signal.aborted) return
    // The log's error has stopped the source, whose own then only says so.
    for (const result of [publishing, collecting]) if (result.status === 'rejected') throw result.reason
  }

  return {
    run,
    issued,
  }
}
