import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { cpuSeconds, residentBytes, startCollector, stopCollector } from './collector-process.ts'

export interface Idle {
  /** Part of one core. */
  readonly core: number
  readonly residentBytes: number
}

const settleSeconds = 5
const library = fileURLToPath(new URL('../../driver/build/plain/libwin11mon_callbacks.so', import.meta.url))

/** A collector over the simulated driver, in which nothing happens but the canary. */
export async function measureIdle(directory: string, seconds: number): Promise<Idle> {
  const place = join(directory, 'idle')
  mkdirSync(place)
  const child = startCollector(place, ['--out', 'live.avro', '-q'], { WIN11MON_COLLECTOR_DEVICE_LIBRARY: library })
  await setTimeout(settleSeconds * 1_000)
  const before = cpuSeconds(child)
  await setTimeout(seconds * 1_000)
  const idle = { core: (cpuSeconds(child) - before) / seconds, residentBytes: residentBytes(child) }
  await stopCollector(child)
  return idle
}
