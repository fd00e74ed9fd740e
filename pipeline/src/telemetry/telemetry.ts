import type { ErrorCode } from '@win11mon/schemas'

/**
 * What one stage did, in events. `received = sent + dropped + held` at any moment; a drop without a reason does not exist.
 * Metrics are named after the fields: `win11mon_events_received_total{stage}` and so on.
 */
export interface StageCounts {
  readonly received: number
  readonly sent: number
  readonly held: number
  /** By reason. */
  readonly dropped: Readonly<Record<string, number>>
  /** Operating errors by code, those that a retry mended among them. */
  readonly errors: Readonly<Partial<Record<ErrorCode, number>>>
  /** How often a bound of the stage's memory was reached, by bound: detail was given up, no event. */
  readonly bounded: Readonly<Record<string, number>>
}

export interface StageCounter {
  received(count: number): void
  sent(count: number): void
  dropped(reason: string, count: number): void
  error(code: ErrorCode): void
  bounded(bound: string, count: number): void
  readonly counts: StageCounts
}

/** The counters of one process: stages are made when they are first named. */
export interface Telemetry {
  stage(name: string): StageCounter
  /** By name of the stage. */
  snapshot(): Readonly<Record<string, StageCounts>>
}

export function createTelemetry(): Telemetry {
  const stages = new Map<string, StageCounter>()
  return {
    stage(name) {
      const known = stages.get(name) ?? createStage()
      stages.set(name, known)
      return known
    },
    snapshot: () => Object.fromEntries([...stages].map(([name, { counts }]) => [name, counts])),
  }
}

function createStage(): StageCounter {
  let received = 0
  let sent = 0
  let droppedTotal = 0
  const dropped = new Map<string, number>()
  const errors = new Map<ErrorCode, number>()
  const bounded = new Map<string, number>()

  return {
    received(count) {
      received += count
    },
    sent(count) {
      sent += count
    },
    dropped(reason, count) {
      if (count === 0) return
      droppedTotal += count
      increase(dropped, reason, count)
    },
    error: (code) => increase(errors, code, 1),
    bounded: (bound, count) => increase(bounded, bound, count),
    get counts() {
      return {
        received,
        sent,
        held: received - sent - droppedTotal,
        dropped: Object.fromEntries(dropped),
        errors: Object.fromEntries(errors),
        bounded: Object.fromEntries(bounded),
      }
    },
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
