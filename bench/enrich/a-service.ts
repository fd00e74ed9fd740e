import { PartitionEnricher } from '@win11mon/enricher'
import { type BulkOutcome, type Clock, type DocumentWriter, createTelemetry, systemClock } from '@win11mon/pipeline'

const done: BulkOutcome = { status: 'done' }

/** Takes every document and keeps none, so that the enricher alone is measured. */
const sink: DocumentWriter = { bulk: (items) => Promise.resolve(items.map(() => done)), close: () => Promise.resolve() }

/** An enricher as a service runs it: with a horizon and the default bounds, and no document for each event. */
export function aService(clock: Clock = systemClock): PartitionEnricher {
  return new PartitionEnricher({
    writer: sink,
    clock,
    policy: { firstDelayMs: 1, maxDelayMs: 1 },
    stage: createTelemetry().stage('enrich'),
    latenessUs: 10_000_000,
    horizonUs: 3_600_000_000,
    maxProcesses: 50_000,
    maxMentions: 200_000,
    documentsAfterBatches: 32,
    exceptions: [],
    indexesEvents: false,
  })
}

/** Of live objects only: what the collector of garbage has not come to yet says nothing. Needs `--expose-gc`. */
export function liveHeapBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
