import { createHash } from 'node:crypto'

import type { Document, LogRecord, PipelineError } from '@win11mon/pipeline'

/** A record that cannot be decoded, with its bytes, so that it can be handed in again once the cause is mended. */
export function deadLetterDocument(record: LogRecord, error: PipelineError): Document {
  const id = createHash('sha256').update(record.value).digest().subarray(0, 16).toString('base64url')
  const reason = `${error.code}: ${error.message}`
  return {
    family: 'dead_letters',
    id,
    values: [record.key, reason, null, record.value],
    doc: JSON.stringify({
      host: { id: record.key },
      error: { code: error.code, message: error.message },
      win11mon: { bytes: record.value.length },
    }),
  }
}
