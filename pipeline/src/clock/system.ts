import { type Clock, sleepOn } from './clock.ts'

export const systemClock: Clock = {
  nowUs: () => Math.round((performance.timeOrigin + performance.now()) * 1000),
  after(durationMs, wake) {
    const timer = setTimeout(wake, durationMs)
    return () => clearTimeout(timer)
  },
  sleep: (durationMs, signal) => sleepOn(systemClock, durationMs, signal),
}
