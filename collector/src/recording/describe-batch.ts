import { type EventBatch, type EventKind, decodeBatch, isLowPriorityKind } from '@win11mon/schemas'

import type { EncodedBatch } from '../batch/encoded-batch.ts'

export interface DescribedBatch {
  readonly batch: EncodedBatch
  readonly decoded: EventBatch
}

/** Decodes a framed batch to learn what the pipeline must know about it. Throws like `decodeBatch`. */
export function describeBatch(value: Uint8Array): DescribedBatch {
  const decoded = decodeBatch(value)
  const { hostId, hostName, bootId, firstSequence, lastSequence, events } = decoded
  let firstTimeUs = Infinity
  let lastTimeUs = -Infinity
  const kindCounts: Partial<Record<EventKind, number>> = {}
  for (const { timeUs, kind } of events) {
    kindCounts[kind] = (kindCounts[kind] ?? 0) + 1
    firstTimeUs = Math.min(firstTimeUs, timeUs)
    lastTimeUs = Math.max(lastTimeUs, timeUs)
  }
  const isLowPriority = events.every(({ kind }) => isLowPriorityKind(kind))
  const eventCount = events.length
  const times = { firstTimeUs, lastTimeUs }
  const batch = { hostId, hostName, bootId, firstSequence, lastSequence, eventCount, kindCounts, ...times, isLowPriority, value }
  return { batch, decoded }
}
