import { eventFixedBytes, writeEvent } from './generated/codec.ts'
import { transcodeRecord, transcodedRoom } from './generated/wire/transcode.ts'
import type { Event } from './generated/events.ts'
import { putLong } from './avro/put-value.ts'
import { AvroWriter } from './avro/writer.ts'
import { type BatchOrigin, type EventBatch, maxBatchBytes, maxBatchEvents } from './batch.ts'
import { PipelineError } from './errors.ts'
import { singleObjectHeaderBytes, writeSingleObjectHeader } from './framing.ts'
import { invalidFieldError } from './invalid-field.ts'
import type { RecordPlace } from './wire/walk-records.ts'
import type { WireRecord } from './wire-bytes/wire-record.ts'

const identifierBytes = 16
const initialBodyBytes = 64 * 1024
/** First and last sequence, event count, end of the array: the parts of a batch that are only known at the end. */
const closingBytes = 8 + 8 + 5 + 1

/** Packs events of one stream into framed batches. Reusable: `finish` starts the next batch. */
export interface BatchEncoder {
  /**
   * Appends an event. When it throws the batch is unchanged: RECORD_MALFORMED names the kind and the field whose value
   * its type cannot carry, DECODE_LIMIT_EXCEEDED says that the event does not fit into this batch any more.
   */
  add(event: Event): void
  /**
   * Appends a driver's record of `sizeBytes` that starts at `start` of the record's source, and whose size has been believed.
   * False for a kind this version does not know. Throws as `add` does, and leaves the batch unchanged then too.
   */
  addRecord(record: WireRecord, place: RecordPlace): boolean
  /** A fresh buffer in Avro single-object encoding that the caller owns; empties the encoder. */
  finish(firstSequence: number, lastSequence: number): Uint8Array
  readonly eventCount: number
  /** Bytes that `finish` would return at most. */
  readonly byteLength: number
}

export function createBatchEncoder(origin: BatchOrigin): BatchEncoder {
  const prefix = encodeOrigin(origin)
  const overhead = singleObjectHeaderBytes + prefix.length + closingBytes
  const body = new AvroWriter(initialBodyBytes)
  let eventCount = 0

  return {
    add(event) {
      const start = body.position
      try {
        body.reserve(eventFixedBytes)
        writeEvent(body, event)
        if (eventCount >= maxBatchEvents || body.position + overhead > maxBatchBytes) throw fullError(eventCount, start, body.position)
      } catch (error) {
        body.position = start
        throw invalidFieldError(event) ?? error
      }
      eventCount += 1
    },
    addRecord(record, { kindNumber, start, sizeBytes }) {
      body.reserve(transcodedRoom(sizeBytes))
      record.target = body.buffer
      const end = transcodeRecord(record, kindNumber, start, body.position)
      if (end === undefined) return false
      if (eventCount >= maxBatchEvents || end + overhead > maxBatchBytes) throw fullError(eventCount, body.position, end)
      body.position = end
      eventCount += 1
      return true
    },
    finish(firstSequence, lastSequence) {
      const framed = joinBatch(body, { prefix, firstSequence, lastSequence, eventCount })
      body.reset()
      eventCount = 0
      return framed
    },
    get eventCount() {
      return eventCount
    },
    get byteLength() {
      return overhead + body.position
    },
  }
}

/** Encodes a whole batch at once; framed as `BatchEncoder.finish` does it. */
export function encodeBatch(batch: EventBatch): Uint8Array {
  const encoder = createBatchEncoder(batch)
  for (const event of batch.events) encoder.add(event)
  return encoder.finish(batch.firstSequence, batch.lastSequence)
}

function encodeOrigin({ hostId, hostName, bootId, agentVersion }: BatchOrigin): Uint8Array {
  const names = new AvroWriter(64)
  names.reserve(identifierBytes * 2 + 16)
  let position = putIdentifier(names.buffer, 0, hostId)
  names.buffer[position++] = hostName === null ? 0 : 2
  if (hostName !== null) position = names.text(position, hostName)
  position = putIdentifier(names.buffer, position, bootId)
  names.position = names.text(position, agentVersion)
  return names.copy()
}

function putIdentifier(buffer: Buffer, position: number, identifier: Uint8Array): number {
  if (identifier.length !== identifierBytes) {
    throw new PipelineError('RECORD_MALFORMED', `A host or boot id has ${identifier.length} bytes instead of ${identifierBytes}.`)
  }
  buffer.set(identifier, position)
  return position + identifierBytes
}

interface Closing {
  readonly prefix: Uint8Array
  readonly firstSequence: number
  readonly lastSequence: number
  readonly eventCount: number
}

/** The zero that ends the array of events is the one byte nothing is written to. */
function joinBatch(body: AvroWriter, { prefix, firstSequence, lastSequence, eventCount }: Closing): Uint8Array {
  const middle = Buffer.alloc(closingBytes)
  let middleBytes = putLong(middle, 0, firstSequence)
  middleBytes = putLong(middle, middleBytes, lastSequence)
  if (eventCount > 0) middleBytes = putLong(middle, middleBytes, eventCount)
  const framed = new Uint8Array(singleObjectHeaderBytes + prefix.length + middleBytes + body.position + 1)
  let position = writeSingleObjectHeader(framed)
  framed.set(prefix, position)
  position += prefix.length
  framed.set(middle.subarray(0, middleBytes), position)
  position += middleBytes
  framed.set(body.buffer.subarray(0, body.position), position)
  return framed
}

function fullError(eventCount: number, start: number, end: number): PipelineError {
  return new PipelineError(
    'DECODE_LIMIT_EXCEEDED',
    `An event of ${end - start} bytes does not fit into a batch of ${eventCount} events and ${start} bytes (at most ${maxBatchEvents} events and ${maxBatchBytes} bytes): finish the batch first.`,
  )
}
