import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'

import { CompressionTypes, Kafka, type Message, logLevel } from 'kafkajs'
import { beforeEach, expect, test } from 'vitest'

import type { KafkaCluster } from '../../../deploy/local/servers/kafka.ts'
import { aKafkaLog, createTopic, leaderOf, plainClient, readTopic, settingsFor, threeBrokers, withAdmin } from './a-kafka-log.ts'
import { SentRecords, aBatch, publishAll, receiveAll } from './sent-records.ts'

let cluster: KafkaCluster
beforeEach(async () => {
  cluster = await threeBrokers()
})

const partitions = 6

/** Ends the leader of a partition as a power cut would, and says which broker that was. */
async function killLeader(topic: string): Promise<number> {
  const id = await leaderOf(cluster, topic, 0)
  expect(await isListening(id)).toBe(true)
  await cluster.broker(id).kill()
  expect(cluster.broker(id).pid()).toBeUndefined()
  await expect.poll(() => isListening(id), { timeout: 10_000 }).toBe(false)
  return id
}

function isListening(id: number): Promise<boolean> {
  const [host = '', port = ''] = (cluster.addresses()[id - 1] ?? '').split(':')
  return new Promise((resolve) => {
    const socket = connect(Number(port), host, () => {
      socket.destroy()
      resolve(true)
    }).on('error', () => resolve(false))
  })
}

/** Whether the others go on without the halted one in every partition. It may be asked as well, and has a second to say nothing. */
async function goOnWithout(halted: number, topic: string): Promise<boolean> {
  const brokers = cluster.addresses().toSpliced(halted - 1, 1)
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING, requestTimeout: 1_000, retry: { retries: 0 } }).admin()
  try {
    await admin.connect()
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    const found = topics[0]?.partitions ?? []
    return found.length === partitions && found.every(({ leader, isr }) => leader !== halted && leader >= 0 && !isr.includes(halted))
  } catch {
    return false
  } finally {
    await admin.disconnect()
  }
}

/** Halts the leader of a partition until the others go on without it, then ends it: whoever waits for its answer waits in vain. */
async function haltAndKillLeader(topic: string): Promise<number> {
  const id = await leaderOf(cluster, topic, 0)
  cluster.broker(id).signal('SIGSTOP')
  await expect.poll(() => goOnWithout(id, topic), { timeout: 60_000, interval: 200 }).toBe(true)
  await cluster.broker(id).kill()
  return id
}

/** Sends as kafkajs's own pages show it while a broker dies: what it said was written, and which broker died. */
async function acknowledgedByKafkajs(topic: string): Promise<readonly [acknowledged: string[], died: number]> {
  const producer = plainClient(cluster).producer({ retry: { retries: 8 } })
  await producer.connect()
  const acknowledged: string[] = []
  let died: number | undefined
  let killing: Promise<unknown> | undefined
  for (let number = 0; died === undefined || number < 120; number += 1) {
    const messages = Array.from({ length: 300 }, (_, index): Message => ({
      key: String(index),
      value: `${number}-${index}`.padEnd(500, '.'),
    }))
    const sending = producer.send({ topic, acks: -1, messages, compression: CompressionTypes.None })
    if (number === 40) killing = haltAndKillLeader(topic).then((id) => (died = id))
    // A send that it gives up is said to have failed: nobody takes those records for written.
    await sending.then(
      () => acknowledged.push(...messages.map(({ value }) => String(value))),
      () => undefined,
    )
  }
  await killing
  await producer.disconnect()
  return [acknowledged, died]
}

/** How many records kafkajs said were written, and how many of those are not. */
async function lostByKafkajs(): Promise<readonly [acknowledged: number, lost: number]> {
  const { topic } = settingsFor(cluster)
  await createTopic(cluster, topic, { partitions })
  const [acknowledged, died] = await acknowledgedByKafkajs(topic)
  await cluster.broker(died).start()
  const written = new Set((await readTopic(cluster, topic)).map(({ value }) => String(value)))
  return [acknowledged.length, acknowledged.filter((value) => !written.has(value)).length]
}

