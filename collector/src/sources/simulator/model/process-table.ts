import type { Random } from './random.ts'
import type { SimulatedProcess } from './simulated-process.ts'

/** The live processes of one host. */
export interface ProcessTable {
  readonly count: number
  add(process: SimulatedProcess): void
  remove(process: SimulatedProcess): void
  /** Any live process. */
  any(random: Random): SimulatedProcess
  /** A live process, chosen in proportion to the activity of its program. */
  actor(random: Random): SimulatedProcess
  /** In no particular but always the same order. */
  filter(matches: (process: SimulatedProcess) => boolean): SimulatedProcess[]
}

/** Activity of the busiest program; draws are accepted in proportion to it. */
const busiestActivity = 20

export function createProcessTable(): ProcessTable {
  const live: SimulatedProcess[] = []

  return {
    get count() {
      return live.length
    },
    add(process) {
      process.liveIndex = live.length
      live.push(process)
    },
    remove(process) {
      const last = live.pop()
      if (last !== undefined && last !== process) {
        live[process.liveIndex] = last
        last.liveIndex = process.liveIndex
      }
      process.liveIndex = -1
    },
    any: (random) => random.pick(live),
    actor(random) {
      for (;;) {
        const process = random.pick(live)
        if (!process.isEnding && random.below(busiestActivity) < process.program.activity) return process
      }
    },
    filter: (matches) => live.filter(matches),
  }
}
