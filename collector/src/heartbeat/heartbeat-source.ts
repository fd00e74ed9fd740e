import { type Clock, createChange } from '@win11mon/pipeline'
import type { AgentHeartbeat } from '@win11mon/schemas'

import type { EncodedBatch } from '../batch/encoded-batch.ts'
import type { EventStream } from '../sources/event-stream.ts'
import type { EventSource } from '../sources/source.ts'

/** Why a heartbeat is written. */
export type HeartbeatTrigger = 'start' | 'interval' | 'change' | 'stop'

export interface HeartbeatOptions {
  readonly stream: EventStream
  readonly clock: Clock
  readonly intervalMs: number
  /** What is to be said now. */
  readonly describe: (trigger: HeartbeatTrigger) => AgentHeartbeat
}

export interface HeartbeatSource extends EventSource {
  /** Something has changed that must not wait for the interval. */
  hasten(): void
  /** The heartbeat of an orderly stop. */
  last(): EncodedBatch | undefined
}

/** One event at the start, at each interval and at every change, each a batch of its own. */
export function createHeartbeatSource({ stream, clock, intervalMs, describe }: HeartbeatOptions): HeartbeatSource {
  const change = createChange()
  let nextMs: number | undefined
  let isHastened = false

  function beat(trigger: HeartbeatTrigger): EncodedBatch | undefined {
    nextMs = clock.elapsedMs() + intervalMs
    isHastened = false
    return stream.add(describe(trigger)) ?? stream.flush()
  }

  async function wait(untilMs: number, signal: AbortSignal): Promise<void> {
    const cancel = clock.after(Math.max(0, untilMs - clock.elapsedMs()), () => change.notify())
    await change.next(signal)
    cancel()
  }

  return {
    async next(signal) {
      if (nextMs === undefined) return beat('start')
      while (!isHastened && clock.elapsedMs() < nextMs && !signal.aborted) await wait(nextMs, signal)
      if (signal.aborted) return undefined
      return beat(isHastened ? 'change' : 'interval')
    },
    ack: () => Promise.resolve(),
    close: () => Promise.resolve(),
    hasten() {
      isHastened = true
      change.notify()
    },
    last: () => beat('stop'),
  }
}
