import { type DriverBatchHeader, type RecordPlace, WireRecord, viewDriverBytes, walkRecords } from '@win11mon/schemas'

import type { RecordFault, RecordHeader, RecordPacker } from './record-packer.ts'

const twoPow32 = 2 ** 32
/** Bytes of a malformed record that are kept; any record of the driver is shorter unless its length is the fault. */
const keptRecordBytes = 4096

/** Consecutive numbers that no event stands for, and why. */
export interface LostRecords extends RecordFault {
  readonly firstSequence: number
  readonly lastSequence: number
  readonly kindNumber: number
  readonly timeUs: number
  /** The first record, or its first bytes. */
  readonly record: Uint8Array
}

/** Reads one buffer again and again: the views are made once. */
export interface BatchReader {
  readonly buffer: Uint8Array
  /** Hands the records of the batch in the buffer to the packer; returns what could not be used, neighbours of one reason as one. */
  read(header: DriverBatchHeader, packer: RecordPacker): readonly LostRecords[]
}

export function createBatchReader(bufferBytes: number): BatchReader {
  const source = viewDriverBytes(new Uint8Array(bufferBytes))
  const { bytes: buffer, words } = source
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  const record = new WireRecord(source, Buffer.alloc(0))

  function headerOf({ start }: RecordPlace): RecordHeader {
    const at = start >> 2
    return { sequence: longAt(at + 4), timeUs: longAt(at + 6) }
  }

  function longAt(at: number): number {
    return ((words[at + 1] as number) | 0) * twoPow32 + (words[at] as number)
  }

  return {
    buffer,
    read(header, packer) {
      const lost: LostRecords[] = []
      let next = header.headerBytes
      let lastSequence = header.firstSequence - 1
      const visited = walkRecords(view, header, (place) => {
        const recordHeader = headerOf(place)
        const fault = packer.add(record, place, recordHeader)
        if (fault !== undefined) addLost(lost, oneLost(buffer, place, { ...recordHeader, ...fault }))
        next = place.start + place.sizeBytes
        lastSequence = recordHeader.sequence
      })
      if (visited < header.recordCount) lost.push(rest(buffer, header, { next, visited, lastSequence }))
      return lost
    },
  }
}

function oneLost(buffer: Uint8Array, place: RecordPlace, found: RecordHeader & RecordFault): LostRecords {
  const { sequence, timeUs, reason, detail } = found
  const end = place.start + Math.min(place.sizeBytes, keptRecordBytes)
  const numbers = { firstSequence: sequence, lastSequence: sequence, kindNumber: place.kindNumber, timeUs }
  return { reason, detail, ...numbers, record: buffer.slice(place.start, end) }
}

function addLost(lost: LostRecords[], one: LostRecords): void {
  const before = lost.at(-1)
  const continues = before?.reason === one.reason && before.kindNumber === one.kindNumber && one.reason === 'record_unknown'
  if (continues && before.lastSequence + 1 === one.firstSequence) lost[lost.length - 1] = { ...before, lastSequence: one.lastSequence }
  else lost.push(one)
}

/** Everything behind a size that cannot be believed: nobody knows where the next record begins. */
function rest(buffer: Uint8Array, header: DriverBatchHeader, at: { next: number; visited: number; lastSequence: number }): LostRecords {
  return {
    reason: 'record_malformed',
    detail: `Record ${at.visited + 1} of ${header.recordCount} has a size that cannot be believed; it and those behind it are lost.`,
    firstSequence: at.lastSequence + 1,
    lastSequence: header.lastSequence,
    kindNumber: 0,
    timeUs: 0,
    record: buffer.slice(at.next, Math.min(header.totalBytes, at.next + keptRecordBytes)),
  }
}
