import { deadLetter, shortened } from './kafka/dead-letter.ts'
import { refusalOf } from './kafka/describe-error.ts'
import { partitionOf } from './kafka/partition.ts'
import type { OutgoingRecord, PartitionProducer } from './kafka/producer.ts'
import type { KafkaSettings } from './kafka/settings.ts'

/** A record that was read and cannot be taken. */
export interface RefusedRecord {
  /** As it came; empty when it had none. */
  readonly key: string
  readonly value: Uint8Array
  /** A word that programs look at, in lower case. */
  readonly reason: string
  /** A sentence. */
  readonly message: string
  /** Partition it was read from, when it was read from one. */
  readonly partition?: number | undefined
}

export interface Burial {
  readonly producer: PartitionProducer
  readonly settings: KafkaSettings
}

/** Beyond this the bytes of a refused record are cut, where the dead-letter topic too is made for small records only. */
const shortLetterBytes = 512 * 1024

/** Puts records into the dead-letter topic, one after another: there are few, and each may be refused for its size. */
export async function buryRefused(records: readonly RefusedRecord[], { producer, settings }: Burial): Promise<void> {
  for (const { key, value, reason, message, partition } of records) {
    await buryLetter(deadLetter(key, value, { reason, message, topic: settings.topic, partition }), { producer, settings })
  }
}

/** What is too long for the topic is cut rather than lost whole. */
export async function buryLetter(letter: OutgoingRecord, { producer, settings }: Burial): Promise<void> {
  const { dead_letter_topic: topic, max_request_bytes: maxBytes } = settings
  const partition = partitionOf(letter.key, await producer.partitionCount(topic))
  await producer.send(topic, partition, [letter]).catch(async (error: unknown) => {
    if (refusalOf(error) === undefined) throw error
    await producer.send(topic, partition, [shortened(letter, Math.min(shortLetterBytes, maxBytes >> 1))])
  })
}
