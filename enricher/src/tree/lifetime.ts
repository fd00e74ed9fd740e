import type { ImageKey } from '../windows/image-path.ts'
import type { EndMark, StartMark } from './marks.ts'
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

/** Clock ticks of 15.6 ms stamp a mention before the create that it follows. */
export const clockTickUs = 20_000

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
