import { beforeEach, expect, test } from 'vitest'

import { aKafkaLog, createTopic, oneBroker, proxy, proxyName, proxiedClient, readTopic, settingsFor } from './a-kafka-log.ts'
import { SentRecords, aBatch, publishAll, receiveAll } from './sent-records.ts'

const cluster = oneBroker()
beforeEach(() => proxy().mend())

const proxied = { brokers: cluster.addresses('proxied'), connection_timeout_ms: 1_000, request_timeout_ms: 700 }

test('a slow broker gets few copies of what it had taken already, where a client that repeats by itself makes many', async () => {
  const { topic } = settingsFor(cluster)
  await createTopic(cluster, topic)
  const producer = proxiedClient(cluster, 700).producer()
  await producer.connect()
  await producer.send({ topic, messages: [{ key: 'first', value: 'first' }] })
  const { log, settings } = await aKafkaLog(cluster, { settings: proxied })
  const sent = new SentRecords()
  await publishAll([aBatch(1, 0)], { log, sent })

  await proxy().addToxic(proxyName, { type: 'latency', stream: 'downstream', attributes: { latency: 1_000 } })
  const repeating = producer.send({ topic, messages: [{ key: 'slow', value: 'slow' }] }).catch(() => undefined)
  await repeating
  const errors: string[] = []
  await publishAll([aBatch(1, 1)], { log, sent, errors })
  await proxy().mend()
  await producer.disconnect()

  const naive = (await readTopic(cluster, topic)).filter(({ key }) => key?.toString() === 'slow').length
  const ours = (await readTopic(cluster, settings.topic)).length - 1
  process.stdout.write(`answers after 1,000 ms, timeout 700 ms: ${naive} appended by the client's own retries, ${ours} by ours\n`)
  await receiveAll(log, sent)
  expect(errors).toContain('BACKEND_UNAVAILABLE')
  expect([sent.lost, sent.changed]).toEqual([0, 0])
  expect(ours).toBeLessThanOrEqual(3)
  expect(naive).toBeGreaterThan(ours)
})

test('loses nothing when connections are half open', async () => {
  const { log } = await aKafkaLog(cluster, { settings: proxied })
  const sent = new SentRecords()
  await publishAll([aBatch(1, 0)], { log, sent })
  // Nothing passes any more, and nobody is told.
  await proxy().addToxic(proxyName, { type: 'timeout', stream: 'downstream', attributes: { timeout: 0 } })
  const errors: string[] = []
  const publishing = publishAll(
    Array.from({ length: 40 }, (_, number) => aBatch(1, number + 1)),
    { log, sent, errors },
  )
  await until(() => errors.length >= 2)
  await proxy().mend()
  await publishing

  await receiveAll(log, sent)
  expect([sent.sentCount, sent.lost, sent.changed, sent.outOfOrder]).toEqual([41, 0, 0, 0])
})

test('loses nothing when connections are reset in the middle of answers', async () => {
  const { log } = await aKafkaLog(cluster, { settings: proxied })
  const sent = new SentRecords()
  const errors: string[] = []
  for (let number = 0; number < 5; number += 1) {
    await publishAll([aBatch(1, number * 10)], { log, sent })
    await proxy().addToxic(proxyName, { type: 'reset_peer', stream: 'downstream', attributes: { timeout: 0 } })
    const publishing = publishAll(
      Array.from({ length: 9 }, (_, index) => aBatch(1, number * 10 + index + 1)),
      { log, sent, errors },
    )
    await until(() => errors.length > number)
    await proxy().mend()
    await publishing
  }

  await receiveAll(log, sent)
  expect([sent.sentCount, sent.lost, sent.changed, sent.outOfOrder]).toEqual([50, 0, 0, 0])
})

test('goes on over a slow link', async () => {
  const { log } = await aKafkaLog(cluster, { settings: { ...proxied, request_timeout_ms: 5_000, compression: 'none' } })
  const sent = new SentRecords()
  await publishAll([aBatch(1, 0)], { log, sent })
  const startedMs = performance.now()
  // 100 kB/s, a bad telephone line.
  await proxy().addToxic(proxyName, { type: 'bandwidth', stream: 'upstream', attributes: { rate: 100 } })
  await publishAll(
    Array.from({ length: 800 }, (_, number) => aBatch(1, number + 1)),
    { log, sent, batchSize: 200 },
  )
  expect(performance.now() - startedMs).toBeGreaterThan(1_000)
  await proxy().mend()

  await receiveAll(log, sent)
  expect([sent.sentCount, sent.lost, sent.changed]).toEqual([801, 0, 0])
})

test('an append that is aborted while the broker does not answer ends at once', async () => {
  const { log } = await aKafkaLog(cluster, { settings: { ...proxied, request_timeout_ms: 60_000 } })
  await publishAll([aBatch(1, 0)], { log, sent: new SentRecords() })
  await proxy().addToxic(proxyName, { type: 'timeout', stream: 'downstream', attributes: { timeout: 0 } })
  const abort = new AbortController()
  const appending = log.append([aBatch(1, 1)], abort.signal)
  setTimeout(() => abort.abort(), 200)
  const startedMs = performance.now()
  await expect(appending).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', isRetryable: true })
  expect(performance.now() - startedMs).toBeLessThan(5_000)
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50))
}
