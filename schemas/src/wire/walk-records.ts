import { recordPrefixBytes } from './decode-record.ts'

/** One record of a driver's batch. */
export interface RecordPlace {
  /** Wire number of its kind. */
  kindNumber: number
  /** Bytes from the start of the batch. */
  start: number
  sizeBytes: number
}

export interface RecordSpan {
  /** Bytes from the start of the batch to its first record. */
  readonly headerBytes: number
  readonly totalBytes: number
  readonly recordCount: number
}

/**
 * Visits the records of a batch in order; the place is one object that changes from call to call. Returns how many were
 * visited: fewer than the batch has when a size cannot be believed, because nothing behind it can be found.
 */
export function walkRecords(batch: DataView, span: RecordSpan, visit: (place: Readonly<RecordPlace>) => void): number {
  const place: RecordPlace = { kindNumber: 0, start: span.headerBytes, sizeBytes: 0 }
  for (let index = 0; index < span.recordCount; index += 1) {
    if (place.start + recordPrefixBytes > span.totalBytes) return index
    place.sizeBytes = batch.getUint32(place.start, true)
    if (!isBelievable(place, span.totalBytes)) return index
    place.kindNumber = batch.getUint16(place.start + 4, true)
    visit(place)
    place.start += place.sizeBytes
  }
  return span.recordCount
}

function isBelievable({ start, sizeBytes }: RecordPlace, totalBytes: number): boolean {
  return sizeBytes >= recordPrefixBytes && sizeBytes % 8 === 0 && start + sizeBytes <= totalBytes
}
