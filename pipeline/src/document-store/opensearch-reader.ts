import { isoTime } from '@win11mon/schemas'

import { type DocumentReader, type StoredRow, type Subtree, defaultSubtreeDepth } from './document-reader.ts'
import type { TextDocumentOf } from './document-writer.ts'
import type { FamilyName } from './families.ts'
import { createMemoryReader, toRow } from './memory-reader.ts'
import { documentOf } from './opensearch-document.ts'
import { createIndexNames } from './opensearch-index-names.ts'
import { type Query, alertQuery, allOf, eventQuery, everything, is } from './opensearch-query.ts'
import type { FoundHit, Searches } from './opensearch/search-requests.ts'
import { startOf, toPage } from './page-position.ts'
import { checkSubtreeDepth } from './subtree-depth.ts'

/** Parents that are asked for at once. */
const parentsPerRequest = 1_000

/**
 * Reads documents of a cluster. What was taken is seen after the refresh interval of its index. Lists that are not read by page
 * are few, or those of one host: they are ordered here, like those in memory.
 */
export function createOpensearchReader(searches: Searches, prefix: string): Omit<DocumentReader, 'close'> {
  const names = createIndexNames(prefix, 0)

  async function documents<Name extends FamilyName>(family: Name, query: Query): Promise<TextDocumentOf<Name>[]> {
    const found: TextDocumentOf<Name>[] = []
    for await (const hits of searches.all(names.all(family), query)) for (const hit of hits) found.push(documentOf(family, hit))
    return found
  }

  /** The reader of what a query finds. */
  async function over(family: FamilyName, query: Query): Promise<Omit<DocumentReader, 'close'>> {
    const found = await documents(family, query)
    return createMemoryReader(
      (wanted) => (wanted === family ? found : []) as never,
      () => 0,
    )
  }

  async function countEvents(): Promise<Map<string, number>> {
    const counts = new Map<string, number>()
    let after: object | undefined
    do {
      const sources = [{ stream: { terms: { field: 'win11mon.boot_id' } } }]
      const composite = { size: 1_000, sources, ...(after === undefined ? {} : { after }) }
      const { aggregations } = await searches.search(names.all('events'), { size: 0, aggregations: { streams: { composite } } })
      const page = aggregations?.['streams'] as
        | { after_key?: object; buckets: readonly { key: { stream: string }; doc_count: number }[] }
        | undefined
      for (const { key, doc_count: count } of page?.buckets ?? []) counts.set(key.stream, count)
      after = page?.after_key
    } while (after !== undefined)
    return counts
  }

  return {
    hosts: async () => await (await over('hosts', everything)).hosts(),
    processes: async (hostId) => await (await over('processes', allOf(is('host.id', hostId)))).processes(hostId),
    process: async (entityId) => await (await over('processes', { ids: { values: [entityId] } })).process(entityId),
    alerts: async (filter = {}) => await (await over('alerts', alertQuery(filter))).alerts(filter),
    gaps: async (hostId) => await (await over('gaps', allOf(is('host.id', hostId)))).gaps(hostId),
    streams: async () => await (await over('streams', everything)).streams(),
    inputs: async () => await (await over('inputs', everything)).inputs(),
    deadLetters: async () => await (await over('dead_letters', everything)).deadLetters(),
    subtree: (entityId, maxDepth = defaultSubtreeDepth) => subtreeOf(documents, entityId, maxDepth),
    async events(filter, page) {
      const after = startOf(page)
      const { hits } = await searches.search(names.all('events'), {
        query: eventQuery(filter),
        size: page.limit + 1,
        sort: [{ '@timestamp': { order: 'asc', unmapped_type: 'date_nanos' } }, { 'event.id': { order: 'asc', unmapped_type: 'keyword' } }],
        track_total_hits: false,
        ...(after === undefined ? {} : { search_after: [isoTime(after.timeUs), after.id] }),
      })
      return toPage(
        hits.hits.map((hit: FoundHit) => toRow(documentOf('events', hit))),
        page.limit,
      )
    },
    countEvents,
  }
}

type Documents = <Name extends FamilyName>(family: Name, query: Query) => Promise<TextDocumentOf<Name>[]>

/** Level by level: a tree of a whole host would be read for one process otherwise. */
async function subtreeOf(documents: Documents, rootId: string, maxDepth: number): Promise<Subtree> {
  checkSubtreeDepth(maxDepth)
  const found: StoredRow<'processes'>[] = []
  let level = await ordered(documents, { ids: { values: [rootId] } })
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth += 1) {
    found.push(...level)
    const parents = level.map(({ id }) => id)
    const next: StoredRow<'processes'>[] = []
    for (let start = 0; start < parents.length; start += parentsPerRequest) {
      const query = { terms: { 'process.parent.entity_id': parents.slice(start, start + parentsPerRequest) } }
      next.push(...(await ordered(documents, query)))
    }
    // Every process has one parent: a circle can only close where the subtree began.
    level = sorted(next.filter(({ id }) => id !== rootId))
  }
  return { processes: found, isTruncated: level.length > 0 }
}

async function ordered(documents: Documents, query: Query): Promise<StoredRow<'processes'>[]> {
  return sorted((await documents('processes', query)).map((document) => toRow(document)))
}

function sorted(rows: readonly StoredRow<'processes'>[]): StoredRow<'processes'>[] {
  return rows.toSorted(
    (left, right) =>
      (left.started_us ?? Infinity) - (right.started_us ?? Infinity) || Buffer.compare(Buffer.from(left.id), Buffer.from(right.id)),
  )
}
