import { type LogRecord, PipelineError } from '@win11mon/pipeline'
import { type EventBatch, decodeBatch } from '@win11mon/schemas'

/** The batch in a record, or the reason why there is none. Programmer mistakes still throw. */
export function decodeRecord(record: LogRecord): EventBatch | PipelineError {
  try {
    return decodeBatch(record.value)
  } catch (error) {
    if (error instanceof PipelineError) return error
    throw error
  }
}
