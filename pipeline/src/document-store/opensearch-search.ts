import { idPaths } from './column-paths.ts'
import type { StoredRow } from './document-reader.ts'
import { type Activity, type DocumentSearch, type SearchedRow, searchTimeOf } from './document-search.ts'
import { createFirstItems } from './first-items.ts'
import { toRow } from './memory-reader.ts'
import { documentOf } from './opensearch-document.ts'
import { handleUses } from './opensearch-handle-uses.ts'
import { createIndexNames } from './opensearch-index-names.ts'
import { allOf, searchFilter } from './opensearch-query.ts'
import { candidatesOf } from './opensearch-search-terms.ts'
import type { FoundHit, Searches } from './opensearch/search-requests.ts'
import { type TimedBucket, firstAndLast, timesOf } from './opensearch-times.ts'
import { matcherOf } from './search-term.ts'

/** Finds documents in a cluster: its indices name those that may fit, and each of these is looked at here, so that stores agree. */
export function createOpensearchSearch(searches: Searches, prefix: string): DocumentSearch {
  const names = createIndexNames(prefix, 0)
  return {
    async withIdPrefix(family, idPrefix, limit) {
      const field = idPaths[family] ?? ''
      const body = {
        query: { prefix: { [field]: { value: idPrefix } } },
        sort: [{ [field]: { order: 'asc', unmapped_type: 'keyword' } }],
        size: Math.min(limit, 10_000),
      }
      const { hits } = await searches.search(names.all(family), body)
      return hits.hits.map((hit: FoundHit) => toRow(documentOf(family, hit)))
    },
    async search(family, search, signal) {
      const pattern = names.all(family)
      const filter = searchFilter(family, search)
      const types = await searches.fieldTypes(pattern)
      const matches = matcherOf(search.terms)
      const first = createFirstItems(
        search.limit,
        (row: StoredRow<typeof family>) => searchTimeOf(row as unknown as SearchedRow) ?? Infinity,
      )
      const candidates = allOf(filter, ...search.terms.map((term) => candidatesOf(term, types)))
      const lookedAt = await searches.count(pattern, filter)
      let isComplete = true
      for await (const hits of searches.all(pattern, candidates)) {
        for (const hit of hits) {
          const row = toRow(documentOf(family, hit))
          if (matches(JSON.parse(row.doc))) first.add(row)
        }
        isComplete = signal?.aborted !== true
        if (!isComplete) break
      }
      return { items: first.items(), total: first.total, lookedAt, isComplete }
    },
    activity: (entityId) => activityOf(searches, names.all('events'), entityId),
    handles: (filter = {}) => handleUses(searches, names.all('events'), filter),
  }
}

interface KindBucket extends TimedBucket {
  readonly key: string
}

async function activityOf(searches: Searches, pattern: string, entityId: string): Promise<Activity[]> {
  const isActor = { term: { 'process.entity_id': entityId } }
  const isObject = { bool: { filter: [{ term: { 'win11mon.object.entity_id': entityId } }], must_not: [isActor] } }
  const kinds = { kinds: { terms: { field: 'event.action', size: 1_000 }, aggregations: firstAndLast } }
  const aggregations = { actor: { filter: isActor, aggregations: kinds }, object: { filter: isObject, aggregations: kinds } }
  const answer = await searches.search(pattern, { size: 0, query: { bool: { should: [isActor, isObject] } }, aggregations })
  const found = (['actor', 'object'] as const).flatMap((role) => {
    const part = answer.aggregations?.[role] as { readonly kinds: { readonly buckets: readonly KindBucket[] } } | undefined
    return (part?.kinds.buckets ?? []).map((bucket) => ({ kind: bucket.key, role, events: bucket.doc_count, ...timesOf(bucket) }))
  })
  return found.toSorted((left, right) => compare(left.kind, right.kind) || compare(left.role, right.role))
}

function compare(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right))
}
