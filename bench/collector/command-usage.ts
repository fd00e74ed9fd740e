import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { simulationLibrary } from '../ffi/simulation-library.ts'
import { residentBytes, startCollector, stopCollector } from './collector-process.ts'
import { createTopics } from './create-topics.ts'
import { type Spent, spentBetween, threadTimes } from './thread-usage.ts'

export interface CommandLoad {
  readonly directory: string
  readonly brokers: readonly string[]
  readonly topic: string
  /** What happens on the machine each second; nothing but the canary when it is undefined. */
  readonly life: { readonly creates: number; readonly imagesPerProcess: number } | undefined
  /** Until Node has loaded, the connection stands, and the compiler has seen enough. */
  readonly settleSeconds: number
}

export interface Usage<Seen> {
  readonly spent: Spent
  readonly seconds: number
  readonly residentBytes: number
  readonly seen: Seen
}

/** What the shipped command costs between a simulated driver and a broker, while `during` looks on. */
export async function measureCommand<Seen>(load: CommandLoad, during: () => Promise<Seen>): Promise<Usage<Seen>> {
  const { directory, brokers, topic, life, settleSeconds } = load
  const place = join(directory, topic)
  mkdirSync(place)
  await createTopics(brokers, [topic])
  const child = startCollector(place, ['-q'], {
    WIN11MON_COLLECTOR_DEVICE_LIBRARY: simulationLibrary,
    WIN11MON_KAFKA_BROKERS: JSON.stringify(brokers),
    WIN11MON_KAFKA_TOPIC: topic,
    ...(life === undefined ? {} : { SIMULATED_LIFE: `${life.creates}:${life.imagesPerProcess}` }),
  })
  await setTimeout(settleSeconds * 1_000)
  const before = { atMs: performance.now(), times: threadTimes(child) }
  const seen = await during()
  const spent = spentBetween(before.times, threadTimes(child), child)
  const usage = { spent, seconds: (performance.now() - before.atMs) / 1_000, residentBytes: residentBytes(child), seen }
  await stopCollector(child)
  return usage
}
