import { type EventSource, type Spool, createCollector } from '@win11mon/collector'
import { Enricher, type EnricherOptions, type LedgerBalance, addBalances, balanceOf } from '@win11mon/enricher'
import { createMemoryEventLog } from '@win11mon/pipeline'

export interface EmbeddedPipelineOptions extends EnricherOptions {
  readonly source: EventSource
  readonly spool: Spool
}

/** The ledger of one stream with its identity. */
export interface StreamBalance extends LedgerBalance {
  readonly bootId: string
  readonly hostId: string
}

export interface EmbeddedPipeline {
  /**
   * Resolves when everything the source had is indexed; once the signal is aborted, when what was taken until then is.
   * Rejects with the first error of any stage, after all have stopped.
   */
  run(signal: AbortSignal): Promise<void>
  readonly enricher: Enricher
  /** The ledger of every stream that this run read from, earlier runs included, and their sum. */
  balances(): { readonly streams: readonly StreamBalance[]; readonly total: LedgerBalance }
}

/** The first stage to fail aborted the other, whose own error only says so. */
function throwFirst(results: readonly PromiseSettledResult<void>[], stop: AbortSignal): void {
  if (stop.aborted) throw stop.reason
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/** All stages in one process: source ─► spool ─► memory log ─► enricher ─► store. */
export function createEmbeddedPipeline(options: EmbeddedPipelineOptions): EmbeddedPipeline {
  const eventLog = createMemoryEventLog()
  const collector = createCollector({ source: options.source, spool: options.spool, eventLog })
  const enricher = new Enricher(options)

  async function collect(signal: AbortSignal): Promise<void> {
    try {
      await collector.run(signal)
    } finally {
      await eventLog.close()
    }
  }

  async function run(signal: AbortSignal): Promise<void> {
    const stop = new AbortController()
    const either = AbortSignal.any([signal, stop.signal])
    const stages = [collect(either), eventLog.consume((records) => enricher.handle(records), either)].map((stage) =>
      stage.catch((error: unknown) => {
        stop.abort(error)
        throw error
      }),
    )
    const results = await Promise.allSettled(stages)
    if (!signal.aborted) throwFirst(results, stop.signal)
    await enricher.finish()
  }

  return {
    run,
    enricher,
    balances() {
      const read = [...enricher.streams.values()].filter((counts) => counts.isOfThisRun)
      const streams = read.map((counts) => ({
        bootId: counts.bootId,
        hostId: counts.hostId,
        ...balanceOf(counts, Math.max(collector.issued.get(counts.bootId) ?? 0, counts.lastSequence)),
      }))
      return { streams, total: addBalances(streams) }
    },
  }
}
