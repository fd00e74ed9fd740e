/** Numbers that are missing from a stream. */
export interface SequenceGap {
  readonly firstSequence: number
  readonly lastSequence: number
}

/** Holes of one stream that are remembered; what comes late of an older one counts as a repeat. */
const maxHoles = 1_000

export interface Hole extends SequenceGap {
  /** Its source said that these numbers are lost: the document of the loss is its gap event. */
  readonly isDeclared: boolean
}

/** A hole that numbers came late for: which of them, and what is still missing. */
export interface FilledHole {
  readonly hole: Hole
  readonly part: SequenceGap
  readonly left: readonly SequenceGap[]
}

/** The numbers of one stream that were passed over, in the order in which that was noticed. */
export class Holes {
  #holes: Hole[] = []

  /** Returns how many older ones had to go. */
  add(hole: Hole): number {
    this.#holes.push(hole)
    if (this.#holes.length <= maxHoles) return 0
    this.#holes.shift()
    return 1
  }

  /** Takes these numbers out of the holes that they lie in. */
  take(part: SequenceGap): readonly FilledHole[] {
    if (this.#holes.length === 0) return []
    const filled = this.#holes.flatMap((hole) => fillHole(hole, part))
    if (filled.length > 0) this.#holes = this.#holes.flatMap((hole) => restOf(hole, filled))
    return filled
  }

  all(): readonly Hole[] {
    return this.#holes
  }
}

function restOf(hole: Hole, filled: readonly FilledHole[]): Hole[] {
  const found = filled.find((one) => one.hole === hole)
  return found === undefined ? [hole] : found.left.map((rest) => ({ ...rest, isDeclared: hole.isDeclared }))
}

function fillHole(hole: Hole, { firstSequence, lastSequence }: SequenceGap): FilledHole[] {
  const part = {
    firstSequence: Math.max(hole.firstSequence, firstSequence),
    lastSequence: Math.min(hole.lastSequence, lastSequence),
  }
  if (part.firstSequence > part.lastSequence) return []
  const left = [
    { firstSequence: hole.firstSequence, lastSequence: part.firstSequence - 1 },
    { firstSequence: part.lastSequence + 1, lastSequence: hole.lastSequence },
  ]
  return [{ hole, part, left: left.filter((rest) => sizeOf(rest) > 0) }]
}

export function sizeOf({ firstSequence, lastSequence }: SequenceGap): number {
  return lastSequence - firstSequence + 1
}
