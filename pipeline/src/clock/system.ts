import { type Clock, sleepOn } from './clock.ts'

export const systemClock: Clock = {
  // Not `performance.timeOrigin`: that does not follow when somebody sets the clock, or when the machine has slept.
  nowUs: () => Date.now() * 1000,
  elapsedMs: () => performance.now(),
  after(durationMs, wake) {
    const timer = setTimeout(wake, durationMs)
    return () => clearTimeout(timer)
  },
  sleep: (durationMs, signal) => sleepOn(systemClock, durationMs, signal),
}
