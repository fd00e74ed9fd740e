import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { simulationLibrary } from '../ffi/simulation-library.ts'
import { residentBytes, startCollector, stopCollector } from './collector-process.ts'
import { createTopics } from './create-topics.ts'
import { type Spent, spentBetween, threadTimes } from './thread-usage.ts'

export interface LoadOptions {
  readonly directory: string
  readonly brokers: readonly string[]
  readonly topic: string
  /** What happens on the machine each second; nothing but the canary when it is undefined. */
  readonly life: { readonly creates: number; readonly imagesPerProcess: number } | undefined
  readonly seconds: number
  /** More of the command's settings, as its environment. */
  readonly environment?: Readonly<Record<string, string>>
}

export interface Usage {
  readonly spent: Spent
  readonly seconds: number
  readonly residentBytes: number
}

/** Node loads, the connection is made, the compiler warms up. */
const settleSeconds = Number(process.env["SETTLE"] ?? 8)

/** What the shipped command costs between a simulated driver and a broker, while `during` looks on. */
export async function measureCommand(options: LoadOptions, during: (seconds: number) => Promise<void> = pause): Promise<Usage> {
  const { directory, brokers, topic, life, seconds } = options
  const place = join(directory, topic)
  mkdirSync(place)
  await createTopics(brokers, [topic])
  const child = startCollector(place, ['-q'], {
    WIN11MON_COLLECTOR_DEVICE_LIBRARY: simulationLibrary,
    WIN11MON_KAFKA_BROKERS: JSON.stringify(brokers),
    WIN11MON_KAFKA_TOPIC: topic,
    ...(life === undefined ? {} : { SIMULATED_LIFE: `${life.creates}:${life.imagesPerProcess}` }),
    ...options.environment,
  })
  await setTimeout(settleSeconds * 1_000)
  const before = { atMs: performance.now(), times: threadTimes(child) }
  await during(seconds)
  const spent = spentBetween(before.times, threadTimes(child), child)
  const usage = { spent, seconds: (performance.now() - before.atMs) / 1_000, residentBytes: residentBytes(child) }
  await stopCollector(child)
  return usage
}

async function pause(seconds: number): Promise<void> {
  await setTimeout(seconds * 1_000)
}
