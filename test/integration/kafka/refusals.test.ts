import { createTelemetry } from '@win11mon/pipeline'
import { decodeBatch, encodeBatch, newEvent, toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { aKafkaLog, createTopic, oneBroker, readTopic } from './a-kafka-log.ts'
import { SentRecords, aBatch, publishAll } from './sent-records.ts'

const cluster = oneBroker()
const limit = 20_000
const hostId = Buffer.alloc(16, 7)
const origin = { hostId, hostName: null, bootId: Buffer.alloc(16, 8), agentVersion: '0.0.0' }

/** One host's batch of creations, with command lines of that many characters that do not compress. */
function creations(lengths: readonly number[]): { readonly key: string; readonly value: Uint8Array } {
  const events = lengths.map((length, index) => {
    const event = newEvent.process_create()
    event.sequence = index + 1
    event.commandLine = Array.from({ length }, (_, place) => String.fromCodePoint(33 + ((place * 7919 + index * 31) % 90))).join('')
    return event
  })
  return { key: toIdText(hostId), value: encodeBatch({ ...origin, firstSequence: 1, lastSequence: lengths.length, events }) }
}

async function aSmallTopic(): Promise<Awaited<ReturnType<typeof aKafkaLog>> & { telemetry: ReturnType<typeof createTelemetry> }> {
  const telemetry = createTelemetry()
  const opened = await aKafkaLog(cluster, {
    topic: { config: { 'max.message.bytes': String(limit) } },
    settings: { compression: 'none' },
    log: { telemetry },
  })
  return { ...opened, telemetry }
}

test('records that are too large together go one by one, in their order', async () => {
  const { log, settings } = await aSmallTopic()
  const records = Array.from({ length: 64 }, (_, number) => aBatch(1, number))
  await publishAll(records, { log, sent: new SentRecords(), batchSize: 64 })
  const values = (await readTopic(cluster, settings.topic)).map(({ value }) => decodeBatch(value ?? Buffer.alloc(0)).firstSequence)
  expect(values).toEqual(records.map((_, number) => number * 10 + 1))
})

test('a batch that is too large is split by events, and none is missing', async () => {
  const { log, settings, telemetry } = await aSmallTopic()
  const record = creations(Array.from({ length: 40 }, () => 2_000))
  await publishAll([record], { log, sent: new SentRecords() })
  const batches = (await readTopic(cluster, settings.topic)).map(({ value }) => decodeBatch(value ?? Buffer.alloc(0)))
  expect(batches.length).toBeGreaterThan(4)
  expect(batches.flatMap(({ events }) => events)).toEqual(decodeBatch(record.value).events)
  for (const { firstSequence, lastSequence, events } of batches)
    expect([firstSequence, lastSequence]).toEqual([events[0]?.sequence, events.at(-1)?.sequence])
  expect(telemetry.snapshot()['kafka']).toMatchObject({ received: 40, sent: 40, held: 0, dropped: {} })
})

test('an event that is too large alone becomes a dead letter with its bytes and the reason, and the others go on', async () => {
  const { log, settings, telemetry } = await aSmallTopic()
  await createTopic(cluster, settings.dead_letter_topic)
  const record = creations([100, 30_000, 100])
  await publishAll([record], { log, sent: new SentRecords() })
  const sequences = (await readTopic(cluster, settings.topic))
    .flatMap(({ value }) => decodeBatch(value ?? Buffer.alloc(0)).events)
    .map(({ sequence }) => sequence)
  expect(sequences).toEqual([1, 3])
  const [letter, ...others] = await readTopic(cluster, settings.dead_letter_topic)
  expect(others).toEqual([])
  expect(decodeBatch(letter?.value ?? Buffer.alloc(0)).events).toEqual([decodeBatch(record.value).events[1]])
  const headers = Object.fromEntries(Object.entries(letter?.headers ?? {}).map(([name, value]) => [name, String(value)]))
  expect(headers).toMatchObject({
    'win11mon-reason': 'message_too_large',
    'win11mon-topic': settings.topic,
    'win11mon-first-sequence': '2',
    'win11mon-last-sequence': '2',
    'win11mon-host-id': toIdText(hostId),
  })
  expect(telemetry.snapshot()['kafka']).toMatchObject({ received: 3, sent: 2, held: 0, dropped: { dead_letter_message_too_large: 1 } })
})

test('what even the dead-letter topic finds too large is kept as far as it goes, and says so', async () => {
  const { log, settings } = await aSmallTopic()
  await createTopic(cluster, settings.dead_letter_topic, { config: { 'max.message.bytes': String(600 * 1024) } })
  const record = creations([900_000])
  await publishAll([record], { log, sent: new SentRecords() })
  const [letter] = await readTopic(cluster, settings.dead_letter_topic)
  expect(String(letter?.headers?.['win11mon-original-bytes'])).toBe(String(record.value.length))
  expect(
    Buffer.from(record.value)
      .subarray(0, letter?.value?.length)
      .equals(letter?.value ?? Buffer.alloc(0)),
  ).toBe(true)
})

test('an event that cannot be a dead letter either, since there is no topic for it, waits and is not dropped', async () => {
  const { log, telemetry } = await aSmallTopic()
  await expect(log.append([creations([30_000])], new AbortController().signal)).rejects.toMatchObject({
    code: 'TOPIC_MISSING',
    isRetryable: true,
  })
  expect(telemetry.snapshot()['kafka']).toMatchObject({ received: 1, sent: 0, held: 1 })
})
