import type { EncodedBatch } from '../src/batch/encoded-batch.ts'
import type { EventSource } from '../src/sources/source.ts'

export interface TestSource extends EventSource {
  readonly acknowledged: EncodedBatch[]
}

/** Gives these batches and then ends, fails, or waits for the abort. */
export function aSource(batches: readonly EncodedBatch[], after: 'end' | 'wait' | Error = 'end'): TestSource {
  const left = [...batches]
  const acknowledged: EncodedBatch[] = []
  return {
    acknowledged,
    async next(signal) {
      const batch = left.shift()
      if (batch !== undefined || after === 'end') return batch
      if (after !== 'wait') throw after
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return undefined
    },
    ack(batch) {
      acknowledged.push(batch)
      return Promise.resolve()
    },
    close: () => Promise.resolve(),
  }
}
