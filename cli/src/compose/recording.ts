import { realpath, stat } from 'node:fs/promises'

import { type EncodedBatch, type EventSource, createRecordingWriter } from '@win11mon/collector'
import { PipelineError } from '@win11mon/pipeline'

import { breathe } from './breathing-source.ts'

export interface Recorded {
  readonly batches: number
  readonly events: number
  readonly bytes: number
}

/**
 * Writes everything a source has into a recording, until it ends or the signal is aborted, and closes both. The file is not
 * touched before the source has given its first batch, so a source that cannot be read leaves none behind.
 */
export async function recordSource(source: EventSource, path: string, signal: AbortSignal): Promise<Recorded> {
  try {
    const { next, ack } = untilAborted(breathe(source), signal)
    const first = await next()
    const writer = await createRecordingWriter(path)
    const counts = { batches: 0, events: 0 }
    try {
      for (let batch = first; batch !== undefined; batch = await next()) {
        await writer.append(batch.value)
        await ack(batch)
        counts.batches += 1
        counts.events += batch.eventCount
      }
    } finally {
      await writer.close()
    }
    return { ...counts, bytes: (await stat(path)).size }
  } finally {
    await source.close()
  }
}

/** A source that ends where it is when the signal is aborted. */
function untilAborted(source: EventSource, signal: AbortSignal): { next(): Promise<EncodedBatch | undefined>; ack: EventSource['ack'] } {
  return {
    async next() {
      try {
        return signal.aborted ? undefined : await source.next(signal)
      } catch (error) {
        if (signal.aborted) return undefined
        throw error
      }
    },
    ack: (batch) => source.ack(batch),
  }
}

/** Refuses to write over a file unless that was asked for, and over an input in any case. Fails with USAGE. */
export async function checkOutput(path: string, isForced: boolean, inputs: readonly string[] = []): Promise<void> {
  const target = await realpath(path).catch(() => undefined)
  if (target === undefined) return
  const sources = await Promise.all(inputs.map((input) => realpath(input).catch(() => undefined)))
  if (sources.includes(target)) throw new PipelineError('USAGE', `${path}: is one of the inputs. Choose another file for --out.`)
  if (!isForced) throw new PipelineError('USAGE', `${path}: exists already. Choose another file for --out, or add --force to replace it.`)
}
