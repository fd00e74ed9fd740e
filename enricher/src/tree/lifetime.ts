import type { ImageKey } from './image-path.ts'
import type { EndMark, StartMark } from './marks.ts'

export type EndCause = 'terminate' | 'pid_reuse' | 'reboot'

/** One process as the marks of its pid show it. Rebuilt whenever they change; `entityId` stays the same for the same process. */
export interface Lifetime {
  readonly entityId: string
  readonly processId: number
  /** Null for a placeholder: the process was mentioned, its start was never seen. */
  readonly startUs: number | null
  /** Every report of this start, best first; empty for a placeholder. */
  readonly starts: readonly StartMark[]
  /** Every report of its end, earliest first. */
  readonly ends: EndMark[]
  /** Lower bound of its life: the start, or the boundary after which a placeholder was first seen. */
  readonly anchorUs: number
  image: ImageKey
  endUs: number | null
  endCause: EndCause | null
  exitStatus: number | null
  firstSeenUs: number
}

/** Clock ticks of 15.6 ms stamp a mention before the create that it follows. */
export const clockTickUs = 20_000

/** Reports of one moment by two providers, and mentions after an end, lie this close together (measured: 0.22 s at most). */
export const reportSkewUs = 2_000_000

/** Some sources cut times to whole seconds; such a stamp may be up to a second early. */
export function latestMeantUs(timeUs: number): number {
  return timeUs % 1_000_000 === 0 ? timeUs + 999_999 : timeUs
}
