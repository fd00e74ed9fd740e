import type { ImageKey } from '../windows/image-path.ts'
import type { EndMark, ProcessReference, StartMark } from './marks.ts'
import type { EdgeConfidence, EndCause, ProcessNode, ProcessStatus } from './process-node.ts'

/**
 * One process as the marks of its pid show it: the node of the tree while it is being built. Made anew whenever the marks
 * change; `entityId` stays the same for the same process. The edges are set once both ends are built.
 */
export interface Lifetime extends ProcessNode {
  /** Lower bound of its life: the start, or the boundary after which a placeholder was first seen. */
  readonly anchorUs: number
  /** Every report of its end, earliest first. */
  ends: readonly EndMark[]
  readonly starts: readonly StartMark[]
  image: ImageKey
  endUs: number | null
  endCause: EndCause | null
  exitStatus: number | null
  firstSeenUs: number
  status: ProcessStatus
  parentId: string | null
  edgeConfidence: EdgeConfidence
  creatorId: string | null
}

/**
 * Sysmon stamps a create when it gets to it, and what the process does meanwhile with the time at which it happens (measured:
 * 7 to 335 ms after the first mention).
 */
export const lateCreateUs = 600_000

/** So far a clock is set back at a time, at most: what was created before may be stamped this long after what came of it. */
export const clockStepUs = 60_000_000

/** Reports of one moment by two providers, and mentions after an end, lie this close together (measured: 0.22 s at most). */
export const reportSkewUs = 2_000_000

/** Some sources cut times to whole seconds; such a stamp may be up to a second early. */
export function latestMeantUs(timeUs: number): number {
  return timeUs % 1_000_000 === 0 ? timeUs + 999_999 : timeUs
}

/** True for the stand-in of a process that has left the tree: it bounds the lives after it, and is nobody's identity. */
export function isTombstone(life: Lifetime): boolean {
  return life.entityId === ''
}

/** Where an event stands in its stream: numbers ascend, whatever the clock does. */
export interface StreamPlace {
  readonly bootId: string | null
  readonly sequence: number
}

/** True when a report of the start stands before the event in its stream, though its stamp is later by a step of the clock. */
export function isStartedBefore({ starts, startUs }: Lifetime, { bootId, sequence }: StreamPlace, timeUs: number): boolean {
  if (bootId === null || startUs === null || startUs - timeUs > clockStepUs) return false
  return starts.some((mark) => mark.bootId === bootId && mark.description !== null && mark.description.sequence < sequence)
}

/** What else was mentioned of the pid, and where that stands. */
export interface PlacedMention extends StreamPlace {
  readonly reference: ProcessReference
}

/**
 * True when a report of the end stands behind the event in its stream though it is stamped earlier, and something between them
 * is stamped earlier too: then the clock was set back while the process ran. An end alone only comes late.
 */
export function isEndedAfter({ ends, startUs, endUs }: Lifetime, place: PlacedMention, others: readonly PlacedMention[]): boolean {
  const { bootId, sequence, reference } = place
  if (bootId === null || startUs === null || endUs === null || reference.timeUs - endUs > clockStepUs) return false
  return ends.some((end) => {
    if (end.bootId !== bootId || end.sequence <= sequence) return false
    return end.timeUs < startUs || others.some((other) => stepsBack(place, other) && other.sequence < end.sequence)
  })
}

function stepsBack(place: PlacedMention, later: PlacedMention): boolean {
  const isLater = later.bootId === place.bootId && later.sequence > place.sequence
  return isLater && later.reference.timeUs < place.reference.timeUs - lateCreateUs
}
