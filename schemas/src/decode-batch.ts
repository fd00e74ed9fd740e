import { readEvent, schemaFingerprint, smallestEventBytes } from './generated/codec.ts'
import type { Event } from './generated/events.ts'
import { olderSchemas } from './generated/history.ts'
import { AvroReader } from './avro/reader.ts'
import { type EventBatch, maxBatchBytes, maxBatchEvents } from './batch.ts'
import { PipelineError } from './errors.ts'
import { type SchemaIdResolver, unframe } from './framing.ts'
import { decodeOlderBatch } from './older-batch.ts'

export interface DecodeOptions {
  /** Needed for records in the wire format of a schema registry. */
  readonly resolveSchemaId?: SchemaIdResolver
}

/**
 * Decodes one framed batch of the current or any earlier released schema. Nothing in the result refers to `framed`.
 * Throws RECORD_MALFORMED, DECODE_LIMIT_EXCEEDED (larger than a batch may be) or SCHEMA_UNKNOWN (a newer writer).
 */
export function decodeBatch(framed: Uint8Array, options: DecodeOptions = {}): EventBatch {
  if (framed.length > maxBatchBytes) throw limitError(`A batch of ${framed.length} bytes is longer than ${maxBatchBytes}`)
  const { fingerprint, payload } = unframe(framed, options.resolveSchemaId)
  return fingerprint === schemaFingerprint ? readBatch(payload) : decodeOlderBatch(payload, fingerprint)
}

/** What stands in front of the events of a batch. */
export type BatchHeader = Omit<EventBatch, 'events'>

/**
 * The header of a batch whose events cannot be decoded, so that they can still be accounted for; undefined when it cannot be
 * read either, or when the batch was written with a schema that this version does not know.
 */
export function readBatchHeader(framed: Uint8Array, options: DecodeOptions = {}): BatchHeader | undefined {
  try {
    const { fingerprint, payload } = unframe(framed, options.resolveSchemaId)
    // Every released schema starts with the same fields: a test holds them to that. What a newer one wrote is not accounted for
    // here: its numbers stay missing, so that the batch counts when it is handed in again after an upgrade.
    if (fingerprint !== schemaFingerprint && !(fingerprint in olderSchemas)) return undefined
    return readHeader(new AvroReader(payload))
  } catch (error) {
    if (error instanceof PipelineError) return undefined
    throw error
  }
}

function readBatch(payload: Uint8Array): EventBatch {
  const reader = new AvroReader(payload)
  const batch: EventBatch = { ...readHeader(reader), events: readEvents(reader) }
  reader.finish()
  return batch
}

function readHeader(reader: AvroReader): BatchHeader {
  return {
    hostId: reader.fixed(16),
    hostName: reader.optionalString(),
    bootId: reader.fixed(16),
    agentVersion: reader.string(),
    firstSequence: reader.long(),
    lastSequence: reader.long(),
  }
}

function readEvents(reader: AvroReader): Event[] {
  const events: Event[] = []
  for (let count = reader.blockCount(); count > 0; count = reader.blockCount()) {
    if (events.length + count > maxBatchEvents) throw limitError(`A batch claims more than ${maxBatchEvents} events`)
    if (count * smallestEventBytes > reader.remaining) reader.fail(`claims ${count} events where ${reader.remaining} bytes are left`)
    for (let index = 0; index < count; index += 1) events.push(readEvent(reader))
  }
  return events
}

function limitError(what: string): PipelineError {
  return new PipelineError('DECODE_LIMIT_EXCEEDED', `${what}: set it aside and look at who wrote it.`)
}
