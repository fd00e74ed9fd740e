import {
  type BulkItem,
  type DocumentOf,
  type OpensearchDocumentStore,
  type OpensearchSettings,
  createTelemetry,
  openOpensearchDocumentStore,
  openPrometheusMetrics,
  systemClock,
} from '@win11mon/pipeline'
import { isoTime } from '@win11mon/schemas'
import { beforeAll, expect, test } from 'vitest'

import { Outbox } from '../../../enricher/src/partition/outbox.ts'
import { aDocument, create } from '../../../pipeline/test/document-store/a-document.ts'
import { ask, documentsIn, forgottenAfterTest, settingsOf, sharedOpensearch, startTimeoutMs } from './an-opensearch.ts'
import { type BreakingProxy, type Fault, answer, answerJson, breakingProxy } from './breaking-proxy.ts'

beforeAll(sharedOpensearch, startTimeoutMs)

const timeUs = Date.UTC(2026, 0, 5) * 1000

function anEvent(number: number, more: object = {}): DocumentOf<'events'> {
  const id = `A-${number}`
  const doc = JSON.stringify({ '@timestamp': isoTime(timeUs), event: { id, action: 'gap', sequence: number }, ...more })
  return { ...aDocument('events', id, { time_us: timeUs }), doc }
}

const events = (count: number): BulkItem[] => Array.from({ length: count }, (_, index) => create(anEvent(index)))

interface Place {
  readonly store: OpensearchDocumentStore
  readonly proxy: BreakingProxy
  readonly url: string
  readonly settings: OpensearchSettings
  readonly warnings: readonly string[]
  metrics(): Promise<string>
  /** Ids that are really there. */
  stored(): Promise<string[]>
  /** Hands items to the product's outbox and waits until each has an outcome. */
  flush(items: readonly BulkItem[]): Promise<void>
}

/** A store that reaches the real server through a proxy that breaks what it is told to. */
async function behindProxy(fault?: Fault, given: Partial<OpensearchSettings> = {}): Promise<Place> {
  const [url = ''] = (await sharedOpensearch()).urls()
  const proxy = await breakingProxy(url)
  const settings = settingsOf(proxy.url, given)
  const warnings: string[] = []
  const metrics = await openPrometheusMetrics()
  const store = await openOpensearchDocumentStore({ settings, metrics, onWarning: (message) => void warnings.push(message) })
  await store.check()
  forgottenAfterTest(url, settings, async () => {
    await store.close()
    await proxy.close()
  })
  proxy.fault = fault
  const policy = { firstDelayMs: 20, maxDelayMs: 200 }
  const outbox = new Outbox({ writer: store, clock: systemClock, policy, stage: createTelemetry().stage('test') })
  return {
    store,
    proxy,
    url,
    settings,
    warnings,
    metrics: () => metrics.text(),
    stored: async () => [...(await documentsIn(url, `${settings.prefix}-events-*`)).keys()].toSorted(),
    async flush(items) {
      outbox.add(items.map((item) => ({ item, account: null })))
      await outbox.flush(new AbortController().signal)
    },
  }
}

const idsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `A-${index}`).toSorted()
const busy = { type: 'opensearch_rejected_execution_exception', reason: 'rejected execution of coordinating operation' }

interface Items {
  items: { create: { status: number; error?: object } }[]
}

test('items that are too much at the moment are sent again, those only, and the requests at once get fewer', async () => {
  const { proxy, flush, stored, metrics } = await behindProxy(async ({ number, response, pass, request }) => {
    if (number >= 2) return answer(response, await pass())
    // As the server does it: half of the items were never taken.
    const items = Array.from({ length: request.items }, (_, index) => ({
      create: index % 2 === 0 ? { status: 429, error: busy } : { status: 409, error: { type: 'version_conflict_engine_exception' } },
    }))
    return answerJson(response, 200, { items })
  })
  await flush(events(40))
  expect(proxy.requests.map(({ items }) => items)).toEqual([40, 20, 10])
  expect(await stored()).toHaveLength(10)
  expect(await metrics()).toContain('win11mon_bulk_items_total{outcome="busy"} 30')
})

test.each<[string, Fault]>([
  [
    'status 503',
    ({ number, response, pass }) =>
      number === 0
        ? answerJson(response, 503, { error: { type: 'cluster_manager_not_discovered_exception' }, status: 503 })
        : passOn(response, pass),
  ],
  [
    'status 502 with a page of a proxy',
    ({ number, response, pass }) =>
      number === 0 ? void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad gateway</html>') : passOn(response, pass),
  ],
  [
    'status 429 for the whole',
    ({ number, response, pass }) => (number === 0 ? answerJson(response, 429, { error: busy, status: 429 }) : passOn(response, pass)),
  ],
  [
    'a connection that ends before the answer',
    ({ number, response, pass }) => (number === 0 ? void response.destroy() : passOn(response, pass)),
  ],
  [
    'a connection that ends in the middle of the answer, when the server has taken everything',
    async ({ number, response, pass }) => {
      const passed = await pass()
      if (number > 0) return answer(response, passed)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': passed.body.length })
      response.write(passed.body.subarray(0, passed.body.length >> 1))
      setTimeout(() => response.destroy(), 50)
    },
  ],
  [
    'an answer that is cut off and complete by its length',
    async ({ number, response, pass }) => {
      const { status, body } = await pass()
      answer(response, { status, body: number > 0 ? body : body.subarray(0, body.length >> 1) })
    },
  ],
  [
    'an answer for fewer items than were sent',
    async ({ number, response, pass }) => {
      const { status, body } = await pass()
      const { items } = JSON.parse(body.toString()) as Items
      answer(response, { status, body: number > 0 ? body : Buffer.from(JSON.stringify({ items: items.slice(1) })) })
    },
  ],
])('after %s everything is sent again, and every event is there once', async (_, fault) => {
  const { proxy, flush, stored, warnings } = await behindProxy(fault)
  await flush(events(30))
  expect(proxy.requests.length).toBe(2)
  expect(await stored()).toEqual(idsOf(30))
  expect(warnings.join('\n')).toMatch(/takes no documents at the moment[^]*takes documents again/u)
})

