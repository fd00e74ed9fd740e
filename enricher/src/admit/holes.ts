import type { SequenceGap } from './admission.ts'

/** Holes of one stream that are remembered; what comes late of an older one counts as a repeat. */
const maxHoles = 1_000

/** A hole that numbers came late for: which of them, and what is still missing. */
export interface FilledHole {
  readonly hole: SequenceGap
  readonly part: SequenceGap
  readonly left: readonly SequenceGap[]
}

/** The numbers of one stream that were passed over, in the order in which that was noticed. */
export interface Holes {
  add(hole: SequenceGap): void
  /** Takes these numbers out of the holes that they lie in. */
  fill(part: SequenceGap): readonly FilledHole[]
}

export function createHoles(): Holes {
  let holes: SequenceGap[] = []
  return {
    add(hole) {
      if (holes.length >= maxHoles) holes.shift()
      holes.push(hole)
    },
    fill(part) {
      const filled = holes.flatMap((hole) => fillHole(hole, part))
      if (filled.length > 0) holes = holes.flatMap((hole) => filled.find((one) => one.hole === hole)?.left ?? [hole])
      return filled
    },
  }
}

function fillHole(hole: SequenceGap, { firstSequence, lastSequence }: SequenceGap): FilledHole[] {
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
