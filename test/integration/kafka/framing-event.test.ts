import { decodeBatch } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { aKafkaLog, oneBroker, readTopic } from './a-kafka-log.ts'
import { SentRecords, aBatch, eventsPerBatch, publishAll } from './sent-records.ts'

test('with framing event each event is a record of its own, with its host and its number', async () => {
  const { log, settings } = await aKafkaLog(oneBroker(), { settings: { framing: 'event' } })
  const records = [aBatch(1, 0), aBatch(1, 1)]
  await publishAll(records, { log, sent: new SentRecords() })
  const batches = (await readTopic(oneBroker(), settings.topic)).map(({ value }) => decodeBatch(value ?? Buffer.alloc(0)))
  expect(batches).toHaveLength(2 * eventsPerBatch)
  expect(batches.flatMap(({ events }) => events)).toEqual(records.flatMap(({ value }) => decodeBatch(value).events))
  expect(batches.map(({ firstSequence, lastSequence }) => [firstSequence, lastSequence])).toEqual(
    batches.map((_, index) => [index + 1, index + 1]),
  )
})
