import type { HandleFilter, HandleUse } from './document-search.ts'
import { firstAndLast, timesOf, type TimedBucket } from './opensearch-times.ts'
import { handleQuery } from './opensearch-query.ts'
import type { Searches } from './opensearch/search-requests.ts'

/** What tells uses apart, by the field that it stands in. */
const sources = {
  host: 'host.id',
  kind: 'event.action',
  actor: 'process.entity_id',
  object: 'win11mon.object.entity_id',
  path: 'win11mon.object.executable',
  type: 'win11mon.object.type',
  granted: 'win11mon.handle.granted_access',
  desired: 'win11mon.handle.desired_access',
  source: 'win11mon.source.pid',
  recipient: 'win11mon.recipient.pid',
} as const

interface Bucket extends TimedBucket {
  readonly key: {
    readonly host: string | null
    readonly kind: HandleUse['kind']
    readonly actor: string | null
    readonly object: string | null
    readonly path: string | null
    readonly type: string | null
    readonly granted: number | null
    readonly desired: number | null
    readonly source: number | null
    readonly recipient: number | null
  }
}

/** Groups where the documents are; groups that differ only in what does not count are added up here. */
export async function handleUses(searches: Searches, pattern: string, filter: HandleFilter): Promise<HandleUse[]> {
  const uses = new Map<string, HandleUse>()
  for await (const bucket of bucketsOf(searches, pattern, filter)) {
    const what = whatOf(bucket)
    const key = JSON.stringify(what)
    const { firstUs, lastUs } = timesOf(bucket)
    const known = uses.get(key)
    uses.set(key, {
      ...what,
      events: (known?.events ?? 0) + bucket.doc_count,
      firstUs: Math.min(known?.firstUs ?? Infinity, firstUs),
      lastUs: Math.max(known?.lastUs ?? -Infinity, lastUs),
    })
  }
  return [...uses.values()].toSorted(
    (left, right) => left.firstUs - right.firstUs || compare(left.actorId, right.actorId) || compare(left.objectId, right.objectId),
  )
}

async function* bucketsOf(searches: Searches, pattern: string, filter: HandleFilter): AsyncIterable<Bucket> {
  const keys = Object.entries(sources).map(([name, field]) => ({ [name]: { terms: { field, missing_bucket: true } } }))
  let after: object | undefined
  do {
    const composite = { size: 500, sources: keys, ...(after === undefined ? {} : { after }) }
    const body = { size: 0, query: handleQuery(filter), aggregations: { uses: { composite, aggregations: firstAndLast } } }
    const { aggregations } = await searches.search(pattern, body)
    const page = aggregations?.['uses'] as { readonly after_key?: object; readonly buckets: readonly Bucket[] } | undefined
    yield* page?.buckets ?? []
    after = page?.after_key
  } while (after !== undefined)
}

function whatOf({ key }: Bucket): Omit<HandleUse, 'events' | 'firstUs' | 'lastUs'> {
  return {
    hostId: key.host ?? '',
    kind: key.kind,
    actorId: key.actor,
    objectId: key.object,
    objectPath: key.object === null ? key.path : null,
    objectType: key.type,
    access: key.granted ?? key.desired,
    sourcePid: key.source,
    recipientPid: key.recipient,
  }
}

/** Null first, text by its code points. */
function compare(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  return Buffer.compare(Buffer.from(left), Buffer.from(right))
}
