import { endianness } from 'node:os'

import { PipelineError } from '../errors.ts'

/** Driver bytes under the views that transcoders read through. Offsets are counted in bytes from the start of `bytes`. */
export interface WireSource {
  readonly bytes: Uint8Array
  readonly halves: Uint16Array
  readonly words: Uint32Array
}

/** Records and their 64-bit members lie at multiples of it, from the start of a batch. */
const wireAlignmentBytes = 8

/**
 * Views of driver bytes; nothing is copied when `bytes` starts at a multiple of eight of its buffer and is one long, as a
 * buffer made once for reading does. The views see what is written into `bytes` later.
 */
export function viewDriverBytes(bytes: Uint8Array): WireSource {
  if (endianness() !== 'LE') throw new PipelineError('INTERNAL', 'Driver records are little endian and this machine is not.')
  const whole = isAligned(bytes) ? bytes : alignedCopy(bytes)
  const { buffer, byteOffset, byteLength } = whole
  return {
    bytes: whole,
    halves: new Uint16Array(buffer, byteOffset, byteLength / 2),
    words: new Uint32Array(buffer, byteOffset, byteLength / 4),
  }
}

function isAligned({ byteOffset, byteLength }: Uint8Array): boolean {
  return byteOffset % wireAlignmentBytes === 0 && byteLength % wireAlignmentBytes === 0
}

function alignedCopy(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(Math.ceil(bytes.length / wireAlignmentBytes) * wireAlignmentBytes)
  copy.set(bytes)
  return copy
}
