import { crc32 } from 'node:zlib'

import type { Chunk } from './binary-xml/chunk.ts'

export const chunkBytes: number = 64 * 1024
export const firstRecordOffset = 0x200
export const recordHeaderBytes = 0x18

const magic = Buffer.from('ElfChnk\0', 'latin1')
const firstNumberOffset = 0x18
const lastNumberOffset = 0x20
const headerBytesOffset = 0x28
const headerBytes = 0x80
const endOffset = 0x30
const recordsChecksumOffset = 0x34
const checkedHeaderBytes = 0x78
const headerChecksumOffset = 0x7c

/** What the head of a chunk says of its records. */
export interface ChunkHeader {
  /** Behind the last record. Beyond it lie leftovers of earlier use, and in a log still being written the newest records. */
  readonly recordsEnd: number
  /** Number that the log gave the first record. */
  readonly firstNumber: bigint
  /** Undefined when the numbers are impossible. */
  readonly recordCount: number | undefined
  readonly isChecksumWrong: boolean
}

/** Undefined when the chunk has no head, or one that is overwritten. */
export function readChunkHeader(chunk: Chunk): ChunkHeader | undefined {
  const { bytes, view } = chunk
  if (!startsChunk(bytes, 0)) return undefined
  const claimedEnd = view.getUint32(endOffset, true)
  const isEndSound = claimedEnd >= firstRecordOffset && claimedEnd <= chunkBytes
  return {
    recordsEnd: Math.min(bytes.length, isEndSound ? claimedEnd : chunkBytes),
    firstNumber: view.getBigUint64(firstNumberOffset, true),
    recordCount: recordCount(view),
    isChecksumWrong: !isEndSound || !hasRightChecksums(chunk, claimedEnd),
  }
}

/** Whether a chunk begins here, as far as its magic and the fixed size of its head tell. */
function startsChunk(bytes: Buffer, offset: number): boolean {
  if (offset + firstRecordOffset > bytes.length || bytes.compare(magic, 0, magic.length, offset, offset + magic.length) !== 0) return false
  return bytes.readUInt32LE(offset + headerBytesOffset) === headerBytes
}

/** Offset of the next chunk that begins at or behind `from`; -1 when there is none. */
export function findChunk(bytes: Buffer, from: number): number {
  for (let offset = bytes.indexOf(magic, from); offset >= 0; offset = bytes.indexOf(magic, offset + 1)) {
    if (startsChunk(bytes, offset)) return offset
  }
  return -1
}

function recordCount(view: DataView): number | undefined {
  const count = Number(view.getBigUint64(lastNumberOffset, true) - view.getBigUint64(firstNumberOffset, true)) + 1
  return count >= 0 && count <= chunkBytes / recordHeaderBytes ? count : undefined
}

/** Of a chunk that is cut off only the head can be checked. */
function hasRightChecksums({ bytes, view }: Chunk, end: number): boolean {
  const header = crc32(bytes.subarray(headerBytes, firstRecordOffset), crc32(bytes.subarray(0, checkedHeaderBytes)))
  if (header !== view.getUint32(headerChecksumOffset, true)) return false
  return end > bytes.length || crc32(bytes.subarray(firstRecordOffset, end)) === view.getUint32(recordsChecksumOffset, true)
}
