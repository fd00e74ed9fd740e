import { quietUs } from './activity.ts'

/** Sights of one pid within one stretch of `quietUs`, which no boot can divide. */
export interface Sight {
  readonly processId: number
  /** A seen start: a boot happened before it even if the pid is the old one. */
  readonly isStart: boolean
  firstUs: number
  lastUs: number
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
  add(processId: number, timeUs: number, isStart: boolean): boolean {
    const sights = this.#sights
    const newest = sights.at(-1)
    if (newest !== undefined && isWithin(newest, processId, timeUs, isStart)) return false
    const index = this.#placeOf(processId, timeUs, isStart)
    const known = sights[index]
    if (
      known !== undefined &&
      stretchOf(known.firstUs) === stretchOf(timeUs) &&
      known.processId === processId &&
      known.isStart === isStart &&
      (!isStart || known.firstUs === timeUs)
    ) {
      return this.#widen(known, timeUs)
    }
    sights.push({ processId, isStart, firstUs: timeUs, lastUs: timeUs })
    this.#isOneProcess &&= !isStart && (newest === undefined || newest.processId === processId)
    const isLast = newest === undefined || compareSights(newest, sights.at(-1) ?? newest) < 0
    if (!isLast) sights.sort(compareSights)
    return !isLast || isStart || newest === undefined || newest.processId !== processId
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

  /** Index of the sight of the same pid in the same stretch, searched from the newest; -1 without one. */
  #placeOf(processId: number, timeUs: number, isStart: boolean): number {
    const stretch = stretchOf(timeUs)
    for (let index = this.#sights.length - 1; index >= 0; index -= 1) {
      const sight = this.#sights[index]
      if (sight === undefined || stretchOf(sight.firstUs) < stretch) return -1
      if (
        sight.processId === processId &&
        sight.isStart === isStart &&
        stretchOf(sight.firstUs) === stretch &&
        (!isStart || sight.firstUs === timeUs)
      )
        return index
    }
    return -1
  }
}

function stretchOf(timeUs: number): number {
  return Math.floor(timeUs / quietUs)
}

function isWithin(sight: Sight, processId: number, timeUs: number, isStart: boolean): boolean {
  return sight.processId === processId && sight.isStart === isStart && timeUs >= sight.firstUs && timeUs <= sight.lastUs
}

function compareSights(left: Sight, right: Sight): number {
  return left.firstUs - right.firstUs || left.processId - right.processId || Number(right.isStart) - Number(left.isStart)
}
