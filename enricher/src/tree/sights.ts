import { quietUs } from './activity.ts'

/** Sights of one pid within one stretch of `quietUs`, which no boot can divide. */
export interface Sight {
  readonly processId: number
  /** A seen start: a boot happened before it even if the pid is the old one. */
  readonly isStart: boolean
  firstUs: number
  lastUs: number
}

/** A process was seen. */
export interface Seen {
  readonly processId: number
  readonly timeUs: number
  readonly isStart: boolean
}

/** When a process of an image that runs once per boot was seen, in the order of time. */
export class Sights {
  #sights: Sight[]
  /** The usual case: one pid all along and no start of it seen. */
  #isOneProcess: boolean

  constructor(sights: readonly Sight[] = []) {
    this.#sights = sights.map((sight) => ({ ...sight }))
    this.#isOneProcess = sights.every((sight) => !sight.isStart && sight.processId === sights[0]?.processId)
  }

  get all(): readonly Sight[] {
    return this.#sights
  }

  get isOneProcess(): boolean {
    return this.#isOneProcess
  }

  /** True when this may tell of a boot, or tell the time of one better. */
  add(seen: Seen): boolean {
    const known = this.#sameStretch(seen)
    return known === undefined ? this.#insert(seen) : this.#widen(known, seen.timeUs)
  }

  /** Forgets what was seen before the boundary, except the last of it. */
  retire(boundaryUs: number): void {
    const index = this.#sights.findIndex(({ firstUs }) => firstUs >= boundaryUs)
    const first = (index < 0 ? this.#sights.length : index) - 1
    if (first > 0) this.#sights = this.#sights.slice(first)
    this.#isOneProcess = this.#sights.every((sight) => !sight.isStart && sight.processId === this.#sights[0]?.processId)
  }

  #widen(sight: Sight, timeUs: number): boolean {
    if (timeUs < sight.firstUs) {
      sight.firstUs = timeUs
      this.#sights.sort(compareSights)
      return true
    }
    if (timeUs <= sight.lastUs) return false
    sight.lastUs = timeUs
    return sight !== this.#sights.at(-1)
  }

  #insert({ processId, timeUs, isStart }: Seen): boolean {
    const newest = this.#sights.at(-1)
    const sight = { processId, isStart, firstUs: timeUs, lastUs: timeUs }
    this.#sights.push(sight)
    const isSameProcess = newest === undefined || newest.processId === processId
    this.#isOneProcess &&= !isStart && isSameProcess
    if (newest !== undefined && compareSights(newest, sight) > 0) {
      this.#sights.sort(compareSights)
      return true
    }
    return isStart || !isSameProcess
  }

  /** The sight that this one is part of, searched from the newest. */
  #sameStretch(seen: Seen): Sight | undefined {
    for (let index = this.#sights.length - 1; index >= 0; index -= 1) {
      const sight = this.#sights[index]
      if (sight === undefined || stretchOf(sight.firstUs) < stretchOf(seen.timeUs)) return undefined
      if (isPartOf(sight, seen)) return sight
    }
    return undefined
  }
}

function stretchOf(timeUs: number): number {
  return Math.floor(timeUs / quietUs)
}

/** Starts are told apart to the microsecond. */
function isPartOf(sight: Sight, { processId, timeUs, isStart }: Seen): boolean {
  if (sight.processId !== processId || sight.isStart !== isStart) return false
  return isStart ? sight.firstUs === timeUs : stretchOf(sight.firstUs) === stretchOf(timeUs)
}

function compareSights(left: Sight, right: Sight): number {
  return left.firstUs - right.firstUs || left.processId - right.processId || Number(right.isStart) - Number(left.isStart)
}
