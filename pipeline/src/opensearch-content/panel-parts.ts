import type { Panel, PanelAggregation } from './panel.ts'

export const count: PanelAggregation = { type: 'count', label: 'Events' }

export function terms(field: string, label: string, size = 20): PanelAggregation {
  return { type: 'terms', field, label, size }
}

export function sum(field: string, label: string): PanelAggregation {
  return { type: 'sum', field, label }
}

export function overTime(field = '@timestamp'): PanelAggregation {
  return { type: 'date_histogram', field, label: 'Time' }
}

type Part = Pick<Panel, 'id' | 'title' | 'family' | 'kind'> & Partial<Panel>

/** Half a row wide and everything counted, unless said otherwise. */
export function panel(part: Part): Panel {
  return { query: '', metrics: [count], buckets: [], width: 24, height: 14, ...part }
}
