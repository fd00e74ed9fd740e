import { type LogRecord, PipelineError } from '@win11mon/pipeline'
import { type EventBatch, decodeBatch, readBatchHeader } from '@win11mon/schemas'

import { type CheckedBatch, checkBatch, refusedUndecoded } from './check-batch.ts'

/** The batch in a record, or the reason why there is none. Programmer mistakes still throw. */
export function decodeRecord({ key, value }: LogRecord): CheckedBatch {
  let batch: EventBatch
  try {
    batch = decodeBatch(value)
  } catch (error) {
    if (error instanceof PipelineError) return refusedUndecoded(key, error, readBatchHeader(value))
    throw error
  }
  return checkBatch(key, batch)
}
