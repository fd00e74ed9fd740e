import { createHmac } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import { createSocket } from 'node:dgram'
import { type AddressInfo, type Socket, createServer } from 'node:net'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  type JobQueue,
  type MemoryDocumentStore,
  createMemoryDocumentStore,
  createMemoryStateStore,
  createTelemetry,
  openSqliteJobQueue,
} from '@win11mon/pipeline'
import { expect, onTestFinished, test } from 'vitest'

import type { AlertMessage, AlertSink } from '../../src/deliver/alert-sink.ts'
import { type AlertDelivery, createAlertDelivery } from '../../src/deliver/deliver-alerts.ts'
import { createFileSink } from '../../src/deliver/file-sink.ts'
import { createSyslogSink } from '../../src/deliver/syslog-sink.ts'
import { createWebhookSink } from '../../src/deliver/webhook-sink.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { aRecord } from '../partition/a-partition.ts'
import { ASharedLog, aMember } from '../partition/a-shared-log.ts'

const { signal: never } = new AbortController()
const message: AlertMessage = {
  deliveryId: 'alert.1.raised.high.webhook',
  change: 'raised',
  alert: { rule: { id: 'HD-08' }, win11mon: { severity: 'high' } },
}
const readsLsass = aRecord([
  aProcessCreate({ timeUs: at(0), processId: 100, executable: 'C:\\Users\\a\\tool.exe' }),
  aHandleCreate({
    timeUs: at(1),
    processId: 100,
    objectProcessId: 600,
    objectExecutable: 'C:\\Windows\\System32\\lsass.exe',
    grantedAccess: 0x1410,
  }),
])

interface Request {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** A receiver that answers with these statuses, the last of them again and again. */
async function aReceiver(...statuses: number[]): Promise<{ url: string; requests: Request[] }> {
  const requests: Request[] = []
  const server = createHttpServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      requests.push({ headers: request.headers, body })
      response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts?key=secret`, requests }
}

test('a webhook gets the alert signed, with its time and the same key at every attempt', async () => {
  const { url, requests } = await aReceiver(204)
  const sink = createWebhookSink({ url, secret: 'shared', timeoutMs: 5_000, nowMs: () => 1_700_000_000_500 })
  await sink.send(message, never)
  await sink.send(message, never)
  const [first, second] = requests
  const expected = createHmac('sha256', 'shared').update(`1700000000.${first?.body}`).digest('hex')
  expect(first?.headers['win11mon-signature']).toBe(`t=1700000000,v1=${expected}`)
  expect([first?.headers['idempotency-key'], second?.headers['idempotency-key']]).toEqual([message.deliveryId, message.deliveryId])
  expect(JSON.parse(first?.body ?? '')).toEqual({ delivery_id: message.deliveryId, change: 'raised', alert: message.alert })
})

test.each([
  [500, 'BACKEND_UNAVAILABLE', true],
  [429, 'BACKEND_UNAVAILABLE', true],
  [302, 'ALERT_REFUSED', false],
  [400, 'ALERT_REFUSED', false],
  [410, 'ALERT_REFUSED', false],
])('an answer %i of a webhook is %s, to be tried again: %s', async (status, code, isRetryable) => {
  const { url } = await aReceiver(status)
  const sink = createWebhookSink({ url, secret: '', timeoutMs: 5_000, nowMs: () => 0 })
  const error: unknown = await sink.send(message, never).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code, isRetryable })
  expect(String(error)).not.toContain('secret')
})

test('a webhook that is away, or does not answer in time, is tried again', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const hanging = createWebhookSink({ url: `http://127.0.0.1:${port}/`, secret: '', timeoutMs: 100, nowMs: () => 0 })
  await expect(hanging.send(message, never)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', isRetryable: true })
  for (const socket of sockets) socket.destroy()
  await new Promise<unknown>((resolve) => silent.close(resolve))
  await expect(hanging.send(message, never)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', isRetryable: true })
})

test('syslog gets an RFC 5424 message, over UDP and over TCP with its length', async () => {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const datagram = new Promise<string>((resolve) => socket.once('message', (bytes) => resolve(bytes.toString())))
  await createSyslogSink({ address: `udp://127.0.0.1:${socket.address().port}`, timeoutMs: 5_000, nowMs: () => 0 }).send(message, never)
  const overUdp = await datagram
  socket.close()

  let received = ''
  const server = createServer((connection) => connection.on('data', (bytes) => (received += String(bytes))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await createSyslogSink({ address: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, timeoutMs: 5_000, nowMs: () => 0 }).send(
    message,
    never,
  )
  server.close()
  expect(overUdp).toMatch(
    /^<107>1 1970-01-01T00:00:00\.000Z \S+ win11mon \d+ alert \[win11mon@32473 delivery="alert\.1\.raised\.high\.webhook" change="raised" rule="HD-08" severity="high"\] \{/u,
  )
  expect(received).toBe(`${Buffer.byteLength(overUdp)} ${overUdp}`)
})

test('a file gets one line an alert', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-alerts-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const sink = createFileSink(join(directory, 'alerts.jsonl'))
  await sink.send(message, never)
  await sink.send({ ...message, change: 'withdrawn' }, never)
  const lines = readFileSync(join(directory, 'alerts.jsonl'), 'utf8').trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { change: string }).change)).toEqual(['raised', 'withdrawn'])
})

interface World {
  readonly store: MemoryDocumentStore
  readonly queue: JobQueue
  readonly delivery: AlertDelivery
  readonly told: AlertMessage[]
  /** Does what is queued. */
  doJobs(): Promise<void>
}

async function aWorld(nowUs = at(100)): Promise<World> {
  const store = createMemoryDocumentStore()
  const queue = await openSqliteJobQueue({
    path: ':memory:',
    policy: { attempts: 3, firstDelayMs: 1, maxDelayMs: 1, rememberMs: 3_600_000, concurrency: 1 },
  })
  onTestFinished(() => queue.close())
  const told: AlertMessage[] = []
  const sink: AlertSink = { name: 'sink', send: async (one) => void told.push(one) }
  const delivery = createAlertDelivery({
    queue,
    reader: store,
    sinks: [sink],
    plan: { minSeverity: 'low', sinks: ['sink'] },
    reconcileUs: 3_600e6,
    nowUs: () => nowUs,
    stage: createTelemetry().stage('deliver'),
  })
  return {
    store,
    queue,
    delivery,
    told,
    async doJobs() {
      const abort = new AbortController()
      const working = queue.work((job, signal) => delivery.handle(job, signal), abort.signal)
      while ((await queue.counts()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 5))
      abort.abort()
      await working
    },
  }
}

async function raise(world: World, times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const member = aMember(new ASharedLog([readsLsass]), {
      writer: world.store,
      states: createMemoryStateStore(),
      latenessUs: 0,
      onAlertsStored: world.delivery.announce,
    })
    await member.drain()
    await member.idle()
  }
}

