import type { KafkaSettings } from './settings.ts'

/** A topic as it should be. */
export interface PlannedTopic {
  readonly name: string
  readonly partitions: number
  readonly replication: number
  /** Settings of the topic by Kafka's names. */
  readonly config: Readonly<Record<string, string>>
}

/** A topic as it is. */
export interface ActualTopic {
  readonly partitions: number
  readonly replication: number
  readonly config: Readonly<Record<string, string>>
}

export interface TopicDifference {
  /** `partitions`, `replication`, or Kafka's name of a setting. */
  readonly setting: string
  readonly planned: string
  readonly actual: string
}

export interface TopicReport {
  readonly name: string
  readonly state: 'missing' | 'created' | 'as_planned' | 'different'
  readonly differences: readonly TopicDifference[]
}

const hourMs = 3_600_000
const mebibyte = 1024 * 1024

/** Twice what the collector puts into a request, for those that were told to put more. */
const largestEventRecordBytes = 2 * mebibyte
/** The largest batch there is, and its headers. */
const largestDeadLetterBytes = 20 * mebibyte

/** The topics of the settings: `deploy/kafka/topics` shows those of the defaults. */
export function plannedTopics({ topic, dead_letter_topic: deadLetterTopic, topics }: KafkaSettings): PlannedTopic[] {
  const { partitions, replication, retention_hours: retentionHours, dead_letter_retention_hours: deadLetterHours } = topics
  return [
    { name: topic, partitions, replication, config: configOf(replication, retentionHours, largestEventRecordBytes) },
    { name: deadLetterTopic, partitions: 1, replication, config: configOf(replication, deadLetterHours, largestDeadLetterBytes) },
  ]
}

function configOf(replication: number, retentionHours: number, maxMessageBytes: number): Record<string, string> {
  return {
    'cleanup.policy': 'delete',
    // As the producer compressed it: nobody packs it twice.
    'compression.type': 'producer',
    'max.message.bytes': String(maxMessageBytes),
    // When a record came, not what the clock of an endpoint said: a broker refuses clocks that are an hour ahead.
    'message.timestamp.type': 'LogAppendTime',
    // One copy may be away; with a single copy, or none to spare, nothing may.
    'min.insync.replicas': String(Math.max(1, Math.min(2, replication - 1))),
    'retention.ms': String(retentionHours * hourMs),
    // A copy that lags never becomes the leader: it would forget what was acknowledged.
    'unclean.leader.election.enable': 'false',
  }
}

/** What is not as planned. Settings that are not planned are nobody's business here. */
export function compareTopic(planned: PlannedTopic, actual: ActualTopic | undefined): TopicReport {
  if (actual === undefined) return { name: planned.name, state: 'missing', differences: [] }
  const wanted: readonly (readonly [string, string, string | undefined])[] = [
    ['partitions', String(planned.partitions), String(actual.partitions)],
    ['replication', String(planned.replication), String(actual.replication)],
    ...Object.entries(planned.config).map(([name, value]) => [name, value, actual.config[name]] as const),
  ]
  const differences = wanted.flatMap(([setting, plan, seen]) =>
    plan === seen ? [] : [{ setting, planned: plan, actual: seen ?? 'not set' }],
  )
  return { name: planned.name, state: differences.length === 0 ? 'as_planned' : 'different', differences }
}
