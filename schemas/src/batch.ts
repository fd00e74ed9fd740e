import type { Event } from './generated/events.ts'

/** What identifies the stream a batch belongs to. */
export interface BatchOrigin {
  /** 16 bytes. */
  readonly hostId: Uint8Array
  readonly hostName: string | null
  /** 16 bytes; one numbered stream of events. */
  readonly bootId: Uint8Array
  /** Version of the program that wrote the batch. */
  readonly agentVersion: string
}

/** Consecutive events of one stream: one record of the event log. */
export interface EventBatch extends BatchOrigin {
  readonly firstSequence: number
  readonly lastSequence: number
  readonly events: readonly Event[]
}

/** Bounds of one batch. The encoder never exceeds them, so that the decoder can hold everybody to them. */
export const maxBatchBytes: number = 16 * 1024 * 1024
export const maxBatchEvents = 100_000
