import { setTimeout } from 'node:timers/promises'

import type { Clock } from './clock.ts'

export const systemClock: Clock = {
  nowUs: () => Math.round((performance.timeOrigin + performance.now()) * 1000),
  async sleep(durationMs, signal) {
    try {
      await setTimeout(durationMs, undefined, { signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  },
}
