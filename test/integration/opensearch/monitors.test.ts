import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { isoTime } from '@win11mon/schemas'
import { beforeAll, describe, expect, test } from 'vitest'

import { familyPattern } from '../../../pipeline/src/opensearch-content/content-files.ts'
import { type Monitor, messageTemplate, monitorQuery, monitorSearch } from '../../../pipeline/src/opensearch-content/monitor.ts'
import { monitors } from '../../../pipeline/src/opensearch-content/monitors.ts'
import { ask, bulkOf, installed, startTimeoutMs } from './an-opensearch.ts'

/** A document and the family it belongs to. */
type Seed = readonly [family: string, doc: object]

const ago = (minutes: number): string => isoTime((Date.now() - minutes * 60_000) * 1000)
const host = (id: string): object => ({ id, name: `name of ${id}` })

function duplicate(
  hostId: string,
  pids: readonly [actor: number, source: number, recipient: number],
  given: { access?: number; object?: string; minutes?: number } = {},
): Seed {
  const [actor, source, recipient] = pids
  const { access = 0x1000, object = 'victim', minutes = 1 } = given
  return [
    'events',
    {
      '@timestamp': ago(minutes),
      event: { action: 'handle_duplicate' },
      host: host(hostId),
      process: { entity_id: `${hostId}-actor`, pid: actor },
      win11mon: {
        object: { entity_id: object },
        source: { pid: source },
        recipient: { pid: recipient },
        handle: { granted_access: access, is_kernel_handle: false },
      },
    },
  ]
}

function opened(hostId: string, access: number, object = 'victim'): Seed {
  const handle = { granted_access: access }
  const process = { entity_id: `${hostId}-actor`, pid: 10 }
  return [
    'events',
    {
      '@timestamp': ago(2),
      event: { action: 'handle_create' },
      host: host(hostId),
      process,
      win11mon: { object: { entity_id: object }, handle },
    },
  ]
}

function alert(hostId: string, severity: string, status: string, minutes = 5): Seed {
  const times = { '@timestamp': ago(minutes), event: { start: ago(minutes), end: ago(minutes) } }
  return ['alerts', { ...times, host: host(hostId), rule: { id: 'HD-08' }, win11mon: { alert_id: `alert-${hostId}`, severity, status } }]
}

function scored(hostId: string, probability: number, isReported: boolean, minutes = 5): Seed {
  const score = { abuse: { probability, is_reported: isReported } }
  return ['processes', { host: host(hostId), process: { entity_id: `${hostId}-process`, start: ago(minutes) }, win11mon: { score } }]
}

function heartbeat(hostId: string, isBlind: boolean, minutes = 2): Seed {
  return [
    'events',
    {
      '@timestamp': ago(minutes),
      event: { action: 'agent_heartbeat' },
      host: host(hostId),
      win11mon: { agent: { sensor_blind: isBlind } },
    },
  ]
}

function lastHeard(hostId: string, minutes: number): Seed {
  return ['hosts', { host: host(hostId), win11mon: { last_event: ago(minutes) } }]
}

function ledger(hostId: string, unexplained: number): Seed {
  return ['streams', { host: { id: hostId }, win11mon: { boot_id: `boot-${hostId}`, ledger: { issued: 10, unexplained } } }]
}

function gap(hostId: string, reason: string, minutes = 5): Seed {
  return [
    'gaps',
    {
      '@timestamp': ago(minutes),
      host: { id: hostId },
      win11mon: { boot_id: `boot-${hostId}`, gap: { reason, count: 3, last_time: ago(minutes) } },
    },
  ]
}

const many = (count: number, make: (index: number) => Seed): Seed[] => Array.from({ length: count }, (_, index) => make(index))

/** For each monitor what it must fire for, on hosts named `loud…`, and what it must leave alone, on hosts named `quiet…`. */
const seeds: Readonly<Record<string, readonly Seed[]>> = {
  'new-critical-alert': [
    alert('loud1', 'critical', 'raised'),
    alert('quiet1', 'high', 'raised'),
    alert('quiet2', 'critical', 'withdrawn'),
    alert('quiet3', 'critical', 'raised', 3_000),
  ],
  'handle-duplication-burst': [
    ...many(60, (index) => duplicate('loud1', [10, 10, 10], { object: `object${index % 12}` })),
    ...many(49, (index) => duplicate('quiet1', [10, 10, 10], { object: `object${index % 12}` })),
    ...many(200, (index) => duplicate('quiet2', [10, 10, 10], { object: `object${index % 5}` })),
    ...many(60, (index) => duplicate('quiet3', [10, 10, 10], { object: `object${index % 12}`, minutes: 30 })),
  ],
  'third-party-duplication': [
    duplicate('loud1', [10, 20, 30]),
    duplicate('loud2', [10, 20, 10]),
    duplicate('quiet1', [10, 10, 10]),
    duplicate('quiet2', [10, 10, 30]),
    duplicate('quiet3', [10, 20, 4]),
    duplicate('quiet4', [10, 20, 30], { minutes: 60 }),
  ],
  'rights-raised-by-duplication': [
    opened('loud1', 0x1000),
    duplicate('loud1', [10, 10, 10], { access: 0x1030 }),
    opened('loud2', 0x0450),
    duplicate('loud2', [10, 10, 10], { access: 0x0002 }),
    opened('quiet1', 0x1030),
    duplicate('quiet1', [10, 10, 10], { access: 0x1030 }),
    opened('quiet2', 0x0400),
    duplicate('quiet2', [10, 10, 10], { access: 0x1400 }),
    duplicate('quiet3', [10, 10, 10], { access: 0x1030 }),
    opened('quiet4', 0x1000, 'another'),
    duplicate('quiet4', [10, 10, 10], { access: 0x0030 }),
  ],
  'ioring-abuse-score': [
    scored('loud1', 0.93, true),
    scored('quiet1', 0.93, false),
    scored('quiet2', 0.5, true),
    scored('quiet3', 0.93, true, 20_000),
  ],
  'silent-host': [lastHeard('loud1', 16), lastHeard('loud2', 9_000), lastHeard('quiet1', 1), lastHeard('quiet2', 11_000)],
  'sensor-blind': [heartbeat('loud1', true), heartbeat('quiet1', false), heartbeat('quiet2', true, 60)],
  'unexplained-loss': [
    ledger('loud1', 2),
    ledger('loud2', -1),
    gap('loud3', 'sequence_missing'),
    ledger('quiet1', 0),
    gap('quiet2', 'ring_full'),
    gap('quiet3', 'sequence_missing', 3_000),
  ],
}

