import {
  type BatchOrigin,
  type EventKind,
  PipelineError,
  type RecordPlace,
  type WireRecord,
  createBatchEncoder,
  driverKinds,
  isLowPriorityKind,
  kindNumber,
} from '@win11mon/schemas'

import type { EncodedBatch } from '../../../batch/encoded-batch.ts'
import { batchBytes } from '../../event-stream.ts'

/** A record that cannot be an event; its number is missing from the stream. */
export interface RecordFault {
  readonly reason: 'record_unknown' | 'record_malformed'
  readonly detail: string
}

/** Packs the records of one driver load into batches, without decoding them. */
export interface RecordPacker {
  /** Takes a record, or says what is wrong with it. Full batches go to `onBatch`. */
  add(record: WireRecord, place: RecordPlace, header: RecordHeader): RecordFault | undefined
  /** What is left, if anything. */
  flush(): EncodedBatch | undefined
  readonly isEmpty: boolean
}

/** The part of a record that every kind has. */
export interface RecordHeader {
  readonly sequence: number
  readonly timeUs: number
}

export interface RecordPackerOptions extends BatchOrigin {
  readonly batchEvents: number
  readonly onBatch: (batch: EncodedBatch) => void
}

const firstKindNumber = Math.min(...driverKinds.map((kind) => kindNumber[kind]))
const isLow = driverKinds.map(isLowPriorityKind)

/** A batch holds consecutive numbers: it is cut where one is missing, so that what is missing shows. */
export function createRecordPacker(options: RecordPackerOptions): RecordPacker {
  const encoder = createBatchEncoder(options)
  const counts = new Uint32Array(driverKinds.length)
  let firstSequence = 0
  let lastSequence = 0
  let firstTimeUs = Infinity
  let lastTimeUs = -Infinity
  let isLowPriority = true

  function flush(): EncodedBatch | undefined {
    const { eventCount } = encoder
    if (eventCount === 0) return undefined
    const { hostId, hostName, bootId } = options
    const value = encoder.finish(firstSequence, lastSequence)
    const numbers = { firstSequence, lastSequence, eventCount, kindCounts: takeCounts(counts) }
    const batch = { hostId, hostName, bootId, ...numbers, firstTimeUs, lastTimeUs, isLowPriority, value }
    firstTimeUs = Infinity
    lastTimeUs = -Infinity
    isLowPriority = true
    return batch
  }

  function close(): void {
    const batch = flush()
    if (batch !== undefined) options.onBatch(batch)
  }

  /** False for a kind that nobody here knows. A batch that is full by bytes is closed, and the record goes into the next. */
  function encode(record: WireRecord, place: RecordPlace): boolean {
    try {
      return encoder.addRecord(record, place)
    } catch (error) {
      if (!(error instanceof PipelineError) || error.code !== 'DECODE_LIMIT_EXCEEDED' || encoder.eventCount === 0) throw error
      close()
      return encoder.addRecord(record, place)
    }
  }

  function note(kindIndex: number, { sequence, timeUs }: RecordHeader): void {
    if (encoder.eventCount === 1) firstSequence = sequence
    lastSequence = sequence
    if (timeUs < firstTimeUs) firstTimeUs = timeUs
    if (timeUs > lastTimeUs) lastTimeUs = timeUs
    counts[kindIndex] = (counts[kindIndex] ?? 0) + 1
    isLowPriority &&= isLow[kindIndex] ?? false
  }

  return {
    add(record, place, header) {
      if (encoder.eventCount > 0 && header.sequence !== lastSequence + 1) close()
      try {
        if (!encode(record, place)) return unknownKind(place.kindNumber)
      } catch (error) {
        if (!(error instanceof PipelineError)) throw error
        return { reason: 'record_malformed', detail: error.message }
      }
      note(place.kindNumber - firstKindNumber, header)
      if (encoder.eventCount >= options.batchEvents || encoder.byteLength >= batchBytes) close()
      return undefined
    },
    flush,
    get isEmpty() {
      return encoder.eventCount === 0
    },
  }
}

function unknownKind(kindNumberOnWire: number): RecordFault {
  return { reason: 'record_unknown', detail: `Kind ${kindNumberOnWire} is not known to this collector: update it to the driver's release.` }
}

function takeCounts(counts: Uint32Array): Partial<Record<EventKind, number>> {
  const taken: Partial<Record<EventKind, number>> = {}
  for (const [index, kind] of driverKinds.entries()) if (counts[index]) taken[kind] = counts[index]
  counts.fill(0)
  return taken
}
