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
  /** Silences of before the oldest stretch that a boot may still be looked for in: see `retire`. */
  #past: readonly Silence[] = []

  /** True when the silences changed. */
  add(timeUs: number): boolean {
    const newest = this.#stretches.at(-1)
    if (newest !== undefined && timeUs >= newest.firstUs && timeUs <= newest.lastUs) return false
    // Nearly every event comes right after the one before.
    if (newest !== undefined && timeUs > newest.lastUs && timeUs - newest.lastUs < quietUs) {
      newest.lastUs = timeUs
      return false
    }
    this.#silences = undefined
    return this.#insert(timeUs)
  }

  /** Ascending. */
  silences(): readonly Silence[] {
    this.#silences ??= [...this.#past, ...between(this.#stretches)]
    return this.#silences
  }

  /**
   * Forgets what lies before the boundary. Of the silences there only those are kept that are longer than every later one:
   * a boot that comes to light after the boundary lies in the longest silence since the last sight of the one before.
   */
  retire(boundaryUs: number): void {
    const index = this.#stretches.findIndex(({ lastUs }) => lastUs >= boundaryUs)
    const first = index < 0 ? this.#stretches.length - 1 : index
    if (first <= 0) return
    const gone = [...this.#past, ...between(this.#stretches.slice(0, first + 1))]
    this.#past = recordLengths(gone)
    this.#stretches = this.#stretches.slice(first)
    this.#silences = undefined
  }

  /** For saving: silences of the past, then first and last time of each stretch. */
  get state(): { readonly past: readonly Silence[]; readonly stretches: readonly Silence[] } {
    return { past: this.#past, stretches: this.#stretches }
  }

  restore(past: readonly Silence[], stretches: readonly Silence[]): void {
    this.#past = past
    this.#stretches = stretches.map(({ firstUs, lastUs }) => ({ firstUs, lastUs }))
    this.#silences = undefined
  }

  #insert(timeUs: number): boolean {
    const stretches = this.#stretches
    const index = stretches.findLastIndex((stretch) => stretch.firstUs <= timeUs)
    const before = stretches[index]
    const after = stretches[index + 1]
    const joinsBefore = before !== undefined && timeUs - before.lastUs < quietUs
    const joinsAfter = after !== undefined && after.firstUs - timeUs < quietUs
    if (joinsBefore && timeUs <= before.lastUs) return false
    if (joinsBefore && joinsAfter) {
      before.lastUs = after.lastUs
      stretches.splice(index + 1, 1)
    } else if (joinsBefore) before.lastUs = timeUs
    else if (joinsAfter) after.firstUs = timeUs
    else stretches.splice(index + 1, 0, { firstUs: timeUs, lastUs: timeUs })
    return true
  }
}

function between(stretches: readonly Stretch[]): Silence[] {
  return stretches.slice(1).map((stretch, index) => ({ firstUs: stretches[index]?.lastUs ?? 0, lastUs: stretch.firstUs }))
}

/** Those that are longer than all that follow, ascending by time. */
function recordLengths(silences: readonly Silence[]): Silence[] {
  const records: Silence[] = []
  let longestUs = -1
  for (const silence of silences.toReversed()) {
    if (lengthOf(silence) <= longestUs) continue
    longestUs = lengthOf(silence)
    records.push(silence)
  }
  return records.toReversed()
}
