import { createSimulatorSource } from '@win11mon/collector'
import { kafkaSettings, openKafkaEventLog } from '@win11mon/pipeline'
import { decodeBatch, encodeBatch, toIdText } from '@win11mon/schemas'
import { CompressionTypes } from 'kafkajs'

import { connectRecordPerEvent } from '../baselines/kafka-record-per-event.ts'
import { createTopics } from '../collector/create-topics.ts'

export interface Topics {
  /** A record for a batch. */
  readonly batches: string
  /** The same events, a record for each. */
  readonly events: string
}

/** Puts the events of a simulated fleet into both topics; returns how many there are. */
export async function fillTopics(
  brokers: string[],
  topics: Topics,
  fleet: { readonly hosts: number; readonly events: number },
): Promise<number> {
  await createTopics(brokers, Object.values(topics))
  const log = await openKafkaEventLog({ settings: kafkaSettings.parse({ brokers, topic: topics.batches }) })
  const perEvent = await connectRecordPerEvent(brokers, topics.events, CompressionTypes.ZSTD)
  const source = createSimulatorSource({ seed: 'enricher', ...fleet })
  const { signal } = new AbortController()
  let count = 0
  for (let batch = await source.next(signal); batch !== undefined; batch = await source.next(signal)) {
    const key = toIdText(batch.hostId)
    const decoded = decodeBatch(batch.value)
    const records = decoded.events.map((event) =>
      Buffer.from(encodeBatch({ ...decoded, events: [event], firstSequence: event.sequence, lastSequence: event.sequence })),
    )
    await log.append([{ key, value: batch.value.slice() }], signal)
    await perEvent.send(key, records)
    count += records.length
  }
  await Promise.all([log.close(), perEvent.close()])
  return count
}
