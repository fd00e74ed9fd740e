import { createHash } from 'node:crypto'

import { PipelineError } from '@win11mon/pipeline'
import { type EventBatch, toIdText } from '@win11mon/schemas'

import { type DescribedBatch, describeBatch } from '../../../recording/describe-batch.ts'
import { readRecording } from '../../../recording/recording-reader.ts'
import { type EventStream, createEventStream } from '../../event-stream.ts'
import type { EncodedBatch } from '../../../batch/encoded-batch.ts'
import { type CaptureSettings, isTimeFiltered, isWantedHost, isWantedTime } from '../input/capture-options.ts'
import { type InputTally, countFiltered, countRejected } from '../input/input-report.ts'

/**
 * Passes the batches of a recording on as they are. With a time filter they are packed anew: events that are left out
 * must not look like lost ones, so the rest is numbered as a stream of its own.
 */
export async function* readRecordedBatches(
  chunks: AsyncIterable<Buffer>,
  tally: InputTally,
  settings: CaptureSettings,
): AsyncGenerator<EncodedBatch | undefined> {
  const repacker = isTimeFiltered(settings) ? createRepacker(settings, tally) : undefined
  let position = 0
  for await (const item of readRecording(countBytes(chunks, tally))) {
    position += 1
    const described = 'value' in item ? describe(item.value) : item.damage
    if (typeof described === 'string') countDamage(tally, described, position)
    else if (isPassed(described, tally, settings)) yield* repacker?.add(described.decoded) ?? [accept(described, tally)]
    yield undefined
  }
  yield* repacker?.finish() ?? []
}

function isPassed({ batch }: DescribedBatch, tally: InputTally, { hosts }: CaptureSettings): boolean {
  tally.recordsRead += batch.eventCount
  if (isWantedHost(batch.hostName ?? '', hosts)) return true
  countFiltered(tally, 'filtered_host', batch.eventCount)
  return false
}

function accept({ batch }: DescribedBatch, tally: InputTally): EncodedBatch {
  tally.accepted += batch.eventCount
  return batch
}

function countDamage(tally: InputTally, message: string, position: number): void {
  tally.recordsRead += 1
  countRejected(tally, 'recording_damaged', { where: `batch ${position}`, message })
}

/** What is wrong with the batch, when it cannot be decoded. A newer schema concerns the whole file. */
function describe(value: Uint8Array): DescribedBatch | string {
  try {
    return describeBatch(value)
  } catch (error) {
    if (error instanceof PipelineError && error.code !== 'SCHEMA_UNKNOWN') return error.message
    throw error
  }
}

interface Repacker {
  add(batch: EventBatch): Generator<EncodedBatch>
  finish(): Generator<EncodedBatch>
}

function createRepacker(settings: CaptureSettings, tally: InputTally): Repacker {
  const streams = new Map<string, EventStream>()

  function streamOf(batch: EventBatch): EventStream {
    const key = toIdText(batch.bootId)
    const stream =
      streams.get(key) ?? createEventStream({ ...batch, bootId: filteredBootId(batch, settings), batchEvents: settings.batchEvents })
    streams.set(key, stream)
    return stream
  }

  return {
    *add(batch) {
      const stream = streamOf(batch)
      for (const event of batch.events) {
        if (!isWantedTime(event.timeUs, settings)) {
          countFiltered(tally, 'filtered_time')
          continue
        }
        tally.accepted += 1
        const full = stream.add(event)
        if (full !== undefined) yield full
      }
    },
    *finish() {
      for (const stream of streams.values()) {
        const rest = stream.flush()
        if (rest !== undefined) yield rest
      }
    },
  }
}

/** Depends on the filter, so that the same event has the same id whenever it is read with the same filter. */
function filteredBootId({ bootId }: EventBatch, { sinceUs, untilUs }: CaptureSettings): Uint8Array {
  const digest = createHash('sha256').update(bootId).update(`${sinceUs} ${untilUs}`).digest()
  return new Uint8Array(digest.subarray(0, 16))
}

async function* countBytes(chunks: AsyncIterable<Buffer>, tally: InputTally): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    tally.bytes += chunk.length
    yield chunk
  }
}
