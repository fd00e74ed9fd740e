import { type EventSource, type Spool, createCollector } from '@win11mon/collector'
import { type EnricherOptions, PartitionEnricher, addBalances, balanceOf } from '@win11mon/enricher'
import { type Clock, type RetryPolicy, type Telemetry, createMemoryEventLog } from '@win11mon/pipeline'

import type { StreamBalances } from '../analysis/analysis.ts'

export interface EmbeddedPipelineOptions extends Omit<EnricherOptions, 'stage' | 'issuedThrough'> {
  readonly source: EventSource
  readonly spool: Spool
  readonly clock: Clock
  readonly policy: RetryPolicy
  readonly telemetry: Telemetry
}

export interface EmbeddedPipeline {
  /**
   * Resolves when everything the source had is indexed; once the signal is aborted, when what was taken until then is.
   * Rejects with the first error of any stage, after all have stopped.
   */
  run(signal: AbortSignal): Promise<void>
  readonly enricher: PartitionEnricher
  /** The ledger of every stream that this run read from, earlier runs included, and their sum. */
  balances(): StreamBalances
}

/** The first stage to fail aborted the other, whose own error only says so. */
function throwFirst(results: readonly PromiseSettledResult<void>[], stop: AbortSignal): void {
  if (stop.aborted) throw stop.reason
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/** All stages in one process: source ─► spool ─► memory log ─► enricher ─► store. */
export async function createEmbeddedPipeline(options: EmbeddedPipelineOptions): Promise<EmbeddedPipeline> {
  const { source, spool, clock, policy, telemetry } = options
  // Versions of documents follow the positions: those of this run are above those of every run before.
  const startsAfter = (await options.history?.newestVersion()) ?? 0
  const eventLog = createMemoryEventLog({ clock, startsAfter })
  const collector = createCollector({ sources: [{ name: 'input', source }], spool, eventLog, clock, policy })
  const issuedThrough = (bootId: string): number | undefined => collector.ledger.issued.get(bootId)
  const enricher = new PartitionEnricher({ ...options, stage: telemetry.stage('enrich'), issuedThrough })

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
    const stages = [collect(either), eventLog.consume(() => enricher, either)].map((stage) =>
      stage.catch((error: unknown) => {
        stop.abort(error)
        throw error
      }),
    )
    const results = await Promise.allSettled(stages)
    if (!signal.aborted) throwFirst(results, stop.signal)
    // An interrupted run writes what it has all the same; only a store that cannot be written to ends that.
    await enricher.release(new AbortController().signal)
  }

  return {
    run,
    enricher,
    balances() {
      const read = [...enricher.hosts.values()].flatMap((host) => [...host.streams.values()]).filter((stream) => stream.isOfThisRun)
      const streams = read.map((stream) => {
        const { bootId, hostId } = stream
        return { bootId, hostId, ...balanceOf(stream, issuedThrough(bootId)) }
      })
      return { streams, total: addBalances(streams) }
    },
  }
}
