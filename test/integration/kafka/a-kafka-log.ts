import { randomUUID } from 'node:crypto'

import { type KafkaEventLog, type KafkaLogOptions, type KafkaSettings, kafkaSettings, openKafkaEventLog } from '@win11mon/pipeline'
import { type Admin, Kafka, logLevel } from 'kafkajs'
import { inject, onTestFinished } from 'vitest'

import { type KafkaCluster, openKafka } from '../../../deploy/local/servers/kafka.ts'

/** The broker that tests share. */
export function oneBroker(): KafkaCluster {
  return openKafka(inject('oneBroker'))
}

/** Settings for a cluster, with topics and a group that nobody else uses. */
export function settingsFor(cluster: KafkaCluster, settings: object = {}): KafkaSettings {
  const name = randomUUID()
  return kafkaSettings.parse({
    brokers: cluster.addresses(),
    topic: `events-${name}`,
    dead_letter_topic: `dead-${name}`,
    group: `group-${name}`,
    session_timeout_ms: 6_000,
    ...settings,
  })
}

export interface TopicOptions {
  readonly partitions?: number
  readonly replication?: number
  readonly config?: Readonly<Record<string, string>>
}

/** A client as anybody would make it, over the plain listener. */
export function plainClient(cluster: KafkaCluster): Kafka {
  return new Kafka({ brokers: cluster.addresses(), logLevel: logLevel.NOTHING, retry: { retries: 8 } })
}

export async function withAdmin<Result>(cluster: KafkaCluster, work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = plainClient(cluster).admin()
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

/** Creates a topic and waits until each partition has a leader. */
export async function createTopic(cluster: KafkaCluster, topic: string, options: TopicOptions = {}): Promise<void> {
  const { partitions = 1, replication = cluster.brokerIds.length, config = {} } = options
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
  await withAdmin(cluster, async (admin) => {
    const description = { topic, numPartitions: partitions, replicationFactor: replication, configEntries }
    await admin.createTopics({ topics: [description], waitForLeaders: false })
    for (;;) {
      const found = await admin.fetchTopicMetadata({ topics: [topic] }).catch(() => undefined)
      const leaders = found?.topics[0]?.partitions.filter(({ leader }) => leader >= 0) ?? []
      if (leaders.length === partitions) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
}

/** A log on a topic of its own that is closed after the test. */
export async function aKafkaLog(
  cluster: KafkaCluster,
  options: { readonly topic?: TopicOptions; readonly settings?: object; readonly log?: Partial<KafkaLogOptions> } = {},
): Promise<{ readonly log: KafkaEventLog; readonly settings: KafkaSettings }> {
  const settings = settingsFor(cluster, options.settings)
  await createTopic(cluster, settings.topic, options.topic)
  const log = await openKafkaEventLog({ settings, idleAfterMs: 200, ...options.log })
  onTestFinished(() => log.close())
  return { log, settings }
}
