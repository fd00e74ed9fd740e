import type { LogRecord } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { partitionOf } from '../../../pipeline/src/event-log/kafka/partition.ts'
import { aKafkaLog, oneBroker } from './a-kafka-log.ts'
import { javaReads, javaWrites } from './java-client.ts'

const cluster = oneBroker()
const partitions = 5
const texts = Array.from({ length: 40 }, (_, index) => ({
  key: `host-${index % 7}`,
  value: `${index} ${'text that compresses '.repeat(40)}`,
}))
const placed = texts.map((text) => ({ ...text, partition: partitionOf(text.key, partitions) })).toSorted(byText)

test.each(['zstd', 'lz4', 'snappy', 'none'] as const)(
  'Java reads what %s packed, where it would have put it, and the reverse',
  async (compression) => {
    const ours = await aKafkaLog(cluster, { topic: { partitions }, settings: { compression } })
    await ours.log.append(
      texts.map(({ key, value }): LogRecord => ({ key, value: Buffer.from(value) })),
      new AbortController().signal,
    )
    expect((await javaReads(cluster, ours.settings.topic, texts.length)).toSorted(byText)).toEqual(placed)

    const theirs = await aKafkaLog(cluster, { topic: { partitions } })
    await javaWrites(cluster, theirs.settings.topic, texts, compression)
    const seen: { key: string; value: string; partition: number }[] = []
    const consuming = theirs.log.consume(
      (partition) => ({
        handle(records) {
          for (const { key, value } of records) seen.push({ key, value: Buffer.from(value).toString(), partition })
          return Promise.resolve(records.at(-1)?.position)
        },
        idle: () => Promise.resolve(undefined),
        revoke: () => Promise.resolve(undefined),
      }),
      new AbortController().signal,
    )
    await theirs.log.close()
    await consuming
    expect(seen.toSorted(byText)).toEqual(placed)
  },
)

function byText(left: { readonly value: string }, right: { readonly value: string }): number {
  return left.value.localeCompare(right.value)
}
