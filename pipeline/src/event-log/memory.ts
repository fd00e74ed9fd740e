import { PipelineError } from '@win11mon/schemas'

import { createChange } from '../runtime/change.ts'
import type { BatchHandler, EventLog, LogRecord } from './event-log.ts'

interface Pending {
  readonly batch: readonly LogRecord[]
  isCommitted: boolean
}

/**
 * The log of the embedded mode. It is not durable itself: `append` resolves when the consumer has committed the
 * batch, so whoever appends (the spool's publisher) keeps it until then.
 */
export function createMemoryEventLog(): EventLog {
  const pending: Pending[] = []
  const change = createChange()
  let isClosed = false

  return {
    async append(batch, signal) {
      if (isClosed) throw new PipelineError('INTERNAL', 'Memory event log: append after close. Close the log after its last appender.')
      if (batch.length === 0) return
      const entry = { batch, isCommitted: false }
      pending.push(entry)
      change.notify()
      while (!entry.isCommitted && !signal.aborted) await change.next(signal)
      if (!entry.isCommitted) throw aborted()
    },
    async consume(handle: BatchHandler, signal: AbortSignal) {
      while (!signal.aborted) {
        const next = pending[0]
        if (next !== undefined) {
          await handle(next.batch)
          pending.shift()
          next.isCommitted = true
          change.notify()
        } else if (isClosed) return
        else await change.next(signal)
      }
    },
    close() {
      isClosed = true
      change.notify()
      return Promise.resolve()
    },
  }
}

function aborted(): PipelineError {
  return new PipelineError('BACKEND_UNAVAILABLE', 'Memory event log: stopped before the batch was committed; it stays in the spool.', {
    isRetryable: true,
  })
}
