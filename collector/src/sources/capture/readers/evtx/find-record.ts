import type { Chunk } from './binary-xml/chunk.ts'
import { recordHeaderBytes } from './chunk-header.ts'

const magic = Buffer.from([0x2a, 0x2a, 0x00, 0x00])
const magicNumber = 0x2a2a

/** Offset of the first whole record from `from` on; -1 when there is none. */
export function findRecord(chunk: Chunk, from: number, end: number): number {
  if (isRecord(chunk, from, end)) return from
  const { bytes } = chunk
  for (let offset = bytes.indexOf(magic, from); offset >= 0; offset = bytes.indexOf(magic, offset + 1)) {
    if (isRecord(chunk, offset, end)) return offset
  }
  return -1
}

/** A record repeats its size at its end. */
export function isRecord({ view }: Chunk, offset: number, end: number): boolean {
  if (offset + recordHeaderBytes > end || view.getUint32(offset, true) !== magicNumber) return false
  const size = view.getUint32(offset + 4, true)
  return size > recordHeaderBytes && offset + size <= end && view.getUint32(offset + size - 4, true) === size
}
