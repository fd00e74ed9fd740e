import { type Event, newEvent } from '@win11mon/schemas'

import { type EventStream, createEventStream } from '../../src/sources/event-stream.ts'
import type { EncodedBatch } from '../../src/batch/encoded-batch.ts'

export interface StreamSettings {
  readonly host?: number
  readonly boot?: number
  readonly hostName?: string | null
}

/** Batches of one stream, numbered like a source's. */
export interface BatchMaker {
  /** A batch of so many events, about `padBytes` long. Low priority: image loads; high: process creations. */
  next(options?: { readonly events?: number; readonly padBytes?: number; readonly isLowPriority?: boolean }): EncodedBatch
}

/** `host` and `boot` become ids of 16 equal bytes. */
export function aStream({ host = 1, boot = 1, hostName = 'DESK1' }: StreamSettings = {}): BatchMaker {
  const stream = createEventStream({
    hostId: new Uint8Array(16).fill(host),
    hostName,
    bootId: new Uint8Array(16).fill(boot),
    agentVersion: '0.0.0',
    batchEvents: 100_000,
  })
  return {
    next({ events = 1, padBytes = 0, isLowPriority = true } = {}) {
      for (let count = 0; count < events; count += 1) stream.add(anEvent(stream, Math.ceil(padBytes / events), isLowPriority))
      const batch = stream.flush()
      if (batch === undefined) throw new Error('a batch needs at least one event')
      return batch
    },
  }
}

function anEvent(stream: EventStream, padBytes: number, isLowPriority: boolean): Event {
  const event = isLowPriority ? newEvent.image_load() : newEvent.process_create()
  event.timeUs = 1_700_000_000_000_000 + stream.lastSequence
  event.executable = 'x'.repeat(padBytes)
  return event
}
