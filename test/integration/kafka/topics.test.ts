import { openKafkaTopics } from '@win11mon/pipeline'
import { expect, onTestFinished, test } from 'vitest'

import { createTopic, oneBroker, settingsFor } from './a-kafka-log.ts'

const cluster = oneBroker()
const topics = { partitions: 3, replication: 1 }

async function opened(settings: Parameters<typeof openKafkaTopics>[0]): ReturnType<typeof openKafkaTopics> {
  const found = await openKafkaTopics(settings)
  onTestFinished(() => found.close())
  return found
}

test('creates the topics that are missing, once, as planned', async () => {
  const found = await opened(settingsFor(cluster, { topics }))
  expect((await found.status()).map(({ state }) => state)).toEqual(['missing', 'missing'])
  expect((await found.createMissing()).map(({ state }) => state)).toEqual(['created', 'created'])
  expect((await found.createMissing()).map(({ state }) => state)).toEqual(['as_planned', 'as_planned'])
})

test('reports what is different in a topic that is there, and leaves it as it is', async () => {
  const settings = settingsFor(cluster, { topics })
  await createTopic(cluster, settings.topic, { partitions: 2, config: { 'retention.ms': '60000' } })
  const found = await opened(settings)
  const [events] = await found.createMissing()
  expect(events?.state).toBe('different')
  expect(events?.differences).toContainEqual({ setting: 'partitions', planned: '3', actual: '2' })
  expect(events?.differences).toContainEqual({ setting: 'retention.ms', planned: '604800000', actual: '60000' })
  expect((await found.status())[0]).toEqual(events)
})

test('says which setting asks for more copies than there are brokers', async () => {
  const found = await opened(settingsFor(cluster, { topics: { replication: 3 } }))
  await expect(found.createMissing()).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('kafka.topics.replication'),
  })
})
