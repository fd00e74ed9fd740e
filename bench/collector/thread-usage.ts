import type { ChildProcess } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

/** As driver/sim names its threads: they play the machine, and a driver's work is not the collector's. */
const simulationPrefix = 'sim-'

interface Thread {
  readonly name: string
  readonly cpuSeconds: number
}

/** Processor time of a process so far, by thread. Linux only. */
export type ThreadTimes = ReadonlyMap<string, Thread>

export function threadTimes({ pid }: ChildProcess): ThreadTimes {
  const tasks = `/proc/${pid}/task`
  return new Map(readdirSync(tasks).flatMap((id) => (read(`${tasks}/${id}`) ?? []).map((thread) => [id, thread] as const)))
}

/** In nanoseconds, where `stat` has only hundredths of a second. A thread that has just ended is left out. */
function read(task: string): Thread[] | undefined {
  try {
    const [nanoseconds] = readFileSync(`${task}/schedstat`, 'utf8').split(' ')
    return [{ name: readFileSync(`${task}/comm`, 'utf8').trim(), cpuSeconds: Number(nanoseconds) / 1e9 }]
  } catch {
    return undefined
  }
}

/** Seconds of processor time between two moments. */
export interface Spent {
  /** The thread that runs the collector's code. */
  readonly main: number
  /** Its threads for garbage, compression, the spool's file, and waiting. */
  readonly helpers: number
  /** What plays the machine, in the same process. */
  readonly simulation: number
}

export function spentBetween(before: ThreadTimes, after: ThreadTimes, { pid }: ChildProcess): Spent {
  const spent = { main: 0, helpers: 0, simulation: 0 }
  for (const [id, { name, cpuSeconds }] of after) {
    const part = name.startsWith(simulationPrefix) ? 'simulation' : id === String(pid) ? 'main' : 'helpers'
    spent[part] += cpuSeconds - (before.get(id)?.cpuSeconds ?? 0)
  }
  return spent
}
