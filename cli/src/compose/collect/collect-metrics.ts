import { type CollectorLedger, type DeviceSource, type Spool, refusedByKind } from '@win11mon/collector'
import { type Clock, type MetricSample, type Metrics, type StageCounts, type Telemetry, showStages } from '@win11mon/pipeline'

import { showProcess } from '../service/process-metrics.ts'

export interface MetricSources {
  readonly spool: Pick<Spool, 'counts'>
  readonly ledger: CollectorLedger
  /** Errors of the stages `collect` and `publish`. */
  readonly telemetry: Pick<Telemetry, 'snapshot'>
  /** Events that the spool held when the collector started. */
  readonly heldAtStart: number
  readonly device: DeviceSource | undefined
  readonly clock: Clock
  readonly isReady: () => boolean
  readonly blindKinds: () => readonly string[]
}

/** What a collector shows; the names stand in docs/operations/collector.md. */
export function showCollector(metrics: Metrics, sources: MetricSources): void {
  showStages(metrics, { snapshot: () => collectorStages(sources) })
  showInput(metrics, sources)
  showSpool(metrics, sources)
  if (sources.device !== undefined) showDriver(metrics, sources.device)
  showBlindKinds(metrics, sources)
  showProcess(metrics, sources.isReady)
}

/** The two stages of a collector. For each, received = sent + held + dropped. */
function collectorStages({ ledger, spool, telemetry, heldAtStart }: MetricSources): Readonly<Record<string, StageCounts>> {
  const { read, spooled, published } = ledger
  const { heldEvents, droppedEvents, corruptEvents, declaredEvents } = spool.counts
  const { collect, publish } = telemetry.snapshot()
  return {
    collect: { ...noCounts, received: read, sent: spooled, held: read - spooled, errors: collect?.errors ?? {} },
    spool: {
      ...noCounts,
      received: heldAtStart + spooled + declaredEvents,
      sent: published,
      held: heldEvents,
      dropped: { spool_full: droppedEvents, spool_corrupt: corruptEvents },
      errors: publish?.errors ?? {},
    },
  }
}

const noCounts: StageCounts = { received: 0, sent: 0, held: 0, dropped: {}, errors: {}, bounded: {} }

function showInput(metrics: Metrics, { ledger }: MetricSources): void {
  const read = { name: 'win11mon_events_read_total', help: 'Events read from the source, by kind.', labels: ['kind'] }
  metrics.counter(read, () => byKind(ledger.source('input').readByKind))
}

function showSpool(metrics: Metrics, { spool, clock }: MetricSources): void {
  const counts = (): Spool['counts'] => spool.counts
  metrics.gauge({ name: 'win11mon_spool_events', help: 'Events the spool holds.' }, () => counts().heldEvents)
  metrics.gauge({ name: 'win11mon_spool_bytes', help: 'Bytes they take.' }, () => counts().heldBytes)
  metrics.gauge({ name: 'win11mon_spool_oldest_seconds', help: 'Age of the oldest event in the spool; 0 when it is empty.' }, () => {
    const { oldestTimeUs } = counts()
    return oldestTimeUs === null ? 0 : Math.max(0, (clock.nowUs() - oldestTimeUs) / 1e6)
  })
  metrics.counter(
    { name: 'win11mon_spool_dropped_events_total', help: 'Events dropped from a full spool, each declared, by kind.', labels: ['kind'] },
    () => byKind(counts().droppedByKind),
  )
  metrics.counter({ name: 'win11mon_gaps_declared_total', help: 'Gap events the spool has written.' }, () => counts().declaredEvents)
  metrics.counter(
    { name: 'win11mon_spool_corrupt_records_total', help: 'Batches set aside because of their checksum.' },
    () => counts().corruptBatches,
  )
  metrics.counter(
    { name: 'win11mon_spool_quarantined_files_total', help: 'Spool files set aside because they could not be read.' },
    () => counts().quarantinedFiles,
  )
}

function showDriver(metrics: Metrics, { device }: DeviceSource): void {
  const statistics = (): ReturnType<typeof device.statistics> | undefined => {
    try {
      return device.statistics()
    } catch {
      // The driver is away: its metrics are missing then, which is what win11mon_driver_up says.
      return undefined
    }
  }
  metrics.gauge({ name: 'win11mon_driver_up', help: '1 when the driver answers.' }, () => (statistics() === undefined ? 0 : 1))
  metrics.gauge({ name: 'win11mon_driver_ring_used_ratio', help: "Part of the driver's ring in use." }, () => {
    const found = statistics()
    return found === undefined ? [] : [{ labels: [], value: found.ringUsedBytes / Math.max(1, found.ringSizeBytes) }]
  })
  metrics.counter(
    { name: 'win11mon_driver_ring_lost_total', help: 'Events the driver refused since its load, by kind.', labels: ['kind'] },
    () => {
      const found = statistics()
      return found === undefined ? [] : byKind(refusedByKind(found))
    },
  )
}

function showBlindKinds(metrics: Metrics, { blindKinds }: MetricSources): void {
  metrics.gauge({ name: 'win11mon_sensor_blind', help: '1 for each kind whose canary stays silent.', labels: ['kind'] }, () =>
    blindKinds().map((kind) => ({ labels: [kind], value: 1 })),
  )
}

function byKind(counts: Readonly<Partial<Record<string, number>>>): MetricSample[] {
  return Object.entries(counts).map(([kind, value = 0]) => ({ labels: [kind], value }))
}
