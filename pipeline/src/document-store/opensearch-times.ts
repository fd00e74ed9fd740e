import { readIsoTime } from '@win11mon/schemas'

import type { FoundHit } from './opensearch/search-requests.ts'

/** The first and the last of a group: the nearest that aggregations come to a time is its millisecond. */
export const firstAndLast: Readonly<Record<string, object>> = {
  first: { top_hits: { size: 1, _source: true, sort: [{ '@timestamp': 'asc' }] } },
  last: { top_hits: { size: 1, _source: true, sort: [{ '@timestamp': 'desc' }] } },
}

export interface TimedBucket {
  readonly doc_count: number
  readonly first: { readonly hits: { readonly hits: readonly FoundHit[] } }
  readonly last: { readonly hits: { readonly hits: readonly FoundHit[] } }
}

export function timesOf({ first, last }: TimedBucket): { readonly firstUs: number; readonly lastUs: number } {
  return { firstUs: timeOf(first.hits.hits[0]), lastUs: timeOf(last.hits.hits[0]) }
}

function timeOf(hit: FoundHit | undefined): number {
  const said = hit === undefined ? undefined : (JSON.parse(hit._source) as { readonly '@timestamp'?: string })['@timestamp']
  return (typeof said === 'string' ? readIsoTime(said) : undefined) ?? 0
}
