import type { Requests } from './requests.ts'

export interface FoundHit {
  readonly _id: string
  readonly _source: string
  readonly sort?: readonly unknown[]
}

interface SearchAnswer {
  readonly _scroll_id?: string
  readonly hits: { readonly total?: { readonly value: number }; readonly hits: readonly FoundHit[] }
  readonly aggregations?: Readonly<Record<string, unknown>>
  readonly _shards: { readonly failed: number }
}

/** Searches in the indices of a pattern, none of which has to be there. */
export interface Searches {
  /** One page; rejects when a shard did not answer, since an answer that lacks documents looks like any other. */
  search(pattern: string, body: object): Promise<SearchAnswer>
  count(pattern: string, query: object): Promise<number>
  /** Everything that a query finds, in no order, a page at a time. What is written meanwhile is not among it. */
  all(pattern: string, query: object): AsyncIterable<readonly FoundHit[]>
  /** Type of every field that can be searched, by name. */
  fieldTypes(pattern: string): Promise<ReadonlyMap<string, string>>
}

const absent = { ignore_unavailable: true, allow_no_indices: true }
/** Documents in one page of everything. */
const pageSize = 2_000
const keepAlive = '2m'

export function createSearches(requests: Requests): Searches {
  async function ask(path: string, query: Readonly<Record<string, string | boolean>>, body: object): Promise<SearchAnswer> {
    const { body: answer } = await requests.send({ method: 'POST', path, query, body }, 'OpenSearch: searching')
    return answer as SearchAnswer
  }

  return {
    search: (pattern, body) => ask(`/${pattern}/_search`, { ...absent, allow_partial_search_results: false }, body),
    async count(pattern, query) {
      const { body } = await requests.send(
        { method: 'POST', path: `/${pattern}/_count`, query: absent, body: { query } },
        'OpenSearch: counting',
      )
      return (body as { readonly count: number }).count
    },
    async *all(pattern, query) {
      const body = { query, size: pageSize, sort: ['_doc'] }
      let page = await ask(`/${pattern}/_search`, { ...absent, allow_partial_search_results: false, scroll: keepAlive }, body)
      try {
        while (page.hits.hits.length > 0) {
          yield page.hits.hits
          if (page.hits.hits.length < pageSize || page._scroll_id === undefined) return
          page = await ask('/_search/scroll', {}, { scroll: keepAlive, scroll_id: page._scroll_id })
        }
      } finally {
        if (page._scroll_id !== undefined) await forget(requests, page._scroll_id)
      }
    },
    async fieldTypes(pattern) {
      const query = { ...absent, fields: '*', filter_path: 'fields.*.*.searchable' }
      const { body } = await requests.send({ method: 'GET', path: `/${pattern}/_field_caps`, query }, 'OpenSearch: reading the fields')
      const { fields = {} } = body as {
        readonly fields?: Readonly<Record<string, Readonly<Record<string, { readonly searchable: boolean }>>>>
      }
      return new Map(
        Object.entries(fields).flatMap(([name, types]) => {
          const [type, use] = Object.entries(types)[0] ?? []
          return type !== undefined && use?.searchable === true ? [[name, type] as const] : []
        }),
      )
    },
  }
}

/** It goes by itself after a while; until then it holds files. */
async function forget(requests: Requests, scrollId: string): Promise<void> {
  const body = { scroll_id: [scrollId] }
  await requests
    .send({ method: 'DELETE', path: '/_search/scroll', body, expects: [404] }, 'OpenSearch: ending a search')
    .catch(() => undefined)
}
