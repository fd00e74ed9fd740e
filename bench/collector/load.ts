import { decodeBatch } from '@win11mon/schemas'

import { createTopics } from './create-topics.ts'
import { runCollector } from './running-collector.ts'
import type { BenchPlace } from './simulated-driver.ts'

const topic = 'bench-load'
/** The plan's stress: 1,000 processes and 10,000 image loads each second; their ends and profiles come on top. */
const load = { creates: 1_000, imagesPerProcess: 10 }
const startLife = 'void sim_start_life(uint32_t creates_per_second, uint32_t images_per_process)'

/** Prints what the collector costs under the plan's stress, how late events are, and what it costs when nothing comes. */
export async function measureLoad(place: BenchPlace, seconds: number): Promise<void> {
  const { kernel } = place.driver
  const lateMs: number[] = []
  await createTopics(place.brokers, [topic])
  const collector = await runCollector(place, topic, (records) => noteLateness(records, lateMs))
  const idle = await measure(5, () => 0)
  print('idle', idle)
  kernel.call(startLife, load.creates, load.imagesPerProcess)
  await sleep(3)
  lateMs.length = 0
  const before = collector.published
  const busy = await measure(seconds, () => kernel.call('uint64_t sim_life_cpu_us()'))
  const eventsPerSecond = Math.round((collector.published - before) / busy.seconds)
  kernel.call('void sim_stop_life()')
  await collector.stop()
  print(`${eventsPerSecond} events/s`, busy)
  const sorted = lateMs.toSorted((left, right) => left - right)
  const at = (part: number): string => (sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN).toFixed(0)
  process.stdout.write(`from the callback to the acknowledgement of the broker: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms\n`)
}

interface Usage {
  readonly seconds: number
  /** Of this process without the threads that play the machine. */
  readonly cpuSeconds: number
  readonly residentBytes: number
}

async function measure(seconds: number, othersUs: () => number): Promise<Usage> {
  const start = { at: performance.now(), cpu: process.cpuUsage(), others: othersUs() }
  await sleep(seconds)
  const { user, system } = process.cpuUsage(start.cpu)
  const elapsed = (performance.now() - start.at) / 1000
  return { seconds: elapsed, cpuSeconds: (user + system - (othersUs() - start.others)) / 1e6, residentBytes: process.memoryUsage.rss() }
}

function print(title: string, { seconds, cpuSeconds, residentBytes }: Usage): void {
  const share = ((100 * cpuSeconds) / seconds).toFixed(2)
  process.stdout.write(
    `${title}: ${share} % of a core over ${seconds.toFixed(0)} s, ${Math.round(residentBytes / 1024 ** 2)} MiB resident\n`,
  )
}

/** Decoding costs the measured process something: one record in twenty is enough for a distribution. */
function noteLateness(records: readonly { readonly value: Uint8Array }[], lateMs: number[]): void {
  const nowUs = (performance.timeOrigin + performance.now()) * 1000
  for (const { value } of records) {
    if (Math.random() > 0.05) continue
    for (const { timeUs } of decodeBatch(value).events) lateMs.push((nowUs - timeUs) / 1000)
  }
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}
