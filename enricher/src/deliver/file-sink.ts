import { open } from 'node:fs/promises'

import { PipelineError } from '@win11mon/pipeline'

import type { AlertSink } from './alert-sink.ts'

/** Appends alerts to a file, one JSON line each; it is on the disk when the alert counts as told. */
export function createFileSink(path: string): AlertSink {
  return {
    name: 'file',
    async send({ deliveryId, change, alert }) {
      try {
        const file = await open(path, 'a', 0o640)
        try {
          await file.appendFile(`${JSON.stringify({ delivery_id: deliveryId, change, alert })}\n`)
          await file.datasync()
        } finally {
          await file.close()
        }
      } catch (error) {
        throw new PipelineError('IO_FAILED', `${path}: alerts cannot be appended (${String(error)}).`, { cause: error, isRetryable: true })
      }
    },
  }
}
