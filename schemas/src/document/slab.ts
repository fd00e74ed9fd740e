import { PipelineError } from '../errors.ts'
import { JsonBytes } from './json-bytes.ts'
import { written } from './put-text.ts'

/** Documents that lie in one buffer share its life, so it is not larger than a bulk that holds them anyway. */
const slabBytes = 256 * 1024

let slab = Buffer.alloc(0)
let start = 0

/** Where the next document begins, with room for so many bytes in `slabBuffer`. */
export function openDocument(byteCount: number): number {
  if (start + byteCount > slab.length) {
    slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, byteCount))
    start = 0
  }
  written.isAscii = true
  return start
}

/** The buffer of the document that is open. */
export function slabBuffer(): Buffer {
  return slab
}

/** Ends the document that is open. */
export function closeDocument(end: number): JsonBytes {
  // Writes beyond a buffer's end are not noticed when they are made.
  if (end > slab.length) throw new PipelineError('INTERNAL', `A document takes ${end - start} bytes, for which there was no room.`)
  const document = new JsonBytes(slab, start, end, written.isAscii)
  start = end
  return document
}
