import { PipelineError } from '@win11mon/schemas'
import type { Admin, ConfigResourceTypes } from 'kafkajs'

import { describeKafkaError, triedOnce } from './kafka/describe-error.ts'
import { type ActualTopic, type PlannedTopic, type TopicReport, compareTopic } from './kafka/topics.ts'

/** A client, and its number for "the settings of a topic". */
export interface TopicAdmin {
  readonly admin: Admin
  readonly topicResource: ConfigResourceTypes
}

/** How the topics are, beside how they should be. Changes nothing. */
export async function topicStatus(client: TopicAdmin, planned: readonly PlannedTopic[]): Promise<TopicReport[]> {
  return await trying('asking for the topics', async () => {
    const actual = await actualTopics(client, planned)
    return planned.map((topic) => compareTopic(topic, actual.get(topic.name)))
  })
}

/** Creates what is missing and reports what is different. Never changes or removes anything; calling it again does nothing. */
export async function createMissingTopics(client: TopicAdmin, planned: readonly PlannedTopic[]): Promise<TopicReport[]> {
  const before = await topicStatus(client, planned)
  const missing = planned.filter(({ name }) => before.some((report) => report.name === name && report.state === 'missing'))
  if (missing.length === 0) return before
  await trying(`creating ${missing.map(({ name }) => name).join(', ')}`, () => create(client.admin, missing))
  return before.map((report) => (report.state === 'missing' ? { ...report, state: 'created' } : report))
}

async function create(admin: Admin, missing: readonly PlannedTopic[]): Promise<void> {
  await admin.createTopics({
    // Waiting for leaders has thrown on three brokers; whoever appends waits anyway.
    waitForLeaders: false,
    topics: missing.map(({ name, partitions, replication, config }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
    })),
  })
}

async function actualTopics({ admin, topicResource }: TopicAdmin, planned: readonly PlannedTopic[]): Promise<Map<string, ActualTopic>> {
  const existing = new Set(await admin.listTopics())
  const names = planned.map(({ name }) => name).filter((name) => existing.has(name))
  if (names.length === 0) return new Map()
  const { topics } = await admin.fetchTopicMetadata({ topics: names })
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: planned
      .filter(({ name }) => existing.has(name))
      .map(({ name, config }) => ({ type: topicResource, name, configNames: Object.keys(config) })),
  })
  return new Map(
    topics.map(({ name, partitions }) => {
      const entries = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? []
      const config = Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]))
      return [name, { partitions: partitions.length, replication: partitions[0]?.replicas.length ?? 0, config }]
    }),
  )
}

async function trying<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const refusal = creationRefusal(error)
    if (refusal === undefined) throw describeKafkaError(error, `Kafka: ${what}`, triedOnce)
    throw new PipelineError(
      'CONFIG_INVALID',
      `Kafka: ${what} failed: ${refusal}. Set kafka.topics.replication to at most the number of brokers.`,
      {
        cause: error,
      },
    )
  }
}

/** The brokers' answers to a plan that cannot be carried out there. */
function creationRefusal(error: unknown): string | undefined {
  const errors = error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : [error]
  const found = errors.find((one) => one instanceof Error && 'type' in one && one.type === 'INVALID_REPLICATION_FACTOR')
  return found instanceof Error ? found.message : undefined
}
