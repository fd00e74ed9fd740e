import { schemaFingerprint } from './generated/codec.ts'
import { PipelineError } from './errors.ts'

/** Bytes in front of the payload in Avro single-object encoding: a marker and the little-endian fingerprint. */
export const singleObjectHeaderBytes = 10
/** Bytes in front of the payload in the wire format of a Confluent schema registry: zero and the big-endian id. */
const confluentHeaderBytes = 5

/** The fingerprint (16 hex digits) of the schema a registry knows by `schemaId`, or undefined. */
export type SchemaIdResolver = (schemaId: number) => string | undefined

export interface UnframedPayload {
  /** CRC-64-AVRO of the writer's schema, 16 hex digits. */
  readonly fingerprint: string
  /** A view of the framed bytes, not a copy. */
  readonly payload: Uint8Array
}

const currentHeader = singleObjectHeader(schemaFingerprint)

/** Writes the single-object header of the current schema; returns its length. */
export function writeSingleObjectHeader(target: Uint8Array): number {
  target.set(currentHeader)
  return currentHeader.length
}

/** Puts the single-object header in front of a payload that the current schema wrote, or the one with that fingerprint. */
export function frameSingleObject(payload: Uint8Array, fingerprint: string = schemaFingerprint): Uint8Array {
  return join(fingerprint === schemaFingerprint ? currentHeader : singleObjectHeader(fingerprint), payload)
}

/** Whether bytes start as the wire format of a registry does. */
export function isConfluentFrame(framed: Uint8Array): boolean {
  return framed[0] === 0x00 && framed.length >= confluentHeaderBytes
}

/** Puts a registry's header in front of a payload. `schemaId` is the id the registry gave the schema. */
export function frameConfluent(payload: Uint8Array, schemaId: number): Uint8Array {
  const header = Buffer.alloc(confluentHeaderBytes)
  header.writeUInt32BE(schemaId, 1)
  return join(header, payload)
}

/** Takes either frame off. Throws RECORD_MALFORMED when there is none, SCHEMA_UNKNOWN when a registry id has no schema. */
export function unframe(framed: Uint8Array, resolveSchemaId?: SchemaIdResolver): UnframedPayload {
  if (framed[0] === 0xc3 && framed[1] === 0x01 && framed.length >= singleObjectHeaderBytes) return unframeSingleObject(framed)
  if (isConfluentFrame(framed)) return unframeConfluent(framed, resolveSchemaId)
  const start = Buffer.from(framed.subarray(0, singleObjectHeaderBytes)).toString('hex')
  throw new PipelineError(
    'RECORD_MALFORMED',
    `A record of ${framed.length} bytes starts with "${start}", which is neither Avro single-object encoding (c301 and a fingerprint) nor the registry wire format (00 and an id).`,
  )
}

function unframeSingleObject(framed: Uint8Array): UnframedPayload {
  return { fingerprint: fingerprintAt(framed), payload: framed.subarray(singleObjectHeaderBytes) }
}

/** Nearly every record carries the current fingerprint: compare bytes before making text. */
function fingerprintAt(framed: Uint8Array): string {
  for (let index = 2; index < singleObjectHeaderBytes; index += 1) {
    if (framed[index] !== currentHeader[index]) return Buffer.from(framed.subarray(2, singleObjectHeaderBytes)).reverse().toString('hex')
  }
  return schemaFingerprint
}

function unframeConfluent(framed: Uint8Array, resolveSchemaId: SchemaIdResolver | undefined): UnframedPayload {
  const schemaId = new DataView(framed.buffer, framed.byteOffset, framed.byteLength).getUint32(1)
  const fingerprint = resolveSchemaId?.(schemaId)
  if (fingerprint === undefined) {
    throw new PipelineError(
      'SCHEMA_UNKNOWN',
      `A record names schema id ${schemaId} of a schema registry, and no registry in use knows it: check the registry's address.`,
    )
  }
  return { fingerprint, payload: framed.subarray(confluentHeaderBytes) }
}

function singleObjectHeader(fingerprint: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xc3, 0x01]), Buffer.from(fingerprint, 'hex').reverse()])
}

function join(header: Uint8Array, payload: Uint8Array): Uint8Array {
  const framed = new Uint8Array(header.length + payload.length)
  framed.set(header)
  framed.set(payload, header.length)
  return framed
}