async function passOn(response: Parameters<Fault>[0]['response'], pass: Parameters<Fault>[0]['pass']): Promise<void> {
  answer(response, await pass())
}

test('an answer that stalls half-way does not hold anything up for ever', async () => {
  const { flush, stored } = await behindProxy(
    async ({ number, response, pass }) => {
      const passed = await pass()
      if (number > 0) return answer(response, passed)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': passed.body.length })
      response.write(passed.body.subarray(0, 10))
    },
    { request_timeout_ms: 1_500 },
  )
  await flush(events(5))
  expect(await stored()).toEqual(idsOf(5))
})

test('a request that is too large is halved until it fits; an item that is too large alone is refused alone', async () => {
  const { store, proxy, stored } = await behindProxy(async ({ request, response, pass }) => {
    if (request.bytes > 2_000) return void response.writeHead(413, { 'content-type': 'text/plain' }).end()
    return answer(response, await pass())
  })
  const outcomes = await store.bulk([...events(40), create(anEvent(40, { process: { command_line: 'x'.repeat(3_000) } }))])
  expect(outcomes.filter(({ status }) => status === 'done')).toHaveLength(40)
  expect(outcomes.at(-1)).toMatchObject({ status: 'failed', isRetryable: false, reason: expect.stringContaining('413') as unknown })
  expect(proxy.requests.length).toBeGreaterThan(4)
  expect(await stored()).toEqual(idsOf(40))
})

test('a cluster that is slow gets fewer requests at once', async () => {
  let underWay = 0
  const most: number[] = []
  const slow: Fault = async ({ response, pass }) => {
    underWay += 1
    most.push(underWay)
    await new Promise((resolve) => setTimeout(resolve, 400))
    underWay -= 1
    answer(response, await pass())
  }
  const { store, stored } = await behindProxy(slow, { max_requests: 8, slow_after_ms: 200, max_request_bytes: 2_000 })
  await store.bulk(events(400))
  expect(Math.max(...most.slice(0, 8))).toBeGreaterThan(2)
  expect(Math.max(...most.slice(-8))).toBeLessThanOrEqual(2)
  expect(await stored()).toHaveLength(400)
})

test('a document that the mapping does not take is kept whole, and what is no document at all is refused for good', async () => {
  const { store, url, settings } = await behindProxy()
  const strange = anEvent(0, { process: { pid: 'seven', invented: { by: 'somebody' } } })
  const outcomes = await store.bulk([
    create(strange),
    create({ ...anEvent(1), doc: '[1,2]' }),
    create(anEvent(2)),
    create({ ...anEvent(3), doc: '{"cut' }),
  ])
  expect(outcomes).toMatchObject([
    { status: 'done' },
    { status: 'failed', isRetryable: false },
    { status: 'done' },
    { status: 'failed', isRetryable: false },
  ])
  await ask(url, 'POST', `/${settings.prefix}-*/_refresh`)
  const { items } = await store.events({}, { limit: 10 })
  expect(items.map(({ doc }) => doc)).toContain(strange.doc)
  const found = await store.search('events', { terms: [{ fields: [], patterns: ['*somebody*'] }], limit: 5 })
  expect(found.items.map(({ id }) => id)).toEqual(['A-0'])
})

test('an index that the full disk of a node locked is waited for, said, and written when it is open again', async () => {
  const { store, url, settings, warnings, flush, stored } = await behindProxy()
  await store.bulk(events(1))
  const block = async (value: boolean | null): Promise<unknown> =>
    await ask(url, 'PUT', `/${settings.prefix}-events-*/_settings`, { 'index.blocks.read_only_allow_delete': value })
  await block(true)
  const flushed = flush(events(20))
  await expect.poll(() => store.pause?.reason, { timeout: 20_000 }).toBe('blocked')
  await block(null)
  await flushed
  expect(store.pause).toBeUndefined()
  expect(warnings.join('\n')).toContain('cluster_block_exception')
  expect(await stored()).toEqual(idsOf(20))
})

test('where a cluster makes no index by itself, the index of a day is made by its template', async () => {
  const { store, url, settings, stored } = await behindProxy()
  const allow = async (value: string | null): Promise<unknown> =>
    await ask(url, 'PUT', '/_cluster/settings', { persistent: { 'action.auto_create_index': value } })
  await allow('false')
  try {
    expect(await store.bulk(events(3))).toEqual([{ status: 'done' }, { status: 'done' }, { status: 'done' }])
  } finally {
    await allow(null)
  }
  expect(await stored()).toEqual(idsOf(3))
  expect(JSON.stringify(await ask(url, 'GET', `/${settings.prefix}-events-*/_mapping`))).toContain('"dynamic":"strict"')
})

test(
  'a server that is killed in the middle of writing costs nothing and doubles nothing',
  async () => {
    const { flush, stored } = await behindProxy(undefined, { max_request_bytes: 4_000, max_requests: 2 })
    const server = (await sharedOpensearch()).node(1)
    const count = 4_000
    const flushed = flush(events(count))
    await new Promise((resolve) => setTimeout(resolve, 300))
    await server.kill()
    await new Promise((resolve) => setTimeout(resolve, 500))
    await server.start()
    await flushed
    expect(await stored()).toEqual(idsOf(count))
  },
  startTimeoutMs,
)
