import { expect, test } from 'vitest'

import { aDirectory, runCommand } from '../../../cli/test/run-command.ts'
import { oneBroker, settingsFor, withAdmin } from './a-kafka-log.ts'

test('collect makes the topics that are missing when it is told to, and publishes everything', async () => {
  const cluster = oneBroker()
  const { topic, dead_letter_topic: deadLetterTopic } = settingsFor(cluster)
  const environment = {
    WIN11MON_KAFKA_BROKERS: JSON.stringify(cluster.addresses()),
    WIN11MON_KAFKA_TOPIC: topic,
    WIN11MON_KAFKA_DEAD_LETTER_TOPIC: deadLetterTopic,
    WIN11MON_KAFKA_TOPICS_CREATE_MISSING: 'true',
    WIN11MON_KAFKA_TOPICS_PARTITIONS: '2',
    WIN11MON_KAFKA_TOPICS_REPLICATION: '1',
    WIN11MON_COLLECTOR_SIMULATOR_PACE: 'fast',
    WIN11MON_COLLECTOR_SIMULATOR_DURATION_SECONDS: '20',
  }
  const { exitCode, stderr } = await runCommand(['collect', '--source', 'simulator'], { directory: aDirectory(), environment })
  const offsets = await withAdmin(cluster, (admin) => admin.fetchTopicOffsets(topic))
  expect([exitCode, stderr.includes('"heldEvents":0,"droppedEvents":0,"message":"Stopped."')]).toEqual([0, true])
  expect(offsets).toHaveLength(2)
  expect(offsets.reduce((sum, { high }) => sum + Number(high), 0)).toBeGreaterThan(1)
})
