/** Bytes of a stream, asked for in exact amounts. */
export interface ByteQueue {
  /** The next `byteCount` bytes without taking them; fewer when the stream ends before. */
  peek(byteCount: number): Promise<Buffer>
  take(byteCount: number): Promise<Buffer>
  /** Passes over everything before the next occurrence of `marker`, and over it. False when the stream ends without one. */
  skipPast(marker: Buffer): Promise<boolean>
}

export function createByteQueue(source: AsyncIterable<Buffer>): ByteQueue {
  const iterator = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)

  /** False at the end of the stream. */
  async function pull(): Promise<boolean> {
    const next = await iterator.next()
    if (next.done !== true) held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
    return next.done !== true
  }

  async function peek(byteCount: number): Promise<Buffer> {
    const pieces = [held]
    let heldBytes = held.length
    while (heldBytes < byteCount) {
      const next = await iterator.next()
      if (next.done === true) break
      pieces.push(next.value)
      heldBytes += next.value.length
    }
    if (pieces.length > 1) held = Buffer.concat(pieces)
    return held.subarray(0, byteCount)
  }

  return {
    peek,
    async take(byteCount) {
      const bytes = await peek(byteCount)
      held = held.subarray(bytes.length)
      return bytes
    },
    async skipPast(marker) {
      for (;;) {
        const index = held.indexOf(marker)
        if (index >= 0) {
          held = held.subarray(index + marker.length)
          return true
        }
        held = held.subarray(Math.max(0, held.length - marker.length + 1))
        if (!(await pull())) return false
      }
    },
  }
}
