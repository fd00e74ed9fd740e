/** One value of a metric; `labels` in the order of the metric's. */
export interface MetricSample {
  readonly labels: readonly string[]
  readonly value: number
}

export interface MetricDescription {
  /** `win11mon_` and a name in Prometheus' base units. */
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
}

/** What a service shows of itself. Counters and gauges are read when somebody looks, so that nothing costs anything before. */
export interface Metrics {
  /** `read` returns totals since the start, or one without labels. */
  counter(description: MetricDescription, read: () => number | readonly MetricSample[]): void
  gauge(description: MetricDescription, read: () => number | readonly MetricSample[]): void
  /** Returns what takes one observation. Bounds ascend, in the metric's unit. */
  histogram(description: MetricDescription, upperBounds: readonly number[]): (value: number) => void
  /** Prometheus text format. */
  text(): Promise<string>
}

/** For a service whose metrics nobody asked for. */
export const noMetrics: Metrics = {
  counter: () => undefined,
  gauge: () => undefined,
  histogram: () => () => undefined,
  text: () => Promise.resolve(''),
}
