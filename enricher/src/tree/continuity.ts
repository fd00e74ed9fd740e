import { type Crossing, type PidCrossing, type PidMarks, type QuietStretch, crossingOf, mayChange } from './crossing.ts'
import { ImageMoves } from './image-moves.ts'

/** How many pids, except those that the kernel gives to itself, crossed a silence in which way. */
export interface Crossings extends Readonly<Record<Crossing, number>> {
  /** Images of which a process goes on. */
  readonly stayed: number
  /** Images of which one process was there before, and another one is there afterwards. */
  readonly moved: number
}

interface Counted {
  readonly silence: QuietStretch
  readonly counts: Record<Crossing, number>
  readonly images: ImageMoves
  readonly byProcessId: Map<number, PidCrossing>
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

  /** A start or an end of this pid came to light. */
  note(processId: number): void {
    for (const { staleProcessIds } of this.#known.values()) staleProcessIds.add(processId)
  }

  /** The pid was mentioned at that time. */
  noteMention(processId: number, timeUs: number): void {
    for (const { silence, byProcessId, staleProcessIds } of this.#known.values()) {
      const crossing = byProcessId.get(processId)
      if (crossing === undefined || mayChange(crossing, silence, timeUs)) staleProcessIds.add(processId)
    }
  }

  across(silence: QuietStretch): Crossings {
    const key = `${silence.firstUs} ${silence.lastUs} ${silence.sinceUs} ${silence.untilUs}`
    const counted = this.#used.get(key) ?? this.#known.get(key) ?? this.#begin(silence)
    this.#used.set(key, counted)
    for (const processId of counted.staleProcessIds) this.#count(counted, processId)
    counted.staleProcessIds.clear()
    return { ...counted.counts, ...counted.images.totals }
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

  #begin(silence: QuietStretch): Counted {
    const counts = { goes_on: 0, changed: 0, before: 0, after: 0, unknown: 0 }
    return { silence, counts, images: new ImageMoves(), byProcessId: new Map(), staleProcessIds: new Set(this.#marks.keys()) }
  }

  #count({ silence, counts, images, byProcessId }: Counted, processId: number): void {
    const marks = this.#marks.get(processId)
    if (marks === undefined || kernelProcessIds.has(processId)) return
    const known = byProcessId.get(processId)
    if (known !== undefined) {
      counts[known.crossing] -= 1
      images.take(known)
    }
    const now = crossingOf(marks, silence)
    counts[now.crossing] += 1
    images.add(now)
    byProcessId.set(processId, now)
  }
}
