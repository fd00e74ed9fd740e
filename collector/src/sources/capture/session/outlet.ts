import { type Event, PipelineError } from '@win11mon/schemas'

import type { EncodedBatch } from '../../../batch/encoded-batch.ts'
import type { ProviderStream } from './host-session.ts'
import { type Loss, createLosses } from './losses.ts'

/** Where the accepted events and the losses of one input leave it. */
export interface Outlet {
  /** Numbers the event. Returns why not, when it is larger than a batch may be or a value cannot be encoded: then it got no number. */
  add(stream: ProviderStream, event: Event): string | undefined
  /** `stream` is null when the record did not tell its host. */
  lose(stream: ProviderStream | null, loss: Loss): void
  /**
   * Declares the losses as gap events and closes every batch. Losses without a stream go to the one seen last, or to the
   * one that `openHomeless` gives when there was none.
   */
  finish(openHomeless: () => ProviderStream | undefined): void
  /** Batches that are ready; empties the list. */
  takeBatches(): EncodedBatch[]
}

/** Bytes that the streams of one input may hold together before all of them are flushed: thousands of hosts add up. */
const maxHeldBytes = 32 * 1024 * 1024
/** A stream keeps the memory of its largest batch, so one that held more than this is given up for a fresh one. */
const largeStreamBytes = 128 * 1024
/** Events between two looks at what is held. */
const lookInterval = 1024

export function createOutlet(fallbackTimeUs: number): Outlet {
  const streams = new Set<ProviderStream>()
  const homeless = createLosses()
  const range = { firstTimeUs: Infinity, lastTimeUs: -Infinity }
  let lastStream: ProviderStream | undefined
  let ready: EncodedBatch[] = []
  let eventsUntilLook = lookInterval

  function note(stream: ProviderStream | undefined): void {
    if (stream === undefined || stream === lastStream) return
    streams.add(stream)
    lastStream = stream
  }

  function number(stream: ProviderStream, event: Event): void {
    const batch = stream.events.add(event)
    if (batch !== undefined) ready.push(batch)
  }

  function flush(stream: ProviderStream): void {
    const batch = stream.events.flush()
    if (batch !== undefined) ready.push(batch)
  }

  function relieveMemory(): void {
    eventsUntilLook = lookInterval
    let heldBytes = 0
    for (const stream of streams) heldBytes += stream.events.heldBytes
    if (heldBytes <= maxHeldBytes) return
    for (const stream of streams) {
      const isLarge = stream.events.heldBytes > largeStreamBytes
      flush(stream)
      if (isLarge) stream.reopen()
    }
  }

  return {
    add(stream, event) {
      const refusal = refusalOf(() => number(stream, event))
      if (refusal !== undefined) return refusal
      note(stream)
      range.firstTimeUs = Math.min(range.firstTimeUs, event.timeUs)
      range.lastTimeUs = Math.max(range.lastTimeUs, event.timeUs)
      eventsUntilLook -= 1
      if (eventsUntilLook === 0) relieveMemory()
      return undefined
    },
    lose(stream, loss) {
      if (stream !== null) note(stream)
      const losses = stream === null ? homeless : stream.losses
      losses.add(loss)
    },
    finish(openHomeless) {
      const time = Number.isFinite(range.firstTimeUs) ? range : { firstTimeUs: fallbackTimeUs, lastTimeUs: fallbackTimeUs }
      if (lastStream === undefined && !homeless.isEmpty) note(openHomeless())
      for (const stream of streams) {
        for (const gap of stream.losses.toGaps(time)) number(stream, gap)
        if (stream === lastStream) for (const gap of homeless.toGaps(time)) number(stream, gap)
        flush(stream)
      }
    },
    takeBatches() {
      const batches = ready
      ready = []
      return batches
    },
  }
}

/** Why the encoder refused the event; undefined when it took it. */
function refusalOf(add: () => void): string | undefined {
  try {
    add()
    return undefined
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error
    return error.code === 'DECODE_LIMIT_EXCEEDED' ? 'event_too_large' : 'invalid_field'
  }
}
