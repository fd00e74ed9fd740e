import type { Spool } from '@win11mon/collector'
import { type HostSettings, createGuidComparer, endlessMemory } from '@win11mon/enricher'
import { type DocumentHistory, type DocumentWriter, type RetryPolicy, createTelemetry, systemClock } from '@win11mon/pipeline'

import type { Analysis, AnalysisSource } from '../analysis/analysis.ts'
import { createActivityLog } from '../analysis/host-activity.ts'
import { inputDocument } from '../analysis/input-document.ts'
import { startMeter } from '../analysis/meter.ts'
import { createResultStore } from '../analysis/result-store.ts'
import { breathingHistory } from './breathing-history.ts'
import { breathe } from './breathing-source.ts'
import { createEmbeddedPipeline } from './embedded-pipeline.ts'

export interface AnalysisOptions {
  readonly source: AnalysisSource
  readonly spool: Spool
  /** Where documents are kept; closed at the end. Without it only findings are kept, in memory. */
  readonly store: (DocumentWriter & DocumentHistory) | undefined
  /** As for a service; an analysis forgets nothing all the same. */
  readonly settings: HostSettings
  /** Compare the identities found with the process GUIDs of the captures. */
  readonly comparesSourceGuids: boolean
}

/** A person waits: a store that is away for longer than this is an error, not a reason to hang. */
const shortRetry: RetryPolicy = { firstDelayMs: 200, maxDelayMs: 2_000, giveUpAfterMs: 10_000 }

/** Runs a source to its end, or to the abort of the signal, and writes the inputs beside the other documents. */
export async function runAnalysis(options: AnalysisOptions, signal: AbortSignal): Promise<Analysis> {
  const { source, spool, settings } = options
  const comparer = options.comparesSourceGuids ? createGuidComparer() : undefined
  const meter = startMeter()
  const startedUs = systemClock.nowUs()
  const activity = createActivityLog()
  const store = createResultStore(options.store)
  const indexesEvents = options.store !== undefined
  const pipeline = await createEmbeddedPipeline({
    ...settings,
    ...endlessMemory,
    source: breathe(source),
    spool,
    writer: store,
    history: options.store === undefined ? undefined : breathingHistory(options.store),
    indexesEvents,
    // Nobody reads them before the end of a run that keeps nothing.
    documentsAfterBatches: indexesEvents ? settings.documentsAfterBatches : Infinity,
    clock: systemClock,
    policy: shortRetry,
    telemetry: createTelemetry(),
    onEvent: (event, host) => {
      activity.note(event, host)
      comparer?.add(event, host.hostId)
    },
  })
  try {
    await pipeline.run(signal)
    const balances = pipeline.balances()
    const inputs = source.inputs()
    await store.bulk(inputs.map((input) => ({ operation: 'put', document: inputDocument(input), version: startedUs })))
    const { hosts, eventCounts, storedElsewhere } = pipeline.enricher
    const comparison = comparer?.compare((hostId) => hosts.get(hostId)?.tree) ?? null
    return {
      isComplete: !signal.aborted,
      inputs,
      passedOver: source.passedOver(),
      hostIds: [...hosts.keys()],
      eventCounts,
      balances,
      storedElsewhere,
      activity,
      found: store.found,
      meter,
      comparison,
    }
  } finally {
    await source.close()
    await spool.close()
    await store.close()
  }
}