test('kafkajs by itself reports records as written that are not, when one send goes to several partitions and a broker dies', async () => {
  // Measured: seven deaths of eleven cost records. Which do is a matter of which answers were there first.
  let lost = 0
  for (let death = 1; lost === 0 && death <= 10; death += 1) {
    const [acknowledged, ofThem] = await lostByKafkajs()
    lost = ofThem
    process.stdout.write(
      `kafkajs, one send over ${partitions} partitions, death ${death}: ${lost} of ${acknowledged} acknowledged records are lost\n`,
    )
  }
  expect(lost).toBeGreaterThan(0)
}, 600_000)

test('loses nothing when a broker of three dies during load', async () => {
  const { log, settings } = await aKafkaLog(cluster, { topic: { partitions }, settings: { request_timeout_ms: 5_000 } })
  const records = Array.from({ length: 4_000 }, (_, number) => aBatch(number % 24, Math.floor(number / 24)))
  const sent = new SentRecords()
  await publishAll(records.slice(0, 1_000), { log, sent })
  const errors: string[] = []
  const killed = killLeader(settings.topic)
  await publishAll(records.slice(1_000), { log, sent, errors })
  await cluster.broker(await killed).start()

  await receiveAll(log, sent)
  process.stdout.write(
    `a broker dies: ${sent.sentCount} records, ${sent.lost} lost, ${sent.copies} copies, ${errors.length} sends repeated\n`,
  )
  expect(errors).not.toEqual([])
  expect([sent.sentCount, sent.lost, sent.changed]).toEqual([4_000, 0, 0])
})

test('loses nothing when the leader moves to another broker', async () => {
  const { log, settings } = await aKafkaLog(cluster, { topic: { replication: 2 } })
  const records = Array.from({ length: 600 }, (_, number) => aBatch(1, number))
  const sent = new SentRecords()
  await publishAll(records.slice(0, 200), { log, sent })
  const before = await leaderOf(cluster, settings.topic, 0)
  const replicas = cluster.brokerIds.filter((id) => id !== before)
  const moving = withAdmin(cluster, async (admin) => {
    const partitionAssignment = [{ partition: 0, replicas }]
    await admin.alterPartitionReassignments({ topics: [{ topic: settings.topic, partitionAssignment }] })
  })
  await Promise.all([moving, publishAll(records.slice(200), { log, sent, batchSize: 1 })])
  while ((await leaderOf(cluster, settings.topic, 0)) === before) await setTimeout(100)
  await publishAll([aBatch(1, 600)], { log, sent })

  await receiveAll(log, sent)
  expect([sent.sentCount, sent.lost, sent.changed, sent.outOfOrder]).toEqual([601, 0, 0, 0])
})

test('loses nothing while brokers are killed and started again, twenty times', async () => {
  const { log, settings } = await aKafkaLog(cluster, { topic: { partitions: 3 }, settings: { request_timeout_ms: 5_000 } })
  const sent = new SentRecords()
  let kills = 0
  const killing = (async () => {
    for (; kills < 20; kills += 1) {
      const { [kills % cluster.brokerIds.length]: id = 1 } = cluster.brokerIds
      await cluster.broker(id).kill()
      await cluster.broker(id).start()
    }
  })()
  let number = 0
  while (kills < 20) {
    const records = Array.from({ length: 16 }, (_, index) => aBatch(index % 4, Math.floor((number * 16 + index) / 4)))
    await publishAll(records, { log, sent })
    number += 1
  }
  await killing

  await receiveAll(log, sent)
  process.stdout.write(`${kills} kills: ${sent.sentCount} records on ${settings.topic}, ${sent.lost} lost, ${sent.copies} copies\n`)
  // How many there are depends on how fast the brokers come back; some of every kill's time are.
  expect(sent.sentCount).toBeGreaterThan(5 * kills)
  expect([sent.lost, sent.changed]).toEqual([0, 0])
}, 600_000)
