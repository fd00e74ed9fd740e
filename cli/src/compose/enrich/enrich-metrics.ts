import { type Metrics, type Telemetry, showStages } from '@win11mon/pipeline'

import type { RetentionTotals } from '../service/keep-retention.ts'
import { showProcess } from '../service/process-metrics.ts'
import type { AlertService } from './alert-service.ts'
import type { GroupWatch } from './group-watch.ts'
import type { PartitionHosting } from './partition-hosting.ts'

export interface EnrichMetricSources {
  readonly telemetry: Telemetry
  readonly hosting: PartitionHosting
  readonly group: GroupWatch
  readonly alerts: Pick<AlertService, 'delivered' | 'jobs'> | undefined
  readonly isReady: () => boolean
}

/** What an enricher of a group shows; the names stand in docs/operations/enricher.md. */
export function showEnricher(metrics: Metrics, sources: EnrichMetricSources): void {
  const { telemetry, group, isReady } = sources
  showStages(metrics, telemetry)
  metrics.gauge({ name: 'win11mon_consumer_lag', help: 'Records behind what was fetched last, by partition.', labels: ['partition'] }, () =>
    [...group.lags].map(([partition, value]) => ({ labels: [String(partition)], value })),
  )
  metrics.gauge(
    { name: 'win11mon_lag_seconds', help: 'Seconds between appending and fetching of the newest record.' },
    () => group.lagSeconds,
  )
  showEnriching(metrics, sources)
  showProcess(metrics, isReady)
}

/** Shows what the retention has let go of, and returns where that is counted. */
export function showRetention(metrics: Metrics): RetentionTotals {
  const totals: RetentionTotals = new Map()
  const help = 'What the retention has let go of: documents, or days of events closed or deleted.'
  metrics.counter({ name: 'win11mon_retention_total', help, labels: ['what'] }, () =>
    [...totals].map(([what, value]) => ({ labels: [what], value })),
  )
  return totals
}

/** What shows beside a collector in the same process. */
export function showEnriching(
  metrics: Metrics,
  { telemetry, hosting, alerts }: Pick<EnrichMetricSources, 'telemetry' | 'hosting' | 'alerts'>,
): void {
  metrics.gauge({ name: 'win11mon_partitions', help: 'Partitions this member works on.' }, () => hosting.partitions.length)
  metrics.gauge({ name: 'win11mon_hosts_in_memory', help: 'Hosts whose state is in memory.' }, () => hosting.hostCount)
  metrics.counter(
    {
      name: 'win11mon_bounds_reached_total',
      help: 'How often a bound of the memory was reached, by stage and bound.',
      labels: ['stage', 'bound'],
    },
    () =>
      Object.entries(telemetry.snapshot()).flatMap(([stage, { bounded }]) =>
        Object.entries(bounded).map(([bound, value]) => ({ labels: [stage, bound], value })),
      ),
  )
  if (alerts !== undefined) showAlerts(metrics, alerts)
}

function showAlerts(metrics: Metrics, alerts: Pick<AlertService, 'delivered' | 'jobs'>): void {
  metrics.counter({ name: 'win11mon_alerts_delivered_total', help: 'Alert changes delivered, by sink.', labels: ['sink'] }, () =>
    [...alerts.delivered].map(([sink, value]) => ({ labels: [sink], value })),
  )
  metrics.gauge({ name: 'win11mon_jobs', help: 'Jobs of delivery, waiting or failed for good.', labels: ['state'] }, () =>
    Object.entries(alerts.jobs).map(([state, value]) => ({ labels: [state], value: Number(value) })),
  )
}
