import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { type OpensearchSettings, openIndexAdministration, openOpensearchDocumentStore, opensearchSettings } from '@win11mon/pipeline'
import { isoTime } from '@win11mon/schemas'
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest'

import { openOpensearch } from '../../../deploy/local/servers/opensearch.ts'
import { openOpensearchRequests } from '../../../pipeline/src/document-store/opensearch.ts'
import type { Requests } from '../../../pipeline/src/document-store/opensearch/requests.ts'
import { roles } from '../../../pipeline/src/opensearch-content/roles.ts'
import { aDocument, create, put } from '../../../pipeline/test/document-store/a-document.ts'
import { startTimeoutMs } from './an-opensearch.ts'

const prefix = `secured-${process.pid}`
const password = 'Correct-Horse-Battery-41'

let url = ''
let certificates = ''

/** As who administers the cluster, by certificate. */
function asAdministrator(method: string, path: string, body?: object): Promise<number> {
  const pem = (name: string): Buffer => readFileSync(join(certificates, name))
  return new Promise((resolve, reject) => {
    const options = {
      method,
      ca: pem('ca.pem'),
      cert: pem('admin.pem'),
      key: pem('admin.key'),
      headers: { 'content-type': 'application/json' },
    }
    const sent = request(`${url}${path}`, options, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    sent.once('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

function settingsAs(username: string, given: object = {}): OpensearchSettings {
  const credentials = username === '' ? {} : { username, password }
  const tls = { ca_file: join(certificates, 'ca.pem') }
  return opensearchSettings.parse({
    nodes: [url],
    prefix,
    ...credentials,
    tls,
    indices: { replicas: 0, refresh_interval_ms: 200 },
    ...given,
  })
}

/** The plugin answers before it has read its own index. */
async function until(status: number, attempt: () => Promise<number>): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const found = await attempt().catch(() => 0)
    if (found === status || (found === 200 && status === 201)) return
    if (Date.now() > deadline) throw new Error(`The secured node answers ${found}, not ${status}.`)
    await sleep(200)
  }
}

beforeAll(async () => {
  const cluster = openOpensearch(process.env['WIN11MON_SECURED_DIRECTORY'] ?? inject('securedOpensearch'))
  await cluster.start()
  url = cluster.urls()[0] ?? ''
  certificates = cluster.certificates ?? ''
  await until(200, () => asAdministrator('GET', '/_cluster/health?wait_for_status=yellow'))
  for (const { name, body } of roles(prefix)) {
    await until(201, () => asAdministrator('PUT', `/_plugins/_security/api/roles/${name}`, body))
    const user = { password, opendistro_security_roles: [name] }
    await until(201, () => asAdministrator('PUT', `/_plugins/_security/api/internalusers/${name.replace(`${prefix}_`, '')}`, user))
  }
  await until(201, () => asAdministrator('PUT', '/_plugins/_security/api/internalusers/stranger', { password }))
}, startTimeoutMs)

async function requestsAs(username: string): Promise<Requests> {
  const requests = await openOpensearchRequests(settingsAs(username))
  onTestFinished(() => requests.close())
  return requests
}

const forbidden = { code: 'NOT_AUTHORISED', isRetryable: true }

test('who administers indices prepares the cluster with its role, does the retention, and cannot read a document', async () => {
  const administration = await openIndexAdministration(settingsAs('bootstrap'))
  onTestFinished(() => administration.close())
  const reports = await administration.bootstrap()
  const states = new Set(reports.filter(({ kind }) => kind !== 'role').map(({ state }) => state))
  expect([...states].toSorted()).toEqual(['created', 'no_plugin'])
  expect(new Set(reports.filter(({ kind }) => kind === 'role').map(({ state }) => state))).toEqual(new Set(['not_allowed']))
  await administration.upgrade()
  await administration.retention(true)
  const requests = await requestsAs('bootstrap')
  await expect(requests.send({ method: 'GET', path: `/${prefix}-hosts-v1/_search` }, 'reading')).rejects.toMatchObject(forbidden)
  await expect(requests.send({ method: 'PUT', path: '/another-index' }, 'creating')).rejects.toMatchObject(forbidden)
})

test('who does the retention merges, closes and deletes days with its role, and nothing else', async () => {
  const store = await openOpensearchDocumentStore({ settings: settingsAs('ingest') })
  onTestFinished(() => store.close())
  const timesUs = [10, 400].map((days) => Date.now() * 1000 - days * 86_400_000_000)
  const events = timesUs.map((timeUs) => ({
    ...aDocument('events', `R-${timeUs}`, { time_us: timeUs }),
    doc: JSON.stringify({ '@timestamp': isoTime(timeUs), event: { id: `R-${timeUs}` } }),
  }))
  await store.bulk(events.map((event) => create(event)))
  const administration = await openIndexAdministration(settingsAs('retention'))
  onTestFinished(() => administration.close())
  const steps = (await administration.retention(true)).indices.map(({ step }) => step)
  expect([steps.includes('delete'), steps.includes('close')]).toEqual([true, true])
  expect(new Set((await administration.retention(false)).indices.map(({ step }) => step))).toEqual(new Set(['keep']))
  const requests = await requestsAs('retention')
  for (const path of [`/${prefix}-hosts-v1/_search`, `/${prefix}-events-v1-*/_search`]) {
    await expect(requests.send({ method: 'GET', path }, 'reading')).rejects.toMatchObject(forbidden)
  }
  await expect(requests.send({ method: 'DELETE', path: `/${prefix}-hosts-v1` }, 'deleting')).rejects.toMatchObject(forbidden)
})

test('who writes documents does so with its role, also into a day that was closed, and can do nothing else', async () => {
  const store = await openOpensearchDocumentStore({ settings: settingsAs('ingest') })
  onTestFinished(() => store.close())
  const now = Date.now() * 1000
  const event = (id: string, timeUs: number): Parameters<typeof create>[0] => ({
    ...aDocument('events', id, { time_us: timeUs }),
    doc: JSON.stringify({ '@timestamp': isoTime(timeUs), event: { id } }),
  })
  const host = { ...aDocument('hosts', 'h1'), doc: '{"host":{"id":"h1"}}' }
  const old = now - 10 * 86_400_000_000
  const items = [create(event('A-1', now)), create(event('A-1', now)), create(event('A-2', old)), put(host, 5), put(host, 4)]
  const reassigned = { operation: 'reassign', eventId: 'A-1', eventTimeUs: now, column: 'object_id', toEntityId: 'p2' } as const
  const outcomes = await store.bulk([...items, reassigned])
  expect(outcomes.map(({ status }) => status)).toEqual(['done', 'exists', 'done', 'done', 'superseded', 'done'])
  const administration = await openIndexAdministration(settingsAs('bootstrap'))
  onTestFinished(() => administration.close())
  expect((await administration.retention(true)).indices.some(({ step }) => step === 'close')).toBe(true)
  expect(await store.bulk([create(event('A-3', old))])).toEqual([{ status: 'done' }])

  const requests = await requestsAs('ingest')
  const attempts = [
    { method: 'GET', path: `/${prefix}-hosts-v1/_search` },
    { method: 'GET', path: `/${prefix}-hosts-v1/_doc/h1` },
    { method: 'DELETE', path: `/${prefix}-hosts-v1` },
    { method: 'PUT', path: '/another-index' },
    { method: 'PUT', path: `/_index_template/${prefix}-hosts-v1`, body: { index_patterns: [`${prefix}-hosts-v1`] } },
    { method: 'PUT', path: `/${prefix}-hosts-v1/_settings`, body: { 'index.blocks.write': true } },
    { method: 'POST', path: `/${prefix}-hosts-v1/_delete_by_query`, body: { query: { match_all: {} } } },
    { method: 'PUT', path: '/_cluster/settings', body: { persistent: { 'action.auto_create_index': 'true' } } },
  ] as const
  for (const attempt of attempts) await expect(requests.send(attempt, attempt.path)).rejects.toMatchObject(forbidden)
})

test('who reads finds documents with its role, and changes nothing', async () => {
  const viewer = await openOpensearchDocumentStore({ settings: settingsAs('viewer') })
  onTestFinished(() => viewer.close())
  await expect.poll(async () => (await viewer.hosts()).map(({ id }) => id), { timeout: 20_000 }).toEqual(['h1'])
  expect((await viewer.events({}, { limit: 10 })).items.length).toBeGreaterThan(0)
  expect((await viewer.search('events', { terms: [{ fields: [], patterns: ['A-1'] }], limit: 10 })).total).toBe(1)
  expect((await viewer.countEvents()).size).toBe(0)
  const requests = await requestsAs('viewer')
  for (const attempt of [
    { method: 'PUT', path: `/${prefix}-hosts-v1/_doc/h2`, body: {} },
    { method: 'DELETE', path: `/${prefix}-hosts-v1` },
    { method: 'GET', path: '/_plugins/_security/api/roles' },
  ] as const) {
    await expect(requests.send(attempt, attempt.path)).rejects.toMatchObject(forbidden)
  }
})

test('a user without a role is told so, nothing is dropped, and it goes on when the role is there', async () => {
  const warnings: string[] = []
  const store = await openOpensearchDocumentStore({ settings: settingsAs('stranger'), onWarning: (message) => void warnings.push(message) })
  onTestFinished(() => store.close())
  const items = [put({ ...aDocument('hosts', 'h9'), doc: '{"host":{"id":"h9"}}' })]
  await expect(store.bulk(items)).rejects.toMatchObject(forbidden)
  await asAdministrator('PUT', '/_plugins/_security/api/internalusers/stranger', {
    password,
    opendistro_security_roles: [`${prefix}_ingest`],
  })
  await expect.poll(() => store.bulk(items).catch(() => undefined), { timeout: 20_000 }).toEqual([{ status: 'done' }])
})

test('without a password, with a wrong one, without the authority and under another name, the error says what to do', async () => {
  const errorOf = async (settings: OpensearchSettings): Promise<unknown> => {
    const store = await openOpensearchDocumentStore({ settings })
    onTestFinished(() => store.close())
    return await store.check().catch((error: unknown) => error)
  }
  expect(await errorOf(settingsAs(''))).toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  expect(await errorOf({ ...settingsAs('ingest'), password: 'wrong' })).toMatchObject({
    code: 'CREDENTIALS_REFUSED',
    isRetryable: true,
    message: expect.stringContaining('opensearch.username') as unknown,
  })
  const tls = settingsAs('ingest').tls
  expect(await errorOf({ ...settingsAs('ingest'), tls: { ...tls, ca_file: '' } })).toMatchObject({
    code: 'CERTIFICATE_UNTRUSTED',
    message: expect.stringContaining('opensearch.tls.ca_file') as unknown,
  })
  expect(await errorOf({ ...settingsAs('ingest'), tls: { ...tls, server_name: 'elsewhere.example' } })).toMatchObject({
    code: 'CERTIFICATE_UNTRUSTED',
  })
  expect(await errorOf({ ...settingsAs('ingest'), nodes: ['https://localhost:1'] })).toMatchObject({
    code: 'BACKEND_UNAVAILABLE',
    isRetryable: true,
  })
})

test('a certificate of the machine serves instead of a password', async () => {
  const tls = {
    ca_file: join(certificates, 'ca.pem'),
    certificate_file: join(certificates, 'admin.pem'),
    key_file: join(certificates, 'admin.key'),
  }
  const store = await openOpensearchDocumentStore({ settings: settingsAs('', { tls }) })
  onTestFinished(() => store.close())
  await store.check()
  expect((await store.hosts()).map(({ id }) => id)).toContain('h1')
})
