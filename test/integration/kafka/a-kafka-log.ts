import { randomUUID } from 'node:crypto'

import { type KafkaEventLog, type KafkaLogOptions, type KafkaSettings, kafkaSettings, openKafkaEventLog } from '@win11mon/pipeline'
import { type Admin, Kafka, type KafkaMessage, logLevel } from 'kafkajs'
import { inject, onTestFinished } from 'vitest'

import { type KafkaCluster, openKafka } from '../../../deploy/local/servers/kafka.ts'
import { type SchemaRegistryServer, openSchemaRegistry } from '../../../deploy/local/servers/schema-registry.ts'
import { type ToxiproxyServer, openToxiproxy } from '../../../deploy/local/servers/toxiproxy.ts'

/** The broker that tests share. */
export function oneBroker(): KafkaCluster {
  return openKafka(inject('oneBroker'))
}

/** The cluster that tests break, running again. */
export async function threeBrokers(): Promise<KafkaCluster> {
  const cluster = openKafka(inject('threeBrokers'))
  await cluster.start()
  return cluster
}

/** The proxy in front of the one broker. */
export function proxy(): ToxiproxyServer {
  return openToxiproxy(inject('toxiproxy'))
}
export const proxyName = 'broker'

export function schemaRegistry(): SchemaRegistryServer {
  return openSchemaRegistry(inject('schemaRegistry'))
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

/** The same behind the proxy, which gives up on an answer after so long, and has pauses that a test can wait for. */
export function proxiedClient(cluster: KafkaCluster, requestTimeout: number): Kafka {
  return new Kafka({
    brokers: cluster.addresses('proxied'),
    logLevel: logLevel.NOTHING,
    requestTimeout,
    retry: { initialRetryTime: 50, maxRetryTime: 200 },
  })
}

/** Every record of a topic, by a client that knows nothing of ours but its codecs. */
export async function readTopic(cluster: KafkaCluster, topic: string): Promise<KafkaMessage[]> {
  const ends = await withAdmin(cluster, (admin) => admin.fetchTopicOffsets(topic))
  let missing = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0)
  const records: KafkaMessage[] = []
  if (missing === 0) return records
  const consumer = plainClient(cluster).consumer({ groupId: randomUUID(), maxWaitTimeInMs: 200, maxBytesPerPartition: 32 * 1024 * 1024 })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await new Promise<void>((resolve) => {
    void consumer.run({
      autoCommit: false,
      eachMessage: ({ message }) => {
        records.push(message)
        missing -= 1
        if (missing === 0) resolve()
        return Promise.resolve()
      },
    })
  })
  await consumer.disconnect()
  return records
}

export async function leaderOf(cluster: KafkaCluster, topic: string, partition: number): Promise<number> {
  const { topics } = await withAdmin(cluster, (admin) => admin.fetchTopicMetadata({ topics: [topic] }))
  return topics[0]?.partitions.find(({ partitionId }) => partitionId === partition)?.leader ?? -1
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
      // The leaders are known; whether they know it themselves, only they can tell.
      if (leaders.length === partitions && (await admin.fetchTopicOffsets(topic).catch(() => undefined)) !== undefined) return
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
