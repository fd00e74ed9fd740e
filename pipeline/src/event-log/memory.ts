import { PipelineError } from '@win11mon/schemas'

import { createChange } from '../runtime/change.ts'
import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/system.ts'
import type {
  AssignPartition,
  EventLog,
  LogRecord,
  PartitionControl,
  PartitionHandler,
  PositionedRecord,
  SafePosition,
} from './event-log.ts'

export interface MemoryLogOptions {
  readonly clock?: Clock
  /** Positions are above this one. */
  readonly startsAfter?: number
  /** How long nothing must come before the handler is told so. Milliseconds. */
  readonly idleAfterMs?: number
}

/** What is committed is gone. */
const noPast: PartitionControl = { rewind: () => Promise.resolve(false) }

/** The log's only partition. */
const partition = 0

/**
 * The log of the embedded mode. It is not durable itself: `append` resolves when the consumer has committed the
 * batch, so whoever appends (the spool's publisher) keeps it until then. Positions follow the clock, so that those of a
 * later run are higher.
 */
export function createMemoryEventLog(options: MemoryLogOptions = {}): EventLog {
  return new MemoryEventLog(options)
}

class MemoryEventLog implements EventLog {
  readonly #clock: Clock
  readonly #idleAfterMs: number
  readonly #pending: (readonly PositionedRecord[])[] = []
  readonly #change = createChange()
  #nextChange: Promise<void> | undefined
  #newestPosition: number
  #committedPosition: number
  #isClosed = false

  constructor({ clock = systemClock, startsAfter = 0, idleAfterMs = 1_000 }: MemoryLogOptions) {
    this.#clock = clock
    this.#idleAfterMs = idleAfterMs
    this.#newestPosition = startsAfter
    this.#committedPosition = startsAfter
  }

  async append(batch: readonly LogRecord[], signal: AbortSignal): Promise<void> {
    if (this.#isClosed) throw new PipelineError('INTERNAL', 'Memory event log: append after close. Close the log after its last appender.')
    if (batch.length === 0) return
    const records = batch.map(({ key, value }) => ({ key, value, position: this.#nextPosition() }))
    this.#pending.push(records)
    this.#change.notify()
    while (this.#committedPosition < lastOf(records) && !signal.aborted) await this.#change.next(signal)
    if (this.#committedPosition < lastOf(records)) throw aborted()
  }

  async consume(assign: AssignPartition, signal: AbortSignal): Promise<void> {
    const handler = assign(partition, noPast)
    try {
      let handledPosition = this.#committedPosition
      let batch = await this.#next(handler, handledPosition, signal)
      while (batch !== undefined) {
        this.#commit(await handler.handle(batch, signal))
        handledPosition = lastOf(batch)
        batch = await this.#next(handler, handledPosition, signal)
      }
    } finally {
      this.#commit(await handler.revoke())
    }
  }

  close(): Promise<void> {
    this.#isClosed = true
    this.#change.notify()
    return Promise.resolve()
  }

  #nextPosition(): number {
    this.#newestPosition = Math.max(this.#newestPosition + 1, this.#clock.nowUs())
    return this.#newestPosition
  }

  /** The next batch that this consumer has not handled; undefined once the log is closed and drained or the signal is aborted. */
  async #next(handler: PartitionHandler, handledPosition: number, signal: AbortSignal): Promise<readonly PositionedRecord[] | undefined> {
    while (!signal.aborted) {
      const found = this.#pending.find((batch) => lastOf(batch) > handledPosition)
      if (found !== undefined || this.#isClosed) return found
      if (!(await this.#changesSoon(signal))) this.#commit(await handler.idle(signal))
    }
    return undefined
  }

  /** False when nothing changed for a while. One wait for a change serves many calls. */
  #changesSoon(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(this.#idleAfterMs, () => resolve(false))
      this.#nextChange ??= this.#change.next(signal).finally(() => (this.#nextChange = undefined))
      void this.#nextChange.then(cancel).then(() => resolve(true))
    })
  }

  #commit(position: SafePosition): void {
    if (position === undefined || position <= this.#committedPosition) return
    this.#committedPosition = position
    while (this.#pending[0] !== undefined && lastOf(this.#pending[0]) <= position) this.#pending.shift()
    this.#change.notify()
  }
}

function lastOf(batch: readonly PositionedRecord[]): number {
  return batch.at(-1)?.position ?? 0
}

function aborted(): PipelineError {
  return new PipelineError('BACKEND_UNAVAILABLE', 'Memory event log: stopped before the batch was committed; it stays in the spool.', {
    isRetryable: true,
  })
}
