import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createTelemetry } from '@win11mon/pipeline'
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'
import { beforeAll, expect, onTestFinished, test } from 'vitest'

import type { SchemaRegistryServer } from '../../../deploy/local/servers/schema-registry.ts'
import { aKafkaLog, oneBroker, readTopic, schemaRegistry } from './a-kafka-log.ts'
import { SentRecords, aBatch, publishAll, receiveAll } from './sent-records.ts'

const cluster = oneBroker()
let server: SchemaRegistryServer
beforeAll(async () => {
  server = schemaRegistry()
  await server.start()
})

function aCacheFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-ids-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return join(directory, 'ids.json')
}

async function opened(
  cacheFile: string,
  options: { readonly topic?: string } = {},
): Promise<Awaited<ReturnType<typeof aKafkaLog>> & { telemetry: ReturnType<typeof createTelemetry> }> {
  const telemetry = createTelemetry()
  const registry = { url: server.url, cache_file: cacheFile, timeout_ms: 2_000 }
  const { log, settings } = await aKafkaLog(cluster, {
    settings: { registry, ...options },
    log: { telemetry, policy: { firstDelayMs: 100, maxDelayMs: 500 } },
  })
  return { log, settings, telemetry }
}

/** The first byte of each record says in which frame it is: 0 the registry's, 0xc3 Avro's own. */
async function frames(topic: string): Promise<number[]> {
  return (await readTopic(cluster, topic)).map(({ value }) => value?.[0] ?? -1)
}

async function untilKnown(cacheFile: string): Promise<void> {
  while (!existsSync(cacheFile) || !readFileSync(cacheFile, 'utf8').includes('"ids"'))
    await new Promise((resolve) => setTimeout(resolve, 50))
}

test('anybody with the client of the registry reads the records, and we get them back byte for byte', async () => {
  const cacheFile = aCacheFile()
  const { log, settings } = await opened(cacheFile)
  await untilKnown(cacheFile)
  const sent = new SentRecords()
  await publishAll([aBatch(1, 0), aBatch(1, 1)], { log, sent })
  expect(await frames(settings.topic)).toEqual([0, 0])

  const reader = new SchemaRegistry({ host: server.url })
  const [first] = await readTopic(cluster, settings.topic)
  const batch = (await reader.decode(first?.value ?? Buffer.alloc(0))) as { host_name: string; events: unknown[] }
  expect([batch.host_name, batch.events.length]).toEqual(['host-1', 10])
  await receiveAll(log, sent)
  expect([sent.sentCount, sent.lost, sent.changed]).toEqual([2, 0, 0])
})

test('a registry that is away at the start stops nothing: batches go in their own frame until it is there', async () => {
  await server.kill()
  expect(server.pid()).toBeUndefined()
  const cacheFile = aCacheFile()
  const { log, settings, telemetry } = await opened(cacheFile)
  const sent = new SentRecords()
  await publishAll([aBatch(1, 0), aBatch(1, 1)], { log, sent })
  expect(telemetry.snapshot()['kafka']?.bounded).toEqual({ without_schema_id: 2 })
  await server.start()
  await untilKnown(cacheFile)
  await publishAll([aBatch(1, 2)], { log, sent })
  expect(await frames(settings.topic)).toEqual([0xc3, 0xc3, 0])
  await receiveAll(log, sent)
  expect([sent.sentCount, sent.lost, sent.changed]).toEqual([3, 0, 0])
})

test('a registry that is away at the start is not missed when the number is in the cache', async () => {
  const cacheFile = aCacheFile()
  const before = await opened(cacheFile)
  await untilKnown(cacheFile)
  await before.log.close()
  await server.kill()
  expect(server.pid()).toBeUndefined()
  const { log, settings, telemetry } = await opened(cacheFile, { topic: before.settings.topic })
  const sent = new SentRecords()
  await publishAll([aBatch(1, 0)], { log, sent })
  expect(await frames(settings.topic)).toEqual([0])
  expect(telemetry.snapshot()['kafka']?.bounded).toEqual({})
  await receiveAll(log, sent)
  expect([sent.sentCount, sent.lost, sent.changed]).toEqual([1, 0, 0])
  await server.start()
})

test('a consumer that does not know a number waits for the registry, and nothing is lost', async () => {
  const cacheFile = aCacheFile()
  const { log, settings } = await opened(cacheFile)
  await untilKnown(cacheFile)
  const sent = new SentRecords()
  await publishAll([aBatch(1, 0)], { log, sent })
  await server.kill()
  expect(server.pid()).toBeUndefined()
  const elsewhere = aCacheFile()
  const receiving = receiveAll((await opened(elsewhere, { topic: settings.topic })).log, sent)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  expect(sent.lost).toBe(1)
  await server.start()
  await receiving
  expect([sent.sentCount, sent.lost, sent.changed]).toEqual([1, 0, 0])
})

test('a cache of another registry, or one that is damaged, counts as none', async () => {
  const cacheFile = aCacheFile()
  writeFileSync(cacheFile, '{"url": "http://elsewhere", "id')
  const { log, settings } = await opened(cacheFile)
  await untilKnown(cacheFile)
  const sent = new SentRecords()
  await publishAll([aBatch(1, 0)], { log, sent })
  expect(await frames(settings.topic)).toEqual([0])
})
