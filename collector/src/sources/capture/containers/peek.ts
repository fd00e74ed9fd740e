/** A stream whose first bytes were looked at. */
export interface Peeked {
  /** The first bytes: as many as asked for, or all there are. */
  readonly head: Buffer
  /** The whole stream, head included. Read it once. */
  chunks(): AsyncGenerator<Buffer>
  /** Gives up what was not read. May be called at any time, and more than once. */
  close(): Promise<void>
}

/** Reads the first `byteCount` bytes of a stream. Rejects with the stream's error when it fails before its first byte. */
export async function peek(source: AsyncIterable<Buffer>, byteCount: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]()
  const pieces: Buffer[] = []
  let heldBytes = 0
  let failure: Error | undefined
  while (heldBytes < byteCount && failure === undefined) {
    try {
      const next = await iterator.next()
      if (next.done === true) break
      pieces.push(next.value)
      heldBytes += next.value.length
    } catch (error) {
      if (heldBytes === 0 || !(error instanceof Error)) throw error
      // What came before the failure is still read; the failure follows it.
      failure = error
    }
  }
  const bytes = Buffer.concat(pieces)

  async function* chunks(): AsyncGenerator<Buffer> {
    if (bytes.length > 0) yield bytes
    if (failure !== undefined) throw failure
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  }

  return {
    head: bytes.subarray(0, byteCount),
    chunks,
    async close() {
      await iterator.return?.()
    },
  }
}

/** Leaves out the first bytes: a byte order mark. */
export async function* skipBytes(chunks: AsyncIterable<Buffer>, byteCount: number): AsyncGenerator<Buffer> {
  let left = byteCount
  for await (const chunk of chunks) {
    yield left === 0 ? chunk : chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}
