/**
 * `npm run bench -- kafka [--rounds N] [--batches N]`: what it costs to hand events to a real broker: one record for a batch, as
 * the collector does, beside one record for each event. CPU of this process only, in alternating rounds; both start from encoded
 * bytes, use the same compression, and wait for every acknowledgement. The broker is started for it.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { type Compression, compressions, kafkaSettings, openKafkaEventLog } from '@win11mon/pipeline'
import { type Event, encodeBatch, toIdText } from '@win11mon/schemas'
import { CompressionTypes, Kafka, logLevel } from 'kafkajs'

import { createKafka } from '../deploy/local/servers/kafka.ts'
import { driverLikeBatch } from './avro-workload.ts'
import { connectRecordPerEvent } from './baselines/kafka-record-per-event.ts'
import { median, spread } from './statistics.ts'

/** Design: a batch has 500 to 1000 events. */
const batchEvents = 500
/** Batches that the publisher takes from the spool at once. */
const batchesAtOnce = 8
const gate = 6

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    rounds: { type: 'string', default: '7' },
    batches: { type: 'string', default: '160' },
    save: { type: 'boolean', default: false },
  },
})
const rounds = Number(options.rounds)
const batchCount = Number(options.batches)
const types: Readonly<Record<Compression, CompressionTypes>> = {
  zstd: CompressionTypes.ZSTD,
  lz4: CompressionTypes.LZ4,
  snappy: CompressionTypes.Snappy,
  none: CompressionTypes.None,
}

const source = driverLikeBatch(batchEvents * batchesAtOnce)
const key = toIdText(source.hostId)
/** Batches that differ, as those of one request do: the same one again and again would compress to nothing. */
const eventBatches = Array.from({ length: batchesAtOnce }, (_, index) =>
  source.events.slice(index * batchEvents, (index + 1) * batchEvents),
)
const framedBatches = eventBatches.map(framed)
const framedEvents = eventBatches.map((events) => events.map((event) => Buffer.from(framed([event]))))

const directory = mkdtempSync(join(tmpdir(), 'win11mon-bench-kafka-'))
const cluster = await createKafka({ directory, brokers: 1 })
const report: string[] = []
try {
  await cluster.start()
  say(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}, ${rounds} rounds of ${batchCount * batchEvents} events, batches of ${batchEvents}, ${framedBatches[0]?.length} bytes each`,
  )
  for (const compression of compressions) await compare(compression)
  if (options.save) save()
} finally {
  await cluster.stop()
  rmSync(directory, { recursive: true, force: true })
}

function framed(events: readonly Event[]): Uint8Array {
  return encodeBatch({ ...source, events, firstSequence: events[0]?.sequence ?? 0, lastSequence: events.at(-1)?.sequence ?? 0 })
}

async function compare(compression: Compression): Promise<void> {
  const topics = { batches: `batches-${compression}`, events: `events-${compression}` }
  await createTopics(Object.values(topics))
  const settings = kafkaSettings.parse({ brokers: cluster.addresses(), topic: topics.batches, compression })
  const log = await openKafkaEventLog({ settings })
  const baseline = await connectRecordPerEvent(cluster.addresses(), topics.events, types[compression])
  const { signal } = new AbortController()
  const contenders = {
    async ours() {
      for (let sent = 0; sent < batchCount; sent += batchesAtOnce) {
        // The log owns what it is given, so that each batch has bytes of its own.
        const copies = framedBatches.slice(0, batchCount - sent).map((value) => ({ key, value: value.slice() }))
        await log.append(copies, signal)
      }
    },
    async theirs() {
      for (let sent = 0; sent < batchCount; sent += 1) await baseline.send(key, framedEvents[sent % batchesAtOnce] ?? [])
    },
  }
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const cost = { theirs: await cpuSeconds(contenders.theirs), ours: await cpuSeconds(contenders.ours) }
    if (round < 0) continue
    ours.push(cost.ours)
    theirs.push(cost.theirs)
  }
  await Promise.all([log.close(), baseline.close()])
  await checkCounts(topics)
  print(compression, ours, theirs)
}

function print(compression: Compression, ours: readonly number[], theirs: readonly number[]): void {
  const ratios = ours.map((cost, round) => (theirs[round] ?? Number.NaN) / cost)
  const events = batchCount * batchEvents
  const rate = (costs: readonly number[]): string =>
    `${Math.round(events / median(costs)).toLocaleString('en')} events/CPU s (spread ${(spread(costs) * 100).toFixed(0)} %)`
  say(`${compression}: one record for an event ${rate(theirs)}; one for a batch ${rate(ours)}`)
  const isMet = median(ratios) >= gate
  say(
    `${compression}: ratio by round ${ratios.map((ratio) => ratio.toFixed(1)).join(' ')}; median ${median(ratios).toFixed(1)}, gate ${gate}: ${isMet ? 'met' : 'NOT MET'}`,
  )
}

/** CPU time, not wall time: other programs share the machine, and the broker is one of them. */
async function cpuSeconds(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

async function createTopics(names: readonly string[]): Promise<void> {
  await withAdmin(async (admin) => {
    await admin.createTopics({ topics: names.map((topic) => ({ topic, numPartitions: 1, replicationFactor: 1 })) })
  })
}

/** Every round, the one before the first among them, must have left what it sent. */
async function checkCounts({ batches, events }: { readonly batches: string; readonly events: string }): Promise<void> {
  await withAdmin(async (admin) => {
    const count = async (topic: string): Promise<number> => Number((await admin.fetchTopicOffsets(topic))[0]?.high ?? 0)
    const found = [await count(batches), await count(events)]
    const expected = [batchCount * (rounds + 1), batchCount * batchEvents * (rounds + 1)]
    if (found.join() !== expected.join())
      throw new Error(`The topics hold ${found.join(' and ')} records instead of ${expected.join(' and ')}.`)
  })
}

async function withAdmin(work: (admin: ReturnType<Kafka['admin']>) => Promise<void>): Promise<void> {
  const admin = new Kafka({ brokers: cluster.addresses(), logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.disconnect()
  }
}

function say(line: string): void {
  report.push(line)
  process.stdout.write(`${line}\n`)
}

function save(): void {
  const results = join(import.meta.dirname, 'results')
  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, 'kafka-produce.txt'), `${report.join('\n')}\n`)
}
