import { type DriverBatchHeader, abiVersion, batchMagic, driverBatchHeaderBytes, readDriverBatchHeader } from '../generated/wire/control.ts'
import { layoutFingerprint } from '../generated/wire/layout.ts'
import type { Event, EventKind } from '../generated/events.ts'
import { PipelineError } from '../errors.ts'
import type { WireLayout } from '../wire-layout.ts'
import { decodeRecord, findLayout } from './decode-record.ts'
import { walkRecords } from './walk-records.ts'

export interface MalformedRecord {
  /** Bytes from the start of the batch. */
  readonly offset: number
  readonly bytes: Uint8Array
  readonly reason: string
}

export interface DriverBatch {
  readonly header: DriverBatchHeader
  readonly events: readonly Event[]
  /** Records of a kind this version does not know, skipped by their size. */
  readonly unknownCount: number
  /** Records that could not be decoded; the others are not affected. */
  readonly malformed: readonly MalformedRecord[]
}

/** Reads and checks the header of a batch. Throws RECORD_MALFORMED when the bytes are no batch of this layout. */
export function checkDriverBatchHeader(batch: Uint8Array): DriverBatchHeader {
  if (batch.byteLength < driverBatchHeaderBytes) {
    throw malformedBatch(`needs ${driverBatchHeaderBytes} bytes for its header, has ${batch.byteLength}`)
  }
  const header = readDriverBatchHeader(new DataView(batch.buffer, batch.byteOffset, batch.byteLength), 0)
  const { magic, version, layoutFingerprint: fingerprint, headerBytes, totalBytes } = header
  if (magic !== batchMagic || version !== abiVersion) {
    throw malformedBatch(`magic 0x${magic.toString(16)} version ${version}, expected 0x${batchMagic.toString(16)} version ${abiVersion}`)
  }
  if (fingerprint !== layoutFingerprint) {
    const [theirs, ours] = [fingerprint.toString(16), layoutFingerprint.toString(16)]
    throw malformedBatch(`the driver's record layout is 0x${theirs}, this reader's 0x${ours}; update one of them`)
  }
  if (headerBytes < driverBatchHeaderBytes || headerBytes > totalBytes || totalBytes > batch.byteLength) {
    throw malformedBatch(`header of ${headerBytes}, total of ${totalBytes} bytes, ${batch.byteLength} are there`)
  }
  return header
}

function malformedBatch(what: string): PipelineError {
  return new PipelineError('RECORD_MALFORMED', `batch: ${what}`)
}

/**
 * Decodes a batch. Unknown kinds are skipped and counted, malformed records are set aside with their reason; neither
 * stops the rest. Only a record whose size cannot be believed ends the batch, as its last malformed entry.
 */
export function decodeDriverBatch(batch: Uint8Array): DriverBatch {
  const header = checkDriverBatchHeader(batch)
  const events: Event[] = []
  const malformed: MalformedRecord[] = []
  let unknownCount = 0
  let next = header.headerBytes
  const visited = walkRecords(
    new DataView(batch.buffer, batch.byteOffset, header.totalBytes),
    header,
    ({ kindNumber, start, sizeBytes }) => {
      next = start + sizeBytes
      const record = batch.subarray(start, next)
      const layout = findLayout(kindNumber)
      if (layout === undefined) unknownCount += 1
      else decodeInto(events, malformed, { record, layout, start })
    },
  )
  if (visited < header.recordCount) {
    const reason = `record ${visited} of ${header.recordCount}: its size cannot be believed`
    malformed.push({ offset: next, bytes: batch.slice(next, header.totalBytes), reason })
  }
  return { header, events, unknownCount, malformed }
}

interface KnownRecord {
  readonly record: Uint8Array
  readonly layout: WireLayout<EventKind>
  readonly start: number
}

function decodeInto(events: Event[], malformed: MalformedRecord[], { record, layout, start }: KnownRecord): void {
  try {
    events.push(decodeRecord(record, layout))
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error
    malformed.push({ offset: start, bytes: record.slice(), reason: error.message })
  }
}
