import type { PidCrossing } from './crossing.ts'

interface PidCounts {
  before: number
  after: number
  both: number
}

/**
 * How images crossed a silence. One that runs once and has another pid afterwards has moved; one of whose pids a single one is
 * the same has stayed, however many it has: of the sixty service hosts of a Windows some get their pid again at every boot.
 */
export class ImageMoves {
  readonly #countsByImage = new Map<string, PidCounts>()

  add(crossing: PidCrossing): void {
    this.#count(crossing, 1)
  }

  take(crossing: PidCrossing): void {
    this.#count(crossing, -1)
  }

  get totals(): { readonly stayed: number; readonly moved: number } {
    let [stayed, moved] = [0, 0]
    for (const { before, after, both } of this.#countsByImage.values()) {
      if (both > 0) stayed += 1
      else if (before === 1 && after === 1) moved += 1
    }
    return { stayed, moved }
  }

  #count({ crossing, before, after }: PidCrossing, by: number): void {
    if (before !== null) this.#countsOf(before).before += by
    if (after === null) return
    const counts = this.#countsOf(after)
    counts.after += by
    if (crossing === 'goes_on') counts.both += by
  }

  #countsOf(image: string): PidCounts {
    const known = this.#countsByImage.get(image)
    if (known !== undefined) return known
    const counts = { before: 0, after: 0, both: 0 }
    this.#countsByImage.set(image, counts)
    return counts
  }
}
