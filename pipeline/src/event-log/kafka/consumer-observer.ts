import type { EachBatchPayload } from 'kafkajs'

/** What whoever watches a consumer wants to know. */
export interface ConsumerObserver {
  /** The group has shared out its partitions; those of this member. */
  joined?(partitions: readonly number[]): void
  /** The group has heard of this member, and answered. */
  heard?(): void
  /** Records were fetched. */
  fetched?(batch: FetchedBatch): void
}

export interface FetchedBatch {
  readonly partition: number
  readonly records: number
  /** Records behind them in the partition. */
  readonly lag: number
  /** When the newest of them was appended, milliseconds since 1970. */
  readonly appendedMs: number
}

export function fetchedBatch(batch: EachBatchPayload['batch']): FetchedBatch {
  const { partition, messages, highWatermark } = batch
  const lag = Math.max(0, Number(highWatermark) - Number(batch.lastOffset()) - 1)
  return { partition, records: messages.length, lag, appendedMs: Number(messages.at(-1)?.timestamp ?? 0) }
}
