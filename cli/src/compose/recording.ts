import { stat } from 'node:fs/promises'

import { type EventSource, createRecordingWriter } from '@win11mon/collector'
import { PipelineError } from '@win11mon/pipeline'

import { breathe } from './breathing-source.ts'

export interface Recorded {
  readonly batches: number
  readonly events: number
  readonly bytes: number
}

/** Writes everything a source has into a recording, until it ends or the signal is aborted; closes both. */
export async function recordSource(source: EventSource, path: string, signal: AbortSignal): Promise<Recorded> {
  const breathing = breathe(source)
  let batches = 0
  let events = 0
  try {
    const writer = await createRecordingWriter(path)
    try {
      for (let batch = await breathing.next(signal); batch !== undefined; batch = await breathing.next(signal)) {
        await writer.append(batch.value)
        await breathing.ack(batch)
        batches += 1
        events += batch.eventCount
        if (signal.aborted) break
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      await writer.close()
    }
  } finally {
    await source.close()
  }
  return { batches, events, bytes: (await stat(path)).size }
}

/** Refuses to write over a file unless that was asked for. Fails with USAGE. */
export async function checkOutput(path: string, isForced: boolean): Promise<void> {
  if (isForced) return
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined)
    throw new PipelineError('USAGE', `${path}: exists already. Choose another file for --out, or add --force to replace it.`)
}
