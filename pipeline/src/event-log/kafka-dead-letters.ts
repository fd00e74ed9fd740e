import { randomUUID } from 'node:crypto'

import type { Kafka, KafkaMessage } from 'kafkajs'

import { describeKafkaError } from './kafka/describe-error.ts'

/** A record of the dead-letter topic. */
export interface StoredLetter {
  /** `<partition>-<offset>` */
  readonly id: string
  /** Host id, as far as the record had one. */
  readonly key: string
  readonly value: Uint8Array
  /** When it was put there, milliseconds since 1970. */
  readonly timeMs: number
  /** `reason`, `message`, `topic`, `partition` and, of a batch, whose events it has. */
  readonly headers: Readonly<Record<string, string>>
}

const headerPrefix = 'win11mon-'
const fetchWaitMs = 200

/** Calls `take` for every record of a topic, from its beginning to where it ends now, until the signal is aborted. */
export async function readLetters(client: Kafka, topic: string, take: (letter: StoredLetter) => void): Promise<void> {
  const admin = client.admin()
  const consumer = client.consumer({ groupId: `win11mon-dlq-${randomUUID()}`, maxWaitTimeInMs: fetchWaitMs, allowAutoTopicCreation: false })
  try {
    await admin.connect()
    const offsets = await admin.fetchTopicOffsets(topic)
    const ends = new Map(offsets.filter(({ high, low }) => high !== low).map(({ partition, high }) => [partition, Number(high)]))
    if (ends.size === 0) return
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await new Promise<void>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error))
      consumer
        .run({
          autoCommit: false,
          eachMessage: ({ partition, message }) => {
            const end = ends.get(partition)
            if (end !== undefined && Number(message.offset) < end) take(letterOf(partition, message))
            if (end !== undefined && Number(message.offset) >= end - 1) ends.delete(partition)
            if (ends.size === 0) resolve()
            return Promise.resolve()
          },
        })
        .catch(reject)
    })
  } catch (error) {
    throw describeKafkaError(error, `Kafka: reading ${topic}`)
  } finally {
    await Promise.allSettled([consumer.disconnect(), admin.disconnect()])
  }
}

function letterOf(partition: number, { key, value, offset, timestamp, headers = {} }: KafkaMessage): StoredLetter {
  const known = Object.entries(headers).filter(([name]) => name.startsWith(headerPrefix))
  return {
    id: `${partition}-${offset}`,
    key: key?.toString() ?? '',
    value: value ?? new Uint8Array(),
    timeMs: Number(timestamp),
    headers: Object.fromEntries(known.map(([name, text]) => [name.slice(headerPrefix.length), String(text)])),
  }
}
