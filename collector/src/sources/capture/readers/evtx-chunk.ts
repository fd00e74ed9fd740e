import type { JsonObject } from '../record/capture-record.ts'
import { type EvtxChunk, openChunk, openRecord } from './evtx-library.ts'
import { evtxRecordToJson } from './evtx-record.ts'
import type { RecordSink } from './record-sink.ts'

export const evtxChunkBytes: number = 64 * 1024

const chunkMagic = Buffer.from('ElfChnk\0', 'latin1')
const recordMagic = Buffer.from([0x2a, 0x2a, 0x00, 0x00])
const firstRecordOffset = 0x200
const recordHeaderBytes = 0x18

/** What reading a chunk found, apart from its records. */
interface ChunkResult {
  /** Number of the last record read or refused. */
  readonly position: number
  readonly isChecksumWrong: boolean
}

/**
 * Reads every record of a chunk that can be read. Damage is passed over to the next record; what the header says should
 * be there and was not found is refused.
 *
 * @param position number of the last record before this chunk.
 */
export function readEvtxChunk(bytes: Buffer, sink: RecordSink, position: number): ChunkResult {
  if (bytes.subarray(0, chunkMagic.length).every((byte) => byte === 0)) return { position, isChecksumWrong: false }
  const chunk = openChunk(bytes)
  const isHeaderSound = bytes.subarray(0, chunkMagic.length).equals(chunkMagic)
  const end = isHeaderSound ? recordsEnd(chunk, bytes) : bytes.length
  let next = position
  let offset = findRecord(bytes, firstRecordOffset, end)
  while (offset >= 0) {
    next += 1
    passOn({ bytes, chunk, offset, position: next }, sink)
    offset = findRecord(bytes, offset + bytes.readUInt32LE(offset + 4), end)
  }
  const missing = isHeaderSound ? expectedRecords(chunk) - (next - position) : Number(next === position)
  for (let index = 0; index < missing; index += 1) sink.refuse('evtx_record_damaged', 'the record is damaged beyond recognition', ++next)
  return { position: next, isChecksumWrong: !isHeaderSound || !hasRightChecksum(chunk) }
}

interface RecordPlace {
  readonly bytes: Buffer
  readonly chunk: EvtxChunk
  readonly offset: number
  readonly position: number
}

function passOn(place: RecordPlace, sink: RecordSink): void {
  const parsed = parseRecord(place)
  if (typeof parsed === 'string') sink.refuse('evtx_record_damaged', parsed, place.position)
  else sink.record(parsed, place.position)
}

/** The record, or what is wrong with it: on damaged bytes the library may fail in any way. */
function parseRecord({ bytes, chunk, offset }: RecordPlace): JsonObject | string {
  try {
    return evtxRecordToJson(openRecord(bytes, offset, chunk), chunk)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Offset of the first whole record from `from` on; -1 when there is none. A record repeats its size at its end. */
function findRecord(bytes: Buffer, from: number, end: number): number {
  for (let offset = bytes.indexOf(recordMagic, from); offset >= 0; offset = bytes.indexOf(recordMagic, offset + 1)) {
    if (offset + recordHeaderBytes > end) return -1
    const size = bytes.readUInt32LE(offset + 4)
    const isWhole = size > recordHeaderBytes && offset + size <= end
    if (isWhole && bytes.readUInt32LE(offset + size - 4) === size) return offset
  }
  return -1
}

/** Beyond it lie leftovers of earlier use. */
function recordsEnd(chunk: EvtxChunk, bytes: Buffer): number {
  const end = chunk.nextRecordOffset()
  return end >= firstRecordOffset && end <= bytes.length ? end : bytes.length
}

function expectedRecords(chunk: EvtxChunk): number {
  const count = Number(chunk.logLastRecordNumber() - chunk.logFirstRecordNumber()) + 1
  const isPlausible = count >= 0 && count <= evtxChunkBytes / recordHeaderBytes
  return isPlausible ? count : 0
}

function hasRightChecksum(chunk: EvtxChunk): boolean {
  try {
    return chunk.verify()
  } catch {
    // The header names a length outside the chunk: as wrong as a checksum can be.
    return false
  }
}
