import type { EventBatch } from './batch.ts'
import { PipelineError } from './errors.ts'

export function decodeOlderBatch(_payload: Uint8Array, fingerprint: string): EventBatch {
  throw new PipelineError(
    'SCHEMA_UNKNOWN',
    `A batch was written with schema ${fingerprint}, which this version does not know: upgrade win11mon here first.`,
  )
}
