import { resolve } from 'node:path'

import { type RecordingLog, openRecordingLog } from '@win11mon/collector'
import { type LogRecord, PipelineError } from '@win11mon/pipeline'

import type { Config } from '../../settings.ts'

export interface CollectOutput {
  /** For people: where the events go. */
  readonly name: string
  readonly eventLog: RecordingLog
}

/** Where the events go. */
export async function chooseOutput({ collector }: Config, directory: string): Promise<CollectOutput> {
  if (collector.output !== '') {
    const path = resolve(directory, collector.output)
    return { name: path, eventLog: await openRecordingLog(path) }
  }
  throw new PipelineError('CONFIG_INVALID', 'collector.output: names no recording. Give one with --out.')
}

/**
 * A service does not end because its event log refuses it: what is wrong there (a password, a certificate, a right) is set
 * right while the spool holds the events. A defect of ours still ends it.
 */
export function patiently(eventLog: RecordingLog): RecordingLog {
  return {
    ...eventLog,
    append: async (batch: readonly LogRecord[], signal: AbortSignal) => {
      try {
        await eventLog.append(batch, signal)
      } catch (error) {
        if (!(error instanceof PipelineError) || error.isRetryable) throw error
        throw new PipelineError(error.code, error.message, { cause: error, isRetryable: true })
      }
    },
  }
}
