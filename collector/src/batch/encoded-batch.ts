import type { KindCounts } from './kind-counts.ts'

/** One encoded batch of one stream, ready to be spooled and published. The receiver owns `value`; nobody writes to it again. */
export interface EncodedBatch {
  /** 16 bytes. */
  readonly hostId: Uint8Array
  readonly hostName: string | null
  /** 16 bytes; one numbered stream of events. */
  readonly bootId: Uint8Array
  readonly firstSequence: number
  readonly lastSequence: number
  readonly eventCount: number
  /** They add up to `eventCount`. */
  readonly kindCounts: KindCounts
  /** Earliest and latest `time_us` of the events. */
  readonly firstTimeUs: number
  readonly lastTimeUs: number
  /** True when every event is of a low-priority kind: such batches are the first to go when a spool is full. */
  readonly isLowPriority: boolean
  /** Framed Avro `EventBatch`. */
  readonly value: Uint8Array
}
