/** An aggregation of a visualization, in the words of both Dashboards and the search. */
export interface PanelAggregation {
  readonly type: 'count' | 'cardinality' | 'sum' | 'max' | 'avg' | 'terms' | 'date_histogram' | 'histogram'
  readonly field?: string
  readonly label?: string
  readonly size?: number
  readonly interval?: number
}

/** Something of a dashboard: a visualization of one family's documents. */
export interface Panel {
  readonly id: string
  readonly title: string
  readonly family: string
  readonly kind: 'metric' | 'table' | 'line' | 'histogram' | 'pie' | 'heatmap'
  /** In the language of Lucene; empty for everything. */
  readonly query: string
  readonly metrics: readonly PanelAggregation[]
  readonly buckets: readonly PanelAggregation[]
  readonly width: number
  readonly height: number
}

/** A visualization that draws what its own search finds, in the Vega language. */
export interface VegaPanel {
  readonly id: string
  readonly title: string
  readonly family: string
  readonly kind: 'vega'
  readonly spec: object
  /** The search of the specification, without what Dashboards fills in. */
  readonly search: object
  readonly width: number
  readonly height: number
}

export interface Dashboard {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly panels: readonly (Panel | VegaPanel)[]
}

/** The search that a panel makes, as far as it is known without Dashboards: its query and its aggregations, one in the other. */
export function panelSearch(panel: Panel | VegaPanel): object {
  if (panel.kind === 'vega') return panel.search
  const metrics = panel.metrics.flatMap((metric, index) =>
    metric.type === 'count' ? [] : [[`m${index}`, { [metric.type]: { field: metric.field } }] as const],
  )
  let aggregations: object = Object.fromEntries(metrics)
  for (const [index, bucket] of [...panel.buckets].toReversed().entries()) {
    aggregations = { [`b${index}`]: { ...bucketAggregation(bucket), ...(Object.keys(aggregations).length === 0 ? {} : { aggregations }) } }
  }
  const query = panel.query === '' ? { match_all: {} } : { query_string: { query: panel.query } }
  return { size: 0, query, ...(Object.keys(aggregations).length === 0 ? {} : { aggregations }) }
}

function bucketAggregation({ type, field, size = 10, interval = 0.1 }: PanelAggregation): object {
  if (type === 'date_histogram') return { date_histogram: { field, fixed_interval: '30m' } }
  if (type === 'histogram') return { histogram: { field, interval } }
  return { terms: { field, size } }
}

/** Names of the fields that a panel looks at; of a query those that it names with a colon. */
export function panelFields(panel: Panel | VegaPanel): readonly string[] {
  if (panel.kind === 'vega') return fieldsIn(panel.search)
  const named = [...panel.query.matchAll(/([@\w.]+):/gu)].map(([, field = '']) => (field === '_exists_' ? '' : field))
  const existing = [...panel.query.matchAll(/_exists_:([@\w.]+)/gu)].map(([, field = '']) => field)
  const aggregated = [...panel.metrics, ...panel.buckets].flatMap(({ field }) => (field === undefined ? [] : [field]))
  return [...new Set([...named, ...existing, ...aggregated])].filter((field) => field !== '')
}

const leaves = new Set(['term', 'terms', 'range', 'match', 'wildcard', 'prefix', 'sort'])
/** Names in such a part that are words of the search. */
const words = new Set(['field', 'size', 'order', 'include', 'missing'])

/** Every field that a search names: in its conditions, scripts, aggregations, sorting and source. */
export function fieldsIn(search: unknown): readonly string[] {
  return [...new Set(namedIn(search, ''))]
}

function namedIn(value: unknown, parent: string): string[] {
  if (Array.isArray(value)) return value.flatMap((part: unknown) => (parent === '_source' ? [String(part)] : namedIn(part, parent)))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [...namedBy(name, inner, parent), ...namedIn(inner, name)])
}

function namedBy(name: string, inner: unknown, parent: string): string[] {
  if (typeof inner === 'string' && name === 'field') return [inner]
  if (typeof inner === 'string' && name === 'source') return [...inner.matchAll(/doc\['([^']+)'\]/gu)].map(([, field = '']) => field)
  return leaves.has(parent) && !words.has(name) ? [name] : []
}
