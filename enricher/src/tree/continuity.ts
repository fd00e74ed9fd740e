import type { Silence } from './activity.ts'
import { type Crossing, type PidMarks, crossingOf } from './crossing.ts'

/** How many pids, except those that the kernel gives to itself, crossed a silence in which way. */
export type Crossings = Readonly<Record<Crossing, number>>

interface Counted {
  readonly counts: Record<Crossing, number>
  readonly byProcessId: Map<number, Crossing>
  readonly staleProcessIds: Set<number>
}

const kernelProcessIds: ReadonlySet<number> = new Set([0, 4])

/** Tells which processes go on across a silence in which a boot may have been. Keeps the answers that are asked for again. */
export class Continuity {
  readonly #marks: ReadonlyMap<number, PidMarks>
  #known = new Map<string, Counted>()
  #used = new Map<string, Counted>()

  constructor(marks: ReadonlyMap<number, PidMarks>) {
    this.#marks = marks
  }

  /** Something more is known of this pid. */
  note(processId: number): void {
    for (const { staleProcessIds } of this.#known.values()) staleProcessIds.add(processId)
  }

  across(silence: Silence): Crossings {
    const key = `${silence.firstUs} ${silence.lastUs}`
    const counted = this.#used.get(key) ?? this.#known.get(key) ?? this.#begin()
    this.#used.set(key, counted)
    for (const processId of counted.staleProcessIds) this.#count(counted, processId, silence)
    counted.staleProcessIds.clear()
    return counted.counts
  }

  /** Forgets the answers that were not asked for since the last call. */
  rest(): void {
    this.#known = this.#used
    this.#used = new Map()
  }

  /** Marks were taken away. */
  reset(): void {
    this.#known = new Map()
    this.#used = new Map()
  }

  #begin(): Counted {
    const counts = { goes_on: 0, changed: 0, before: 0, after: 0, unknown: 0 }
    return { counts, byProcessId: new Map(), staleProcessIds: new Set(this.#marks.keys()) }
  }

  #count({ counts, byProcessId }: Counted, processId: number, silence: Silence): void {
    const marks = this.#marks.get(processId)
    if (marks === undefined || kernelProcessIds.has(processId)) return
    const before = byProcessId.get(processId)
    const crossing = crossingOf(marks, silence)
    if (before !== undefined) counts[before] -= 1
    counts[crossing] += 1
    byProcessId.set(processId, crossing)
  }
}
