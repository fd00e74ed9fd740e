import { PipelineError } from '@win11mon/schemas'

import { createChange } from '../runtime/change.ts'
import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import type { EventLog, LogRecord, PartitionHandler, PositionedRecord, SafePosition } from './event-log.ts'

export interface MemoryLogOptions {
  readonly clock?: Clock
  /** Positions are above this one. */
  readonly startsAfter?: number
  /** How long nothing must come before the handler is told so. Milliseconds. */
  readonly idleAfterMs?: number
}

/** The log's only partition. */
const partition = 0

/**
 * The log of the embedded mode. It is not durable itself: `append` resolves when the consumer has committed the
 * batch, so whoever appends (the spool's publisher) keeps it until then. Positions follow the clock, so that those of a
 * later run are higher.
 */
export function createMemoryEventLog(options: MemoryLogOptions = {}): EventLog {
  const { clock = systemClock, startsAfter = 0, idleAfterMs = 1_000 } = options
  const pending: (readonly PositionedRecord[])[] = []
  const change = createChange()
  let newestPosition = startsAfter
  let committedPosition = startsAfter
  let isClosed = false
  let nextChange: Promise<void> | undefined

  /** The next batch that this consumer has not handled; undefined once the log is closed and drained or the signal is aborted. */
  async function next(
    handler: PartitionHandler,
    handledPosition: number,
    signal: AbortSignal,
  ): Promise<readonly PositionedRecord[] | undefined> {
    while (!signal.aborted) {
      const found = pending.find((batch) => lastOf(batch) > handledPosition)
      if (found !== undefined || isClosed) return found
      if (!(await changesSoon(signal))) commit(await handler.idle(signal))
    }
    return undefined
  }

  /** False when nothing changed for a while. One wait for a change serves many calls. */
  function changesSoon(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = clock.after(idleAfterMs, () => resolve(false))
      nextChange ??= change.next(signal).finally(() => (nextChange = undefined))
      void nextChange.then(() => {
        cancel()
        resolve(true)
      })
    })
  }

  function commit(position: SafePosition): void {
    if (position === undefined || position <= committedPosition) return
    committedPosition = position
    while (pending[0] !== undefined && lastOf(pending[0]) <= position) pending.shift()
    change.notify()
  }

  return {
    async append(batch, signal) {
      if (isClosed) throw new PipelineError('INTERNAL', 'Memory event log: append after close. Close the log after its last appender.')
      if (batch.length === 0) return
      const records = batch.map((record) => positioned(record, (newestPosition = Math.max(newestPosition + 1, clock.nowUs()))))
      pending.push(records)
      change.notify()
      while (committedPosition < lastOf(records) && !signal.aborted) await change.next(signal)
      if (committedPosition < lastOf(records)) throw aborted()
    },
    async consume(assign, signal) {
      const handler = assign(partition)
      try {
        let handledPosition = committedPosition
        for (
          let batch = await next(handler, handledPosition, signal);
          batch !== undefined;
          batch = await next(handler, handledPosition, signal)
        ) {
          commit(await handler.handle(batch, signal))
          handledPosition = lastOf(batch)
        }
      } finally {
        commit(await handler.revoke())
      }
    },
    close() {
      isClosed = true
      change.notify()
      return Promise.resolve()
    },
  }
}

function positioned({ key, value }: LogRecord, position: number): PositionedRecord {
  return { key, value, position }
}

function lastOf(batch: readonly PositionedRecord[]): number {
  return batch.at(-1)?.position ?? 0
}

function aborted(): PipelineError {
  return new PipelineError('BACKEND_UNAVAILABLE', 'Memory event log: stopped before the batch was committed; it stays in the spool.', {
    isRetryable: true,
  })
}
