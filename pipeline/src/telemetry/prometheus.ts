import type { MetricDescription, MetricSample, Metrics } from './metrics.ts'

export const prometheusContentType = 'text/plain; version=0.0.4; charset=utf-8'

/** Metrics in Prometheus' text format. */
export async function openPrometheusMetrics(): Promise<Metrics> {
  const { default: library } = await import('prom-client')
  const { Counter, Gauge, Histogram, Registry } = library
  const registry = new Registry()
  const common = ({
    name,
    help,
    labels = [],
  }: MetricDescription): { name: string; help: string; labelNames: string[]; registers: [typeof registry] } => ({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
  })
  return {
    counter(description, read) {
      const counter = new Counter({
        ...common(description),
        collect() {
          this.reset()
          for (const { labels, value } of samplesOf(read())) counter.inc(labelled(description, labels), value)
        },
      })
    },
    gauge(description, read) {
      const gauge = new Gauge({
        ...common(description),
        collect() {
          this.reset()
          const samples = samplesOf(read())
          // Without labels a reset leaves a zero, which would be a lie about something that is not known.
          if (samples.length === 0 && description.labels === undefined) this.remove()
          for (const { labels, value } of samples) gauge.set(labelled(description, labels), value)
        },
      })
    },
    histogram(description, upperBounds) {
      const histogram = new Histogram({ ...common(description), buckets: [...upperBounds] })
      return (value) => histogram.observe(value)
    },
    text: () => registry.metrics(),
  }
}

function samplesOf(read: number | readonly MetricSample[]): readonly MetricSample[] {
  return typeof read === 'number' ? [{ labels: [], value: read }] : read
}

function labelled({ labels = [] }: MetricDescription, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(labels.map((name, index) => [name, values[index] ?? '']))
}
