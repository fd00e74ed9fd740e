import { loadavg } from 'node:os'
import { setTimeout } from 'node:timers/promises'

import { type CommandLoad, type Usage, measureCommand } from './command-usage.ts'
import { measureLateness } from './lateness.ts'
import { mebibytes, print } from './print.ts'
import type { BenchPlace } from './simulated-driver.ts'

const gates = { busyCore: 0.02, idleCore: 0.002, residentBytes: 150e6, p99Ms: 250 }
/** 11,000 events a second as the driver numbers them: creates, image loads, ends and profiles. */
const busy = { title: 'busy', creates: 786, imagesPerProcess: 10 }
/** The plan's stress: 1,000 processes and 10,000 image loads each second; their ends and profiles come on top. */
const stress = { title: 'stress', creates: 1_000, imagesPerProcess: 10 }
const settleSeconds = { busy: 45, idle: 10 }

/** Prints what the collector costs under load, and how late events are. */
export async function measureLoad({ brokers, directory }: BenchPlace, seconds: number): Promise<void> {
  for (const { title, ...life } of [busy, stress]) {
    const load: CommandLoad = { brokers, directory, topic: `bench-${title}`, life, settleSeconds: settleSeconds.busy }
    const usage = await measureCommand(load, () => measureLateness(brokers, load.topic, seconds))
    const { events, p50Ms, p99Ms, mostMs } = usage.seen
    printUsage(`${title}, ${Math.round(events / seconds)} events/s`, usage, gates.busyCore)
    const late = `p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, most ${mostMs.toFixed(0)} ms`
    print('  from the callback to a consumer of the topic', late, p99Ms < gates.p99Ms)
  }
}

/** Prints what the collector costs when nothing happens but the canary. */
export async function measureIdle({ brokers, directory }: BenchPlace, seconds: number): Promise<void> {
  const load: CommandLoad = { brokers, directory, topic: 'bench-idle', life: undefined, settleSeconds: settleSeconds.idle }
  printUsage('idle', await measureCommand(load, () => setTimeout(seconds * 1_000)), gates.idleCore)
}

function printUsage(title: string, { spent, seconds, residentBytes }: Usage<unknown>, gate: number): void {
  const share = (cpuSeconds: number): string => `${((100 * cpuSeconds) / seconds).toFixed(2)} %`
  const { main, helpers, simulation } = spent
  const [load = 0] = loadavg()
  const split = `its code ${share(main)}, its helper threads ${share(helpers)}; the simulated machine ${share(simulation)}, not counted`
  const total = `${share(main + helpers)} of a core over ${seconds.toFixed(0)} s (${split}; load of this machine ${load.toFixed(1)})`
  print(title, total, (main + helpers) / seconds < gate)
  print('  resident', mebibytes(residentBytes), residentBytes < gates.residentBytes)
}
