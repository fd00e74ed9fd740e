import type { DriverBatchHeader } from '@win11mon/schemas'

import type { EncodedBatch } from '../../../batch/encoded-batch.ts'
import type { Acknowledgement } from './device-session.ts'
import { type RecordPacker, type RecordPackerOptions, createRecordPacker } from './record-packer.ts'

/** What one load of the driver has given so far: its stream of numbers, read, packed and acknowledged. */
export interface DriverStream {
  readonly bootId: Uint8Array
  readonly packer: RecordPacker
  readonly acknowledged: Acknowledgement
  /** Notes how far the batch goes and how far the driver was then. */
  note(header: DriverBatchHeader): void
  acknowledge(batch: EncodedBatch): void
  /** Numbers that the driver is known to have given out and that were not read: they are gone when it is. */
  unread(): { readonly firstSequence: number; readonly lastSequence: number } | undefined
}

export function createDriverStream(options: RecordPackerOptions): DriverStream {
  const { bootId } = options
  let acknowledgedSequence = 0
  let readSequence = 0
  let issuedSequence = 0
  return {
    bootId,
    packer: createRecordPacker(options),
    get acknowledged() {
      return { bootId, sequence: acknowledgedSequence }
    },
    note(header) {
      issuedSequence = header.issuedSequence
      if (header.recordCount > 0) readSequence = header.lastSequence
    },
    acknowledge(batch) {
      if (isSameId(batch.bootId, bootId)) acknowledgedSequence = Math.max(acknowledgedSequence, batch.lastSequence)
    },
    unread: () => (issuedSequence > readSequence ? { firstSequence: readSequence + 1, lastSequence: issuedSequence } : undefined),
  }
}

export function isSameId(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
