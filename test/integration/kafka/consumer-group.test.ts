import { type KafkaEventLog, type PositionedRecord, openKafkaEventLog } from '@win11mon/pipeline'
import { expect, onTestFinished, test } from 'vitest'

import { aKafkaLog, oneBroker, withAdmin } from './a-kafka-log.ts'
import { SentRecords, aBatch, publishAll, receiveAll } from './sent-records.ts'

const cluster = oneBroker()

interface Member {
  readonly partitions: Set<number>
  readonly calls: string[]
  stop(): Promise<void>
}

/** A consumer of the group that notes what it is told. */
function aMember(log: KafkaEventLog, onRecord: (record: PositionedRecord) => void): Member {
  const abort = new AbortController()
  const partitions = new Set<number>()
  const calls: string[] = []
  const consuming = log.consume((partition) => {
    partitions.add(partition)
    calls.push(`assign ${partition}`)
    return {
      handle(records) {
        records.forEach(onRecord)
        return Promise.resolve(records.at(-1)?.position)
      },
      idle: () => Promise.resolve(undefined),
      revoke() {
        partitions.delete(partition)
        calls.push(`revoke ${partition}`)
        return Promise.resolve(undefined)
      },
    }
  }, abort.signal)
  return {
    partitions,
    calls,
    stop() {
      abort.abort()
      return consuming
    },
  }
}

test('two consumers share the partitions, and nothing is lost while one comes and goes', async () => {
  const { log, settings } = await aKafkaLog(cluster, { topic: { partitions: 4 } })
  const second = await openKafkaEventLog({ settings, idleAfterMs: 200 })
  onTestFinished(() => second.close())
  const sent = new SentRecords()
  const publishing = publishAll(
    Array.from({ length: 3_000 }, (_, number) => aBatch(number % 16, Math.floor(number / 16))),
    { log, sent },
  )
  const one = aMember(log, (record) => sent.arrived(record))
  await until(() => one.partitions.size === 4)
  const two = aMember(second, (record) => sent.arrived(record))
  await until(() => one.partitions.size === 2 && two.partitions.size === 2)
  expect([...one.partitions].filter((partition) => two.partitions.has(partition))).toEqual([])
  await two.stop()
  await until(() => one.partitions.size === 4)
  await publishing
  await until(() => sent.lost === 0)
  await one.stop()

  expect([sent.sentCount, sent.lost, sent.changed, sent.outOfOrder]).toEqual([3_000, 0, 0, 0])
  expect(one.calls.filter((call) => call.startsWith('assign')).length).toBe(one.calls.filter((call) => call.startsWith('revoke')).length)
})

test('what is committed is what was called safe, and no more', async () => {
  const { log, settings } = await aKafkaLog(cluster)
  await publishAll(
    Array.from({ length: 10 }, (_, number) => aBatch(1, number)),
    { log, sent: new SentRecords() },
  )
  const abort = new AbortController()
  let seen = 0
  await log.consume(
    () => ({
      handle(records) {
        seen += records.length
        if (seen === 10) abort.abort()
        return Promise.resolve(3)
      },
      idle: () => Promise.resolve(undefined),
      revoke: () => Promise.resolve(undefined),
    }),
    abort.signal,
  )
  const [group] = await withAdmin(cluster, (admin) => admin.fetchOffsets({ groupId: settings.group, topics: [settings.topic] }))
  expect(group?.partitions).toMatchObject([{ partition: 0, offset: '4' }])
})

test('positions start where the settings say, for a topic that was made anew', async () => {
  const { log } = await aKafkaLog(cluster, { settings: { position_base: 1_000_000 } })
  await publishAll([aBatch(1, 0), aBatch(1, 1)], { log, sent: new SentRecords() })
  const positions: number[] = []
  const member = aMember(log, ({ position }) => positions.push(position))
  await until(() => positions.length === 2)
  await member.stop()
  expect(positions).toEqual([1_000_000, 1_000_001])
  const later: number[] = []
  await publishAll([aBatch(1, 2)], { log, sent: new SentRecords() })
  const next = aMember(log, ({ position }) => later.push(position))
  await until(() => later.length === 1)
  await next.stop()
  expect(later).toEqual([1_000_002])
})

test('a group that starts at the end ends when its log is closed, though it was given nothing, and misses nothing from before', async () => {
  const { log: writer, settings } = await aKafkaLog(cluster, { topic: { partitions: 2 } })
  await publishAll([aBatch(1, 0), aBatch(1, 1)], { log: writer, sent: new SentRecords() })
  const warnings: string[] = []
  const log = await openKafkaEventLog({ settings, startsAtEnd: true, onWarning: (message) => warnings.push(message) })
  const given: number[] = []
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  let assigned = 0
  const consuming = log.consume(() => {
    assigned += 1
    return {
      handle(records) {
        given.push(...records.map(({ position }) => position))
        return Promise.resolve(undefined)
      },
      idle: () => Promise.resolve(undefined),
      revoke: () => Promise.resolve(undefined),
    }
  }, abort.signal)
  await until(() => assigned === 2)
  let hasEnded = false
  const ended = consuming.then(() => (hasEnded = true))
  const closing = log.close()
  await until(() => hasEnded)
  await Promise.all([ended, closing])
  expect([warnings, given]).toEqual([[], []])
})

test('a handler that takes longer than the session keeps its partition', async () => {
  const { log } = await aKafkaLog(cluster, { settings: { session_timeout_ms: 6_000 } })
  const sent = new SentRecords()
  await publishAll([aBatch(1, 0)], { log, sent })
  const abort = new AbortController()
  let calls = 0
  await log.consume(
    () => ({
      async handle(records) {
        calls += 1
        await new Promise((resolve) => setTimeout(resolve, 9_000))
        abort.abort()
        return records.at(-1)?.position
      },
      idle: () => Promise.resolve(undefined),
      revoke: () => Promise.resolve(undefined),
    }),
    abort.signal,
  )
  expect(calls).toBe(1)
  // It was committed: nobody gets it again.
  await publishAll([aBatch(1, 1)], { log, sent })
  const rest = new SentRecords()
  rest.offered([aBatch(1, 1)])
  rest.acknowledged([aBatch(1, 1)])
  expect(await receiveAll(log, rest)).toBe(1)
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20))
}
