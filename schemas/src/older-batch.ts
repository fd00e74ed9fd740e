import { createRequire } from 'node:module'

import type avsc from 'avsc'

import { type Event, type EventKind, eventKinds, newEvent } from './generated/events.ts'
import { eventFields } from './generated/fields.ts'
import { eventBatchSchemaText, olderSchemas } from './generated/history.ts'
import { schemaFingerprint } from './generated/codec.ts'
import { crc64Avro, parsingCanonicalForm } from './avro/fingerprint.ts'
import { exactLongType } from './avro/exact-long.ts'
import { checkPayload } from './avro/check-payload.ts'
import { type EventBatch, maxBatchEvents } from './batch.ts'
import { PipelineError } from './errors.ts'

/** Decodes the payload of a batch that one particular earlier schema has written. */
export type OlderBatchDecoder = (payload: Uint8Array) => EventBatch

interface AvroBatch {
  readonly host_id: Uint8Array
  readonly host_name: string | null
  readonly boot_id: Uint8Array
  readonly agent_version: string
  readonly first_sequence: number
  readonly last_sequence: number
  readonly events: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[]
}

const decoders = new Map<string, OlderBatchDecoder>()

/** Decodes a batch of an earlier released schema into today's events. Throws SCHEMA_UNKNOWN when there is no such schema. */
export function decodeOlderBatch(payload: Uint8Array, fingerprint: string): EventBatch {
  const known = decoders.get(fingerprint)
  if (known !== undefined) return known(payload)
  const decoder = createOlderBatchDecoder(olderSchemaText(fingerprint))
  decoders.set(fingerprint, decoder)
  return decoder(payload)
}

/** Schemas of newer writers that are kept; more than a fleet ever has at one time. */
const maxLearned = 64

/** Whether batches with this fingerprint can be decoded. */
export function isKnownSchema(fingerprint: string): boolean {
  return fingerprint === schemaFingerprint || fingerprint in olderSchemas || decoders.has(fingerprint)
}

/**
 * Makes batches decodable that a newer version wrote, given its schema: fields that this version does not know are left out, and a
 * batch that holds an event of a kind that is not known here is refused as a whole. False when the two cannot be resolved.
 */
export function learnWriterSchema(schemaText: string): boolean {
  const writerText = parsingCanonicalForm(schemaText)
  const fingerprint = crc64Avro(writerText)
  if (isKnownSchema(fingerprint)) return true
  if (decoders.size >= maxLearned) return false
  try {
    decoders.set(fingerprint, createOlderBatchDecoder(writerText))
    return true
  } catch {
    // Another's schema, or one that is too new: its batches say SCHEMA_UNKNOWN.
    return false
  }
}

/**
 * `writerText` is the parsing canonical form of the schema that wrote the batches. avsc resolves it with today's schema;
 * it trusts the counts and lengths it reads, so every payload is walked with bounds first.
 */
export function createOlderBatchDecoder(writerText: string): OlderBatchDecoder {
  const avro = loadAvsc()
  const registry = { long: exactLongType(avro) }
  const writerSchema = JSON.parse(writerText) as BatchSchema
  const reader = avro.Type.forSchema(readerSchema(writerSchema) as avsc.Schema, { registry: { ...registry } })
  const resolver = reader.createResolver(avro.Type.forSchema(writerSchema as avsc.Schema, { registry: { ...registry } }))
  return (payload) => {
    checkPayload(writerSchema, payload, maxBatchEvents)
    const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
    return typedBatch(reader.fromBuffer(bytes, resolver) as AvroBatch)
  }
}

interface BatchSchema {
  readonly fields: readonly { readonly name: string; readonly type: { readonly items?: readonly { readonly name: string }[] } }[]
}

/** Today's schema, and the kinds of events that only the writer knows: its batches without any of them can be read all the same. */
function readerSchema(writer: BatchSchema): unknown {
  const today = JSON.parse(eventBatchSchemaText) as BatchSchema
  const unknownKinds = kindsOf(writer).filter(({ name }) => !kindOfRecord.has(name))
  const fields = today.fields.map((field) =>
    field.name === 'events' ? { ...field, type: { ...field.type, items: [...kindsOf(today), ...unknownKinds] } } : field,
  )
  return { ...today, fields }
}

function kindsOf({ fields }: BatchSchema): readonly { readonly name: string }[] {
  return fields.find(({ name }) => name === 'events')?.type.items ?? []
}

/** Only batches of earlier versions need avsc, so it is not loaded before one comes. */
function loadAvsc(): typeof avsc {
  return createRequire(import.meta.url)('avsc') as typeof avsc
}

function olderSchemaText(fingerprint: string): string {
  const text = olderSchemas[fingerprint]
  if (text !== undefined) return text
  throw new PipelineError(
    'SCHEMA_UNKNOWN',
    `A batch was written with schema ${fingerprint}, which this version does not know: upgrade win11mon here before the machines that write.`,
  )
}

function typedBatch(batch: AvroBatch): EventBatch {
  return {
    hostId: new Uint8Array(batch.host_id),
    hostName: batch.host_name,
    bootId: new Uint8Array(batch.boot_id),
    agentVersion: batch.agent_version,
    firstSequence: batch.first_sequence,
    lastSequence: batch.last_sequence,
    events: batch.events.map(typedEvent),
  }
}

/** avsc wraps each member of the union in an object with its record's name. */
function typedEvent(wrapped: AvroBatch['events'][number]): Event {
  const [recordName = '', record = {}] = Object.entries(wrapped)[0] ?? []
  const kind = kindOfRecord.get(recordName)
  if (kind === undefined) {
    const message = `A batch holds an event of the kind ${recordName}, which this version does not know: upgrade win11mon here before the machines that write.`
    throw new PipelineError('SCHEMA_UNKNOWN', message)
  }
  const event = newEvent[kind]()
  const properties = event as unknown as Record<string, unknown>
  for (const { name, property } of eventFields[kind]) properties[property] = plainValue(record[name])
  return event
}

/** Buffers of avsc are views of its input. */
function plainValue(value: unknown): unknown {
  return value instanceof Uint8Array ? new Uint8Array(value) : value
}

const kindOfRecord: ReadonlyMap<string, EventKind> = new Map(eventKinds.map((kind) => [recordNameOf(kind), kind]))

function recordNameOf(kind: EventKind): string {
  const words = kind.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `win11mon.${words.join('')}`
}
