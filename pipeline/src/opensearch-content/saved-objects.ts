import type { Dashboard, Panel, PanelAggregation, VegaPanel } from './panel.ts'

/** An object as Dashboards imports it, one on a line. */
export interface SavedObject {
  readonly type: 'index-pattern' | 'visualization' | 'dashboard'
  readonly id: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly references: readonly { readonly name: string; readonly type: string; readonly id: string }[]
}

const sourceReference = 'kibanaSavedObjectMeta.searchSourceJSON.index'
/** Dashboards lays panels out on so many columns. */
const columns = 48

/** Everything that the dashboards need, in the order in which it can be imported. `pattern` gives the indices of a family. */
export function savedObjects(
  dashboards: readonly Dashboard[],
  pattern: (family: string) => string,
  timeFields: Readonly<Record<string, string>>,
): readonly SavedObject[] {
  const panels = dashboards.flatMap((dashboard) => dashboard.panels)
  const families = [...new Set(panels.map(({ family }) => family))].toSorted()
  return [
    ...families.map((family) => indexPattern(family, pattern(family), timeFields[family])),
    ...panels.map(visualization),
    ...dashboards.map(dashboardObject),
  ]
}

export function savedObjectLines(objects: readonly SavedObject[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('')
}

function patternId(family: string): string {
  return `win11mon-${family}`
}

function indexPattern(family: string, title: string, timeFieldName: string | undefined): SavedObject {
  const attributes = { title, ...(timeFieldName === undefined ? {} : { timeFieldName }) }
  return { type: 'index-pattern', id: patternId(family), attributes, references: [] }
}

function visualization(panel: Panel | VegaPanel): SavedObject {
  const { id, title, family, kind } = panel
  const visState =
    kind === 'vega'
      ? { title, type: 'vega', params: { spec: JSON.stringify(panel.spec, null, 2) }, aggs: [] }
      : { title, type: kind, params: paramsOf(panel), aggs: aggregationsOf(panel) }
  const source = { query: { query: kind === 'vega' ? '' : panel.query, language: 'lucene' }, filter: [] }
  return {
    type: 'visualization',
    id: `win11mon-${id}`,
    attributes: {
      title,
      visState: JSON.stringify(visState),
      uiStateJSON: '{}',
      description: '',
      version: 1,
      kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify(kind === 'vega' ? source : { ...source, indexRefName: sourceReference }) },
    },
    references: kind === 'vega' ? [] : [{ name: sourceReference, type: 'index-pattern', id: patternId(family) }],
  }
}

function aggregationsOf({ kind, metrics, buckets }: Panel): object[] {
  const metricParts = metrics.map((metric, index) => aggregation(metric, String(index + 1), 'metric'))
  const schemas = bucketSchemas[kind]
  return [
    ...metricParts,
    ...buckets.map((bucket, index) =>
      aggregation(bucket, String(metrics.length + index + 1), schemas[Math.min(index, schemas.length - 1)] ?? 'bucket'),
    ),
  ]
}

const bucketSchemas: Readonly<Record<Panel['kind'], readonly string[]>> = {
  metric: ['group'],
  table: ['bucket'],
  line: ['segment', 'group'],
  histogram: ['segment', 'group'],
  pie: ['segment'],
  heatmap: ['segment', 'group'],
}

function aggregation({ type, field, label, size, interval }: PanelAggregation, id: string, schema: string): object {
  const byType: Readonly<Partial<Record<PanelAggregation['type'], object>>> = {
    terms: { size: size ?? 10, order: 'desc', orderBy: '1', otherBucket: false, missingBucket: false },
    date_histogram: { interval: 'auto', min_doc_count: 1, drop_partials: false },
    histogram: { interval: interval ?? 0.1, min_doc_count: 0 },
  }
  const params = { ...(field === undefined ? {} : { field }), ...byType[type], ...(label === undefined ? {} : { customLabel: label }) }
  return { id, enabled: true, type, schema, params }
}

function paramsOf({ kind }: Panel): object {
  if (kind === 'table') return { perPage: 20, showPartialRows: false, showMetricsAtAllLevels: false, showTotal: false }
  if (kind === 'metric')
    return { addTooltip: true, addLegend: false, type: 'metric', metric: { style: { fontSize: 36 }, labels: { show: true } } }
  if (kind === 'pie') return { type: 'pie', addTooltip: true, addLegend: true, isDonut: true }
  if (kind === 'heatmap')
    return { type: 'heatmap', addTooltip: true, addLegend: true, colorsNumber: 6, colorSchema: 'Reds', setColorRange: false }
  return { type: kind, addTooltip: true, addLegend: true, legendPosition: 'right' }
}

function dashboardObject({ id, title, description, panels }: Dashboard): SavedObject {
  const places = placed(panels)
  const panelsJson = panels.map((_, index) => ({
    version: '2.0.0',
    gridData: { ...places[index], i: String(index) },
    panelIndex: String(index),
    embeddableConfig: {},
    panelRefName: `panel_${index}`,
  }))
  return {
    type: 'dashboard',
    id: `win11mon-${id}`,
    attributes: {
      title,
      description,
      hits: 0,
      version: 1,
      panelsJSON: JSON.stringify(panelsJson),
      optionsJSON: JSON.stringify({ useMargins: true, hidePanelTitles: false }),
      timeRestore: true,
      timeFrom: 'now-24h',
      timeTo: 'now',
      kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify({ query: { query: '', language: 'lucene' }, filter: [] }) },
    },
    references: panels.map((panel, index) => ({ name: `panel_${index}`, type: 'visualization', id: `win11mon-${panel.id}` })),
  }
}

/** One beside the other until the row is full. */
function placed(panels: readonly (Panel | VegaPanel)[]): { x: number; y: number; w: number; h: number }[] {
  let x = 0
  let y = 0
  let rowHeight = 0
  return panels.map(({ width, height }) => {
    if (x + width > columns) {
      x = 0
      y += rowHeight
      rowHeight = 0
    }
    const place = { x, y, w: width, h: height }
    x += width
    rowHeight = Math.max(rowHeight, height)
    return place
  })
}
