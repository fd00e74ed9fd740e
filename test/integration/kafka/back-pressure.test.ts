import { expect, onTestFinished, test } from 'vitest'

import { openKafkaEventLog } from '@win11mon/pipeline'

import { aKafkaLog, oneBroker } from './a-kafka-log.ts'
import { SentRecords, aBatch, publishAll } from './sent-records.ts'

const cluster = oneBroker()
const sessionMs = 6_000

test('while nobody takes what was fetched nothing more is, the group keeps the member, and afterwards all comes once in its order', async () => {
  const { log, settings } = await aKafkaLog(cluster, { topic: { partitions: 4 }, settings: { fetch_bytes: 64 * 1024 } })
  const sent = new SentRecords()
  const batches = Array.from({ length: 4_000 }, (_, number) => aBatch(number % 16, Math.floor(number / 16)))
  await publishAll(batches, { log, sent })

  let [fetchedRecords, joins] = [0, 0]
  const observer = { joined: () => void (joins += 1), fetched: ({ records }: { records: number }) => void (fetchedRecords += records) }
  const consumer = await openKafkaEventLog({ settings, idleAfterMs: 200, observer })
  onTestFinished(() => consumer.close())
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  const abort = new AbortController()
  const consuming = consumer.consume(
    () => ({
      async handle(records) {
        await gate
        for (const record of records) sent.arrived(record)
        return records.at(-1)?.position
      },
      idle: () => Promise.resolve(undefined),
      revoke: () => Promise.resolve(undefined),
    }),
    abort.signal,
  )
  while (fetchedRecords === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const held = fetchedRecords
  // Longer than the group waits for a member that says nothing.
  await new Promise((resolve) => setTimeout(resolve, 2 * sessionMs))
  expect([fetchedRecords, joins]).toEqual([held, 1])
  expect(held).toBeLessThan(batches.length)
  open()
  const deadline = Date.now() + 60_000
  while (sent.lost > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50))
  abort.abort()
  await consuming
  expect([sent.sentCount, sent.lost, sent.changed, sent.outOfOrder]).toEqual([4_000, 0, 0, 0])
})
