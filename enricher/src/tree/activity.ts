/** A stretch of time without any event of the host. */
export interface Silence {
  readonly firstUs: number
  readonly lastUs: number
}

/** Silence shorter than this cannot hide a shutdown and a boot. */
export const quietUs = 1_000_000

export function lengthOf({ firstUs, lastUs }: Silence): number {
  return lastUs - firstUs
}

/** A stretch of time without a silence longer than `quietUs`. */
interface Stretch {
  firstUs: number
  lastUs: number
}

/** When a host had events, as stretches. */
export class Activity {
  #stretches: Stretch[] = []
  #silences: readonly Silence[] | undefined

  /** Returns how long the silence was that ends here, or that has this in it; 0 when the silences are the same as before. */
  add(timeUs: number): number {
    const newest = this.#stretches.at(-1)
    if (newest !== undefined && timeUs >= newest.firstUs && timeUs <= newest.lastUs) return 0
    // Nearly every event comes right after the one before.
    if (newest !== undefined && timeUs > newest.lastUs && timeUs - newest.lastUs < quietUs) {
      newest.lastUs = timeUs
      return 0
    }
    this.#silences = undefined
    return this.#insert(timeUs)
  }

  /** Ascending. */
  silences(): readonly Silence[] {
    this.#silences ??= between(this.#stretches)
    return this.#silences
  }

  /** Forgets what lies before the boundary: no boot is looked for there any more. */
  retire(boundaryUs: number): void {
    const index = this.#stretches.findIndex(({ lastUs }) => lastUs >= boundaryUs)
    // The silence that reaches over the boundary starts with the stretch before it.
    const first = (index < 0 ? this.#stretches.length : index) - 1
    if (first <= 0) return
    this.#stretches = this.#stretches.slice(first)
    this.#silences = undefined
  }

  /** For saving: first and last time of each stretch. */
  get stretches(): readonly Silence[] {
    return this.#stretches
  }

  restore(stretches: readonly Silence[]): void {
    this.#stretches = stretches.map(({ firstUs, lastUs }) => ({ firstUs, lastUs }))
    this.#silences = undefined
  }

  #insert(timeUs: number): number {
    const index = this.#stretches.findLastIndex((stretch) => stretch.firstUs <= timeUs)
    const before = this.#stretches[index]
    const after = this.#stretches[index + 1]
    if (before !== undefined && timeUs <= before.lastUs) return 0
    const silenceUs = (after?.firstUs ?? timeUs) - (before?.lastUs ?? timeUs)
    this.#place(timeUs, index)
    return silenceUs
  }

  /** @param index the stretch that began before. */
  #place(timeUs: number, index: number): void {
    const before = this.#stretches[index]
    const after = this.#stretches[index + 1]
    const joinsBefore = before !== undefined && timeUs - before.lastUs < quietUs
    const joinsAfter = after !== undefined && after.firstUs - timeUs < quietUs
    if (joinsBefore && joinsAfter) {
      before.lastUs = after.lastUs
      this.#stretches.splice(index + 1, 1)
    } else if (joinsBefore) before.lastUs = timeUs
    else if (joinsAfter) after.firstUs = timeUs
    else this.#stretches.splice(index + 1, 0, { firstUs: timeUs, lastUs: timeUs })
  }
}

function between(stretches: readonly Stretch[]): Silence[] {
  return stretches.slice(1).map((stretch, index) => ({ firstUs: stretches[index]?.lastUs ?? 0, lastUs: stretch.firstUs }))
}
