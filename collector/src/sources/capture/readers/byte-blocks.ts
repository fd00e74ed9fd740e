/**
 * Regroups a stream into blocks: one of `firstBytes`, then blocks of `blockBytes`. The last one is as long as what is
 * left.
 */
export async function* byteBlocks(chunks: AsyncIterable<Buffer>, firstBytes: number, blockBytes: number): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let heldBytes = 0
  let wantedBytes = firstBytes
  for await (const chunk of chunks) {
    pieces.push(chunk)
    heldBytes += chunk.length
    if (heldBytes < wantedBytes) continue
    let bytes = Buffer.concat(pieces)
    while (bytes.length >= wantedBytes) {
      yield bytes.subarray(0, wantedBytes)
      bytes = bytes.subarray(wantedBytes)
      wantedBytes = blockBytes
    }
    pieces = [bytes]
    heldBytes = bytes.length
  }
  if (heldBytes > 0) yield Buffer.concat(pieces)
}
