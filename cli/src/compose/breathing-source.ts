import { setImmediate } from 'node:timers/promises'

import type { EventSource } from '@win11mon/collector'

const longestBreathMs = 50

/**
 * Lets signals and timers through now and then: a source that never waits would otherwise keep the whole pipeline in one
 * turn of the event loop, and neither Ctrl+C nor a progress bar would work.
 */
export function breathe<Source extends EventSource>(source: Source): Source {
  let lastBreathMs = performance.now()
  return {
    ...source,
    async next(signal: AbortSignal) {
      const nowMs = performance.now()
      if (nowMs - lastBreathMs > longestBreathMs) {
        await setImmediate()
        lastBreathMs = performance.now()
      }
      return source.next(signal)
    },
  }
}
