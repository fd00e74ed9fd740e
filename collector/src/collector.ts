import { type Clock, type EventLog, type RetryContext, type RetryPolicy, patientRetry, systemClock } from '@win11mon/pipeline'

import type { EncodedBatch } from './batch/encoded-batch.ts'
import type { Checkpoint } from './checkpoint.ts'
import { type NamedSource, takeIn } from './intake/intake.ts'
import { type CollectorLedger, createCollectorLedger } from './ledger/collector-ledger.ts'
import { type PublishObserver, publish } from './publish/publisher.ts'
import type { Spool } from './spool/spool.ts'

export interface CollectorOptions {
  readonly sources: readonly NamedSource[]
  readonly spool: Spool
  readonly eventLog: Pick<EventLog, 'append'>
  readonly clock?: Clock
  /** How an event log that is away is waited for; for ever by default. */
  readonly policy?: RetryPolicy
  readonly onRetry?: RetryContext['onRetry']
  /** A source has failed while the others go on. */
  readonly onSourceFailure?: (name: string, error: unknown) => void
  readonly publishing?: PublishObserver
  /** Sees every batch that is taken from a source, before the spool has it. */
  readonly onTaken?: (batch: EncodedBatch) => void
  readonly checkpoint?: Checkpoint
}

export interface Collector {
  /**
   * Runs both loops until the sources have ended and everything they gave is published, or until the signal is aborted.
   * `stop` ends the sources alone: what was taken from them is published then. Rejects with the first error of either loop:
   * a source's after what it had given is published, one of the log that no retry mends at once.
   */
  run(signal: AbortSignal, stop?: AbortSignal): Promise<void>
  readonly ledger: CollectorLedger
}

const noCheckpoint: Checkpoint = () => undefined

/** `source.next ─► spool.append ─► source.ack` on one side, `spool.read ─► eventLog.append ─► spool.remove` on the other. */
export function createCollector(options: CollectorOptions): Collector {
  const { sources, spool, eventLog, clock = systemClock, policy = patientRetry, checkpoint = noCheckpoint } = options
  const ledger = createCollectorLedger()
  const intake = {
    spool,
    ledger,
    checkpoint,
    onTaken: options.onTaken,
    onSourceFailure: options.onSourceFailure ?? ((): void => undefined),
  }

  async function collect(stop: AbortSignal, abort: AbortSignal): Promise<void> {
    try {
      await takeIn(sources, intake, { stop, abort })
    } finally {
      spool.end()
    }
  }

  function onPublished(events: number): void {
    ledger.published += events
    options.publishing?.onPublished?.(events)
  }

  async function run(signal: AbortSignal, stop: AbortSignal = signal): Promise<void> {
    const failure = new AbortController()
    const either = AbortSignal.any([signal, failure.signal])
    const context = { clock, policy, signal: either, ...(options.onRetry === undefined ? {} : { onRetry: options.onRetry }) }
    const published = publish(spool, eventLog, { ...context, checkpoint, observer: { ...options.publishing, onPublished } }).catch(
      (error: unknown) => {
        failure.abort(error)
        throw error
      },
    )
    const [collecting, publishing] = await Promise.allSettled([collect(stop, either), published])
    if (signal.aborted) return
    // The log's error has stopped the source, whose own then only says so.
    for (const result of [publishing, collecting]) if (result.status === 'rejected') throw result.reason
  }

  return { run, ledger }
}
