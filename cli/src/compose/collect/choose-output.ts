import { resolve } from 'node:path'

import { type RecordingLog, openRecordingLog } from '@win11mon/collector'
import { type LogRecord, type Logger, PipelineError, type Telemetry, openKafkaEventLog } from '@win11mon/pipeline'

import type { Config } from '../../settings.ts'
import { topicsFirst } from './topics-first.ts'

export interface CollectOutput {
  /** For people: where the events go. */
  readonly name: string
  readonly eventLog: RecordingLog
}

export interface OutputContext {
  /** Where relative paths start. */
  readonly directory: string
  readonly telemetry: Telemetry
  readonly log: Logger
}

/** Where the events go: Kafka, unless a recording is named. */
export async function chooseOutput({ collector, kafka }: Config, { directory, telemetry, log }: OutputContext): Promise<CollectOutput> {
  if (collector.output !== '') {
    const path = resolve(directory, collector.output)
    return { name: path, eventLog: await openRecordingLog(path) }
  }
  const onWarning = (message: string): void => log.warn({}, message)
  const eventLog = await openKafkaEventLog({ settings: kafka, telemetry, onWarning })
  return { name: `kafka ${kafka.brokers.join(', ')}`, eventLog: kafka.topics.create_missing ? topicsFirst(eventLog, kafka) : eventLog }
}

/**
 * A service does not end because its event log refuses it: what is wrong there (a password, a certificate, a right) is set
 * right while the spool holds the events. A defect of ours still ends it.
 */
export function patiently(eventLog: RecordingLog): RecordingLog {
  return {
    close: () => eventLog.close(),
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
