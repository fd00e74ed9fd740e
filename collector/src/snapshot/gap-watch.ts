import { toIdText } from '@win11mon/schemas'

import type { EventSource } from '../sources/source.ts'

/** Tells of every batch after which processes may be running that no event has told of: it declares a loss, or begins a new stream. */
export function watchForGaps(source: EventSource, onGap: () => void): EventSource {
  let stream: string | undefined
  return {
    async next(signal) {
      const batch = await source.next(signal)
      if (batch === undefined) return undefined
      const known = stream
      stream = toIdText(batch.bootId)
      if ((batch.kindCounts.gap ?? 0) > 0 || (known !== undefined && known !== stream)) onGap()
      return batch
    },
    ack: (batch) => source.ack(batch),
    close: () => source.close(),
  }
}
