import { byteBlocks } from './byte-blocks.ts'
import { evtxChunkBytes, readEvtxChunk } from './evtx-chunk.ts'
import type { RecordSink } from './record-sink.ts'

const fileHeaderBytes = 4096
const isDirtyOffset = 0x78

/** Reads a Windows event log chunk by chunk. `warn` hears of damage that nothing was refused for. Yields the bytes consumed. */
export async function* readEvtx(chunks: AsyncIterable<Buffer>, sink: RecordSink, warn: (message: string) => void): AsyncGenerator<number> {
  let position = 0
  let blockNumber = 0
  let isDirty = false
  for await (const block of byteBlocks(chunks, fileHeaderBytes, evtxChunkBytes)) {
    if (blockNumber === 0) isDirty = isMarkedDirty(block)
    else if (block.length < evtxChunkBytes) {
      sink.refuse(
        'evtx_chunk_cut_off',
        `the file ends ${evtxChunkBytes - block.length} bytes before the end of chunk ${blockNumber}`,
        ++position,
      )
    } else {
      const result = readEvtxChunk(block, sink, position)
      position = result.position
      if (result.isChecksumWrong && !isDirty) warn(`Chunk ${blockNumber} does not match its checksum: its records may be damaged.`)
    }
    blockNumber += 1
    yield block.length
  }
}

/** A log that was copied while Windows wrote to it has stale checksums, and says so. */
function isMarkedDirty(header: Buffer): boolean {
  return header.length > isDirtyOffset && ((header[isDirtyOffset] ?? 0) & 1) === 1
}
