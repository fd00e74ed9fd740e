import { type Clock, createChange } from '@win11mon/pipeline'
import { type ProcessSnapshot, newEvent } from '@win11mon/schemas'

import type { EncodedBatch } from '../batch/encoded-batch.ts'
import type { RunningProcess } from '../sources/device/port/device.ts'
import type { EventStream } from '../sources/event-stream.ts'
import type { EventSource } from '../sources/source.ts'

export interface SnapshotOptions {
  readonly stream: EventStream
  readonly clock: Clock
  readonly runningProcesses: () => Promise<readonly RunningProcess[]>
  /** Gaps come in rows: one snapshot is made for all that are noticed within this time of the last one. */
  readonly leastIntervalMs: number
  /** The processes could not be listed; it is tried again after the interval. */
  readonly onFailure: (error: unknown) => void
}

export interface SnapshotSource extends EventSource {
  /** Something was lost: whoever started meanwhile is to be listed. */
  request(): void
}

/** The running processes, one event each, at the start and after every gap, so that trees have roots. */
export function createSnapshotSource(options: SnapshotOptions): SnapshotSource {
  const { stream, clock, leastIntervalMs } = options
  const change = createChange()
  const ready: EncodedBatch[] = []
  let isRequested = true
  let notBeforeMs = -Infinity

  async function take(): Promise<void> {
    isRequested = false
    notBeforeMs = clock.elapsedMs() + leastIntervalMs
    try {
      for (const process of await options.runningProcesses()) keep(stream.add(snapshotEvent(process, clock.nowUs())))
      keep(stream.flush())
    } catch (error) {
      isRequested = true
      options.onFailure(error)
    }
  }

  function keep(batch: EncodedBatch | undefined): void {
    if (batch !== undefined) ready.push(batch)
  }

  async function untilDue(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !isRequested) await change.next(signal)
    const waitMs = notBeforeMs - clock.elapsedMs()
    if (waitMs > 0) await clock.sleep(waitMs, signal)
  }

  return {
    async next(signal) {
      while (ready.length === 0 && !signal.aborted) {
        await untilDue(signal)
        if (!signal.aborted) await take()
      }
      return ready.shift()
    },
    ack: () => Promise.resolve(),
    close: () => Promise.resolve(),
    request() {
      isRequested = true
      change.notify()
    },
  }
}

function snapshotEvent(process: RunningProcess, timeUs: number): ProcessSnapshot {
  return { ...newEvent.process_snapshot(), ...process, timeUs }
}
