import type { Clock } from '@win11mon/pipeline'

import type { EventSource } from './source.ts'

/** Gives each batch of a source of virtual time when its last event has happened, as if the first had happened just now. */
export function createPacedSource(source: EventSource, clock: Clock): EventSource {
  let start: { readonly elapsedMs: number; readonly timeUs: number } | undefined
  return {
    async next(signal) {
      const batch = await source.next(signal)
      if (batch === undefined) return undefined
      start ??= { elapsedMs: clock.elapsedMs(), timeUs: batch.firstTimeUs }
      const waitMs = start.elapsedMs + (batch.lastTimeUs - start.timeUs) / 1000 - clock.elapsedMs()
      if (waitMs > 0) await clock.sleep(waitMs, signal)
      return batch
    },
    ack: (batch) => source.ack(batch),
    close: () => source.close(),
  }
}
