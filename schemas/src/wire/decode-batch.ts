import { layoutFingerprint } from '../generated/wire/layout.ts'
import type { Event, EventKind } from '../generated/events.ts'
import { PipelineError } from '../errors.ts'
import type { WireLayout } from '../wire-layout.ts'
import { decodeRecord, findLayout } from './decode-record.ts'
import { walkRecords } from './walk-records.ts'

const batchMagic = 0x314d4257
const batchVersion = 1
const batchHeaderBytes = 80

/** What the driver says in front of a batch. */
export interface DriverBatchHeader {
  readonly headerBytes: number
  readonly totalBytes: number
  readonly recordCount: number
  /** Sixteen bytes, made when the driver was loaded. */
  readonly bootId: Uint8Array
  readonly firstSequence: number
  readonly lastSequence: number
  readonly acknowledgedSequence: number
  readonly issuedSequence: number
  readonly ringSizeBytes: number
  readonly ringUsedBytes: number
}

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
export function readDriverBatchHeader(batch: Uint8Array): DriverBatchHeader {
  if (batch.byteLength < batchHeaderBytes) {
    throw new PipelineError('RECORD_MALFORMED', `batch: needs ${batchHeaderBytes} bytes for its header, has ${batch.byteLength}`)
  }
  const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength)
  const [magic, version, fingerprint] = [view.getUint32(0, true), view.getUint16(4, true), view.getUint32(16, true)]
  if (magic !== batchMagic || version !== batchVersion) {
    throw new PipelineError(
      'RECORD_MALFORMED',
      `batch: magic 0x${magic.toString(16)} version ${version}, expected 0x${batchMagic.toString(16)} version 1`,
    )
  }
  if (fingerprint !== layoutFingerprint) {
    throw new PipelineError(
      'RECORD_MALFORMED',
      `batch: the driver's record layout is 0x${fingerprint.toString(16)}, this reader's 0x${layoutFingerprint.toString(16)}; update one of them`,
    )
  }
  const [headerBytes, totalBytes] = [view.getUint16(6, true), view.getUint32(8, true)]
  if (headerBytes < batchHeaderBytes || headerBytes > totalBytes || totalBytes > batch.byteLength) {
    throw new PipelineError(
      'RECORD_MALFORMED',
      `batch: header of ${headerBytes}, total of ${totalBytes} bytes, ${batch.byteLength} are there`,
    )
  }
  return {
    headerBytes,
    totalBytes,
    recordCount: view.getUint32(12, true),
    bootId: batch.slice(24, 40),
    firstSequence: Number(view.getBigUint64(40, true)),
    lastSequence: Number(view.getBigUint64(48, true)),
    acknowledgedSequence: Number(view.getBigUint64(56, true)),
    issuedSequence: Number(view.getBigUint64(64, true)),
    ringSizeBytes: view.getUint32(72, true),
    ringUsedBytes: view.getUint32(76, true),
  }
}

/**
 * Decodes a batch. Unknown kinds are skipped and counted, malformed records are set aside with their reason; neither
 * stops the rest. Only a record whose size cannot be believed ends the batch, as its last malformed entry.
 */
export function decodeDriverBatch(batch: Uint8Array): DriverBatch {
  const header = readDriverBatchHeader(batch)
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
