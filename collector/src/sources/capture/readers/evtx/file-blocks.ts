import { chunkBytes, findChunk } from './chunk-header.ts'

const fileHeaderBytes = 4096

/** The head of the file, or what lies where a chunk should. */
export interface FileBlock {
  readonly isHeader: boolean
  /** A chunk, or less where the next one begins too early or the file ends. */
  readonly bytes: Buffer
}

/**
 * Cuts an event log into its head, where it has one, and its chunks. Chunks are found again where bytes are missing or too
 * many.
 */
export async function* fileBlocks(pieces: AsyncIterable<Buffer>): AsyncGenerator<FileBlock> {
  let isFirst = true
  for await (const { held, isEnd } of accumulate(pieces, chunkBytes + fileHeaderBytes)) {
    let rest = held.bytes
    while (rest.length > 0 && (isEnd || rest.length >= chunkBytes + fileHeaderBytes)) {
      const block = nextBlock(rest, isFirst)
      isFirst = false
      rest = rest.subarray(block.bytes.length)
      yield block
    }
    held.bytes = rest
  }
}

interface Held {
  bytes: Buffer
}

/** Holds what the caller leaves, and adds to it until there are at least `byteCount`. */
async function* accumulate(pieces: AsyncIterable<Buffer>, byteCount: number): AsyncGenerator<{ held: Held; isEnd: boolean }> {
  const held: Held = { bytes: Buffer.alloc(0) }
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const take = (): void => {
    held.bytes = joined([held.bytes, ...waiting])
    waiting = []
    waitingBytes = 0
  }
  for await (const piece of pieces) {
    waiting.push(piece)
    waitingBytes += piece.length
    if (held.bytes.length + waitingBytes < byteCount) continue
    take()
    yield { held, isEnd: false }
  }
  take()
  yield { held, isEnd: true }
}

/** Without a copy when there is nothing to join. */
function joined(parts: readonly Buffer[]): Buffer {
  const filled = parts.filter(({ length }) => length > 0)
  return filled.length === 1 && filled[0] !== undefined ? filled[0] : Buffer.concat(filled)
}

function nextBlock(bytes: Buffer, isFirst: boolean): FileBlock {
  const start = findChunk(bytes.subarray(0, chunkBytes + fileHeaderBytes), 0)
  if (isFirst && start !== 0)
    return { isHeader: true, bytes: bytes.subarray(0, start > 0 && start < fileHeaderBytes ? start : fileHeaderBytes) }
  const next = start === 0 ? findChunk(bytes.subarray(0, chunkBytes), 1) : start
  return { isHeader: false, bytes: bytes.subarray(0, next > 0 && next < chunkBytes ? next : chunkBytes) }
}