test('an alert is told once it is stored, and once only, however often its events come again', async () => {
  const world = await aWorld()
  await raise(world, 3)
  await world.doJobs()
  const ids = world.store.documents('alerts').map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(0)
  expect(world.told.map(({ alert }) => (alert as { win11mon: { alert_id: string } }).win11mon.alert_id).toSorted()).toEqual(ids.toSorted())
})

test('a queue that has lost its jobs gets them back from the store', async () => {
  const lost = await aWorld()
  await raise(lost)
  // Another queue over the same store knows nothing.
  const world = { ...(await aWorld()), store: lost.store }
  const delivery = createAlertDelivery({
    queue: world.queue,
    reader: lost.store,
    sinks: [{ name: 'sink', send: async (one) => void world.told.push(one) }],
    plan: { minSeverity: 'low', sinks: ['sink'] },
    reconcileUs: 3_600e6,
    nowUs: () => at(100),
    stage: createTelemetry().stage('deliver'),
  })
  const abort = new AbortController()
  const working = world.queue.work((job, signal) => delivery.handle(job, signal), abort.signal)
  await delivery.askToReconcile()
  await delivery.askToReconcile()
  while (world.told.length < lost.store.documents('alerts').length) await new Promise((resolve) => setTimeout(resolve, 5))
  abort.abort()
  await working
  expect(world.told).toHaveLength(lost.store.documents('alerts').length)
})

test('a queue that is away keeps no document from being written', async () => {
  const world = await aWorld()
  const stage = createTelemetry().stage('deliver')
  const delivery = createAlertDelivery({
    queue: { ...world.queue, add: () => Promise.reject(new Error('away')) },
    reader: world.store,
    sinks: [],
    plan: { minSeverity: 'low', sinks: ['sink'] },
    reconcileUs: 0,
    nowUs: () => 0,
    stage,
  })
  await raise({ ...world, delivery })
  expect(world.store.documents('alerts').length).toBeGreaterThan(0)
  expect(stage.counts.errors).toEqual({ INTERNAL: 1 })
})
