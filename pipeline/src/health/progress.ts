import type { Clock } from '../clock/clock.ts'

/** Whether something that has work gets on with it. A process that is alive and does nothing is not ready. */
export interface Progress {
  /** There is work from now on, unless there was before. */
  begin(): void
  /** A piece of the work is done. */
  made(): void
  /** There is none left. */
  rest(): void
  /** Milliseconds without a piece done while there was work; 0 at rest. */
  readonly stuckMs: number
}

export function createProgress(clock: Pick<Clock, 'elapsedMs'>): Progress {
  let sinceMs: number | undefined
  return {
    begin() {
      sinceMs ??= clock.elapsedMs()
    },
    made() {
      sinceMs = clock.elapsedMs()
    },
    rest() {
      sinceMs = undefined
    },
    get stuckMs() {
      return sinceMs === undefined ? 0 : clock.elapsedMs() - sinceMs
    },
  }
}
