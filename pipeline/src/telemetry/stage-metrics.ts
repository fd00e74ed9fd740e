import type { MetricSample, Metrics } from './metrics.ts'
import type { StageCounts, Telemetry } from './telemetry.ts'

/** Shows the counters of every stage under the names that all stages have in common. */
export function showStages(metrics: Metrics, telemetry: Pick<Telemetry, 'snapshot'>): void {
  const perStage = (value: (counts: StageCounts) => number): (() => MetricSample[]) => {
    return () => Object.entries(telemetry.snapshot()).map(([stage, counts]) => ({ labels: [stage], value: value(counts) }))
  }
  const perReason = (values: (counts: StageCounts) => Readonly<Record<string, number>>): (() => MetricSample[]) => {
    return () =>
      Object.entries(telemetry.snapshot()).flatMap(([stage, counts]) =>
        Object.entries(values(counts)).map(([reason, value]) => ({ labels: [stage, reason], value })),
      )
  }
  metrics.counter(
    { name: 'win11mon_events_received_total', help: 'Events a stage has taken.', labels: ['stage'] },
    perStage(({ received }) => received),
  )
  metrics.counter(
    { name: 'win11mon_events_sent_total', help: 'Events a stage has handed on.', labels: ['stage'] },
    perStage(({ sent }) => sent),
  )
  metrics.counter(
    { name: 'win11mon_events_dropped_total', help: 'Events a stage gave up, each declared.', labels: ['stage', 'reason'] },
    perReason(({ dropped }) => dropped),
  )
  metrics.gauge(
    { name: 'win11mon_buffer_events', help: 'Events a stage holds.', labels: ['stage'] },
    perStage(({ held }) => held),
  )
  metrics.counter(
    { name: 'win11mon_errors_total', help: 'Operating errors, those that a retry mended among them.', labels: ['stage', 'code'] },
    perReason(({ errors }) => errors),
  )
}
