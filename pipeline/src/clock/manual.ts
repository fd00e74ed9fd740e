import { type Clock, sleepOn } from './clock.ts'

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
  /** Sets the time on the wall, as a person or a time server does; nobody is woken. */
  jump(durationUs: number): void
}

export function createManualClock(startUs = 0): ManualClock {
  let nowUs = startUs
  let jumpedUs = 0
  let sleepers: Sleeper[] = []

  const clock: ManualClock = {
    nowUs: () => nowUs + jumpedUs,
    elapsedMs: () => nowUs / 1000,
    after(durationMs, wake) {
      const sleeper = { untilUs: nowUs + durationMs * 1000, wake }
      sleepers.push(sleeper)
      return () => {
        sleepers = sleepers.filter((other) => other !== sleeper)
      }
    },
    sleep: (durationMs, signal) => sleepOn(clock, durationMs, signal),
    advance(durationUs) {
      nowUs += durationUs
      const due = sleepers.filter(({ untilUs }) => untilUs <= nowUs).toSorted((left, right) => left.untilUs - right.untilUs)
      sleepers = sleepers.filter(({ untilUs }) => untilUs > nowUs)
      for (const { wake } of due) wake()
    },
    jump(durationUs) {
      jumpedUs += durationUs
    },
    nextWakeUs: () => (sleepers.length === 0 ? undefined : Math.min(...sleepers.map(({ untilUs }) => untilUs)) - nowUs),
  }
  return clock
}
