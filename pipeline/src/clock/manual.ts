import type { Clock } from './clock.ts'

interface Sleeper {
  readonly untilUs: number
  readonly wake: () => void
}

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves the time and wakes everybody whose time has come, in that order. */
  advance(durationUs: number): void
  /** How long the sleeper who is due next still sleeps, microseconds; undefined when nobody sleeps. */
  nextWakeUs(): number | undefined
}

export function createManualClock(startUs = 0): ManualClock {
  let nowUs = startUs
  let sleepers: Sleeper[] = []

  return {
    nowUs: () => nowUs,
    sleep(durationMs, signal) {
      if (signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = (): void => {
          signal.removeEventListener('abort', wake)
          sleepers = sleepers.filter((sleeper) => sleeper.wake !== wake)
          resolve()
        }
        signal.addEventListener('abort', wake)
        sleepers.push({ untilUs: nowUs + durationMs * 1000, wake })
      })
    },
    advance(durationUs) {
      nowUs += durationUs
      const due = sleepers.filter(({ untilUs }) => untilUs <= nowUs)
      for (const { wake } of due.toSorted((left, right) => left.untilUs - right.untilUs)) wake()
    },
    nextWakeUs: () => (sleepers.length === 0 ? undefined : Math.min(...sleepers.map(({ untilUs }) => untilUs)) - nowUs),
  }
}
