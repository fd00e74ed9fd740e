import { PipelineError } from '@win11mon/schemas'

import type { BatchHandler, EventLog, LogRecord } from './event-log.ts'

interface Pending {
  readonly batch: readonly LogRecord[]
  readonly commit: () => void
}

/**
 * The log of the embedded mode. It is not durable itself: `append` resolves when the consumer has committed the
 * batch, so whoever appends (the spool's publisher) keeps it until then.
 */
export function createMemoryEventLog(): EventLog {
  const pending: Pending[] = []
  let isClosed = false
  let wake: () => void = () => {}

  function changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  return {
    append(batch, signal) {
      if (isClosed) throw new PipelineError('INTERNAL', 'Memory event log: append after close. Close the log after its last appender.')
      return new Promise((resolve, reject) => {
        const entry = { batch, commit: resolve }
        signal.addEventListener('abort', () => reject(aborted()), { once: true })
        pending.push(entry)
        wake()
      })
    },
    async consume(handle: BatchHandler, signal: AbortSignal) {
      while (!signal.aborted) {
        const next = pending[0]
        if (next !== undefined) {
          await handle(next.batch)
          pending.shift()
          next.commit()
        } else if (isClosed) return
        else await changed(signal)
      }
    },
    close() {
      isClosed = true
      wake()
      return Promise.resolve()
    },
  }
}

function aborted(): PipelineError {
  return new PipelineError('BACKEND_UNAVAILABLE', 'Memory event log: stopped before the batch was committed; it stays in the spool.', {
    isRetryable: true,
  })
}
