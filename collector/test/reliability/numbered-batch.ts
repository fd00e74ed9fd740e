import { newEvent } from '@win11mon/schemas'

import type { EncodedBatch } from '../../src/batch/encoded-batch.ts'
import { createEventStream } from '../../src/sources/event-stream.ts'

/** The batch with this number: one event of that number, and always the same bytes. */
export function numberedBatch(number: number): EncodedBatch {
  const id = new Uint8Array(16).fill(7)
  const stream = createEventStream({
    hostId: id,
    hostName: 'DESK1',
    bootId: id,
    agentVersion: '0',
    batchEvents: 1,
    continuesAfter: number - 1,
  })
  const event = number % 3 === 0 ? newEvent.process_create() : newEvent.image_load()
  const batch = stream.add({ ...event, timeUs: 1_700_000_000_000_000 + number, executable: 'x'.repeat((number * 977) % 9_000) })
  if (batch === undefined) throw new Error('a batch of one event is full with it')
  return batch
}
