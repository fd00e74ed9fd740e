import type { PipelineError } from '@win11mon/pipeline'

import type { Chunk } from './chunk.ts'
import { malformed } from './malformed.ts'

/** Reads binary XML within a part of a chunk. Every read checks its bounds and throws RECORD_MALFORMED beyond them. */
export class Cursor {
  readonly chunk: Chunk
  readonly end: number
  offset: number

  /** `end` may be a claim of the file; what lies behind the chunk is out of reach all the same. */
  constructor(chunk: Chunk, offset: number, end: number) {
    this.chunk = chunk
    this.offset = offset
    this.end = Math.min(end, chunk.bytes.length)
  }

  peek(): number {
    if (this.offset >= this.end) throw tooShort(this, 1)
    return this.chunk.view.getUint8(this.offset)
  }

  u8(): number {
    return this.chunk.view.getUint8(this.skip(1))
  }

  u16(): number {
    return this.chunk.view.getUint16(this.skip(2), true)
  }

  u32(): number {
    return this.chunk.view.getUint32(this.skip(4), true)
  }

  /** Passes over bytes and returns where they began. */
  skip(byteCount: number): number {
    const start = this.offset
    if (start + byteCount > this.end) throw tooShort(this, byteCount)
    this.offset = start + byteCount
    return start
  }
}

function tooShort({ offset, end }: Cursor, byteCount: number): PipelineError {
  return malformed(`needs ${byteCount} bytes at offset ${offset} of its chunk, has ${Math.max(0, end - offset)}`)
}