/** The search of a page, with the keys of the first host that its monitor fires for in place of the words in capitals. */
function pageSearch(id: string): { readonly path: string; readonly body: object } {
  const page = readFileSync(join(import.meta.dirname, `../../../docs/monitors/${id}.md`), 'utf8')
  const [, path = '', body = ''] = /^POST (\S+)\n(\{[^`]*\})\n```$/mu.exec(page) ?? []
  const keys = {
    HOST_ID: 'loud1',
    ACTOR_ID: 'loud1-actor',
    OBJECT_ID: 'victim',
    ALERT_ID: 'alert-loud1',
    PROCESS_ID: 'loud1-process',
    BOOT_ID: 'boot-loud1',
  }
  const filled = Object.entries(keys).reduce((text, [word, value]) => text.replaceAll(`"${word}"`, JSON.stringify(value)), body)
  return { path, body: JSON.parse(filled) as object }
}

let place: { readonly url: string; readonly prefix: string }

beforeAll(async () => {
  place = await installed()
}, startTimeoutMs)

async function fired(monitor: Monitor, search: object): Promise<string[]> {
  const indices = monitor.families.map((family) => familyPattern(place.prefix, family)).join(',')
  const answer = await ask(place.url, 'POST', `/${indices}/_search?ignore_unavailable=true`, search)
  expect(answer).toMatchObject({ _shards: { failed: 0 } })
  // A cluster without a single event has no index of them, and nothing to aggregate.
  const buckets =
    (answer as { aggregations?: { found: { buckets: readonly { key: { host: string } }[] } } }).aggregations?.found.buckets ?? []
  return [...new Set(buckets.map(({ key }) => key.host))].toSorted()
}

test('every monitor has something that it must fire for and something that it must leave alone', () => {
  expect(Object.keys(seeds).toSorted()).toEqual(monitors.map(({ id }) => id).toSorted())
})

describe.each(monitors)('monitor $id', (monitor) => {
  test('fires for what it is about and for nothing else, its trigger run by the painless of a real server', async () => {
    const { url, prefix } = place
    await ask(url, 'POST', `/${prefix}-*/_delete_by_query?refresh=true&conflicts=proceed`, { query: { match_all: {} } })
    expect(await fired(monitor, monitorSearch(monitor))).toEqual([])
    const hosts = await bulkOf(
      url,
      (seeds[monitor.id] ?? []).map(([family, doc]) => [prefix, family, doc] as const),
    )
    const loud = hosts.filter((name) => name.startsWith('loud'))
    expect(await fired(monitor, monitorSearch(monitor))).toEqual(loud)
    // Without its trigger it would find more: the trigger, or else the query, keeps the quiet ones out.
    expect((await fired(monitor, monitorQuery(monitor))).length).toBeGreaterThanOrEqual(loud.length)
  })

  test('its trigger stands by itself in the real engine, with its parameters', async () => {
    const run = async (value: number): Promise<unknown> => {
      const params = Object.fromEntries(Object.keys(monitor.values).map((name) => [name, value]))
      return (await ask(place.url, 'POST', '/_scripts/painless/_execute', { script: { source: monitor.trigger, params } }))['result']
    }
    expect(await run(0)).toBe('false')
    expect(['true', 'false']).toContain(await run(1_000))
  })

  test('its message is made by the real Mustache, and holds keys only', async () => {
    const params = { ctx: { periodStart: 'FROM', periodEnd: 'TO', newAlerts: [{ bucket_keys: 'KEY1' }, { bucket_keys: 'KEY2' }] } }
    const answer = await ask(place.url, 'POST', '/_render/template', { source: JSON.stringify({ text: messageTemplate(monitor) }), params })
    const { text } = (answer as { template_output: { text: string } }).template_output
    expect(text).toContain('- KEY1\n- KEY2')
    expect(text).toContain('between FROM and TO')
    expect(text).toContain(`docs/monitors/${monitor.id}.md`)
  })

  test('the search on its page finds what it fired for', async () => {
    const { url, prefix } = place
    await ask(url, 'POST', `/${prefix}-*/_delete_by_query?refresh=true&conflicts=proceed`, { query: { match_all: {} } })
    await bulkOf(
      url,
      (seeds[monitor.id] ?? []).map(([family, doc]) => [prefix, family, doc] as const),
    )
    const { path, body } = pageSearch(monitor.id)
    const answer = await ask(url, 'POST', `/${path.replaceAll('win11mon-', `${prefix}-`)}?ignore_unavailable=true`, body)
    const { hits, _shards: shards } = answer as { hits: { total: { value: number } }; _shards: { failed: number } }
    expect([shards.failed, hits.total.value > 0]).toEqual([0, true])
  })
})
