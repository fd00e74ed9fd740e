import type { Tally } from '../ledger/tally.ts'
import { compareText } from './marks.ts'

export interface DriverLoad {
  readonly timeUs: number
  /** File name, in small letters. */
  readonly name: string
}

/** Loads of a host that are remembered: those of a few boots. */
const maxLoads = 1024

/** Which drivers a host loaded, and when. */
export class DriverLoads {
  #loads: DriverLoad[] = []
  readonly #tally: Tally

  constructor(tally: Tally) {
    this.#tally = tally
  }

  note(load: DriverLoad): void {
    if (this.#loads.some(({ timeUs, name }) => timeUs === load.timeUs && name === load.name)) return
    this.#loads.push(load)
    this.#loads.sort((left, right) => left.timeUs - right.timeUs || compareText(left.name, right.name))
    if (this.#loads.length <= maxLoads) return
    this.#loads.shift()
    this.#tally.add('driver_loads')
  }

  isLoadedWithin(wanted: string, fromUs: number, untilUs: number): boolean {
    return this.#loads.some(({ timeUs, name }) => name === wanted && timeUs >= fromUs && timeUs <= untilUs)
  }

  get loads(): readonly DriverLoad[] {
    return this.#loads
  }

  restore(loads: readonly DriverLoad[]): void {
    this.#loads = [...loads]
  }
}
