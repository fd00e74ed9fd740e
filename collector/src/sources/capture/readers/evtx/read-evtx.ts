import { fileBlocks } from './file-blocks.ts'
import { type FileHeader, readFileHeader } from './file-header.ts'
import { readChunk } from './read-chunk.ts'
import type { RecordSink } from '../record-sink.ts'

/** Reads a Windows event log chunk by chunk. `warn` hears of damage that nothing was refused for. Yields the bytes consumed. */
export async function* readEvtx(pieces: AsyncIterable<Buffer>, sink: RecordSink, warn: (message: string) => void): AsyncGenerator<number> {
  let header: FileHeader | undefined
  let position = 0
  let chunkCount = 0
  const wrongChunks: number[] = []
  for await (const { isHeader, bytes } of fileBlocks(pieces)) {
    if (isHeader) header = readFileHeader(bytes)
    else {
      chunkCount += 1
      const result = readChunk(bytes, sink, position)
      position = result.position
      if (result.isChecksumWrong) wrongChunks.push(chunkCount)
    }
    yield bytes.length
  }
  for (const warning of warnings({ header, chunkCount, wrongChunks })) warn(warning)
}

interface Findings {
  readonly header: FileHeader | undefined
  readonly chunkCount: number
  readonly wrongChunks: readonly number[]
}

/** A log that was copied while Windows wrote to it has stale checksums, and says so. */
function* warnings({ header, chunkCount, wrongChunks }: Findings): Generator<string> {
  if (header === undefined) yield 'The file has no event log header: it may be a part of a log. Its chunks were read.'
  else if (header.chunkCount > chunkCount)
    yield `The file ends early: its header tells of ${header.chunkCount} chunks, it holds ${chunkCount}.`
  const [first] = wrongChunks
  if (first === undefined || header?.isDirty === true) return
  yield wrongChunks.length === 1
    ? `Chunk ${first} does not match its checksum: its records may be damaged.`
    : `${wrongChunks.length} chunks, first chunk ${first}, do not match their checksums: their records may be damaged.`
}
