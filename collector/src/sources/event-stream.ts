import { type Event, type EventKind, createBatchEncoder, isLowPriorityKind } from '@win11mon/schemas'

import type { EncodedBatch } from '../batch/encoded-batch.ts'

export interface EventStreamOptions {
  readonly hostId: Uint8Array
  readonly hostName: string | null
  readonly bootId: Uint8Array
  readonly agentVersion: string
  /** Events a batch holds at most. */
  readonly batchEvents: number
  /** Number of the newest event of the stream so far, when it goes on after an earlier object; 0 by default. */
  readonly continuesAfter?: number
}

/** Bytes after which a batch is closed even when it holds few events: far below Kafka's default limit of 1 MB. */
export const batchBytes: number = 512 * 1024

/**
 * Numbers the events of one stream and packs them into batches. An event gets its number when it is added, so only
 * add what is accepted: refused records belong in a gap event.
 */
export interface EventStream {
  /** Takes the event (its `sequence` is set here) and returns a batch when one is full. Throws like `BatchEncoder.add`; then nothing was taken. */
  add(event: Event): EncodedBatch | undefined
  /** Returns what is left, if anything. */
  flush(): EncodedBatch | undefined
  /** Number of the newest event; 0 before the first. */
  readonly lastSequence: number
  /** Bytes of the events that wait for their batch to fill. */
  readonly heldBytes: number
}

export function createEventStream(options: EventStreamOptions): EventStream {
  const encoder = createBatchEncoder(options)
  let lastSequence = options.continuesAfter ?? 0
  let firstTimeUs = Infinity
  let lastTimeUs = -Infinity
  let isLowPriority = true
  let kindCounts: Partial<Record<EventKind, number>> = {}

  function flush(): EncodedBatch | undefined {
    const eventCount = encoder.eventCount
    if (eventCount === 0) return undefined
    const firstSequence = lastSequence - eventCount + 1
    const value = encoder.finish(firstSequence, lastSequence)
    const { hostId, hostName, bootId } = options
    const times = { firstTimeUs, lastTimeUs }
    const batch = { hostId, hostName, bootId, firstSequence, lastSequence, eventCount, kindCounts, ...times, isLowPriority, value }
    firstTimeUs = Infinity
    lastTimeUs = -Infinity
    isLowPriority = true
    kindCounts = {}
    return batch
  }

  return {
    add(event) {
      event.sequence = lastSequence + 1
      // May throw, and then the number is still free: a number without an event would be a hole.
      encoder.add(event)
      lastSequence += 1
      firstTimeUs = Math.min(firstTimeUs, event.timeUs)
      lastTimeUs = Math.max(lastTimeUs, event.timeUs)
      kindCounts[event.kind] = (kindCounts[event.kind] ?? 0) + 1
      isLowPriority &&= isLowPriorityKind(event.kind)
      return encoder.eventCount >= options.batchEvents || encoder.byteLength >= batchBytes ? flush() : undefined
    },
    flush,
    get lastSequence() {
      return lastSequence
    },
    get heldBytes() {
      return encoder.eventCount === 0 ? 0 : encoder.byteLength
    },
  }
}
