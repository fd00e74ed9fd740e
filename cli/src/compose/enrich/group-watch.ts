import type { Clock, ConsumerObserver, FetchedBatch } from '@win11mon/pipeline'

/** What is known of this member of the group. */
export interface GroupWatch extends ConsumerObserver {
  /** Since when the group has not been heard of. Milliseconds. */
  readonly silentMs: number
  /** Records behind what was fetched last, by partition. */
  readonly lags: ReadonlyMap<number, number>
  /** Seconds between appending and fetching of the newest record. */
  readonly lagSeconds: number
}

/** A member that hears nothing of its group gets nothing, however well it is otherwise. */
export function watchGroup(clock: Pick<Clock, 'elapsedMs' | 'nowUs'>): GroupWatch {
  let heardMs = clock.elapsedMs()
  let lagSeconds = 0
  const lags = new Map<number, number>()
  return {
    joined(partitions) {
      heardMs = clock.elapsedMs()
      for (const partition of lags.keys()) if (!partitions.includes(partition)) lags.delete(partition)
    },
    heard() {
      heardMs = clock.elapsedMs()
    },
    fetched({ partition, lag, appendedMs }: FetchedBatch) {
      heardMs = clock.elapsedMs()
      lags.set(partition, lag)
      lagSeconds = Math.max(0, clock.nowUs() / 1e6 - appendedMs / 1e3)
    },
    get silentMs() {
      return clock.elapsedMs() - heardMs
    },
    lags,
    get lagSeconds() {
      return lagSeconds
    },
  }
}
