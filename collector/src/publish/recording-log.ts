import { type EventLog, PipelineError } from '@win11mon/pipeline'

import { type RecordingWriter, openRecordingWriter } from '../recording/recording-writer.ts'

/** An event log to write to alone: a recording that is on the disk when `append` resolves. */
export type RecordingLog = Pick<EventLog, 'append' | 'close'>

/**
 * Opens the recording at the first append and after every failure, behind its last whole block. A disk that refuses is
 * waited for like a broker that is away: BACKEND_UNAVAILABLE. Rejects at once with INPUT_UNREADABLE for another file.
 */
export async function openRecordingLog(path: string): Promise<RecordingLog> {
  let writer: RecordingWriter | undefined = await openRecordingWriter(path)

  async function write(values: readonly Uint8Array[]): Promise<void> {
    writer ??= await openRecordingWriter(path)
    for (const value of values) await writer.append(value)
    await writer.sync()
  }

  /** Half a block may have been written: the next append cuts it off. */
  async function forget(): Promise<void> {
    const failed = writer
    writer = undefined
    await failed?.close().catch(() => undefined)
  }

  return {
    async append(batch) {
      try {
        await write(batch.map(({ value }) => value))
      } catch (error) {
        await forget()
        if (error instanceof PipelineError && error.code === 'IO_FAILED')
          throw new PipelineError('BACKEND_UNAVAILABLE', error.message, { cause: error, isRetryable: true })
        throw error
      }
    },
    close: () => writer?.close() ?? Promise.resolve(),
  }
}
