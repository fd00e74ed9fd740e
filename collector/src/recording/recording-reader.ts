import { PipelineError } from '@win11mon/pipeline'
import { maxBatchBytes } from '@win11mon/schemas'

import { type ByteQueue, createByteQueue } from './byte-queue.ts'
import { containerMagic, fingerprintKey, frameBytes, syncMarkerBytes } from './container.ts'

const maxVarintBytes = 10
const maxMetadataBytes = 4 * 1024 * 1024

/** A batch of a recording, framed as the event log carries it; or damage that was passed over. */
export type RecordedItem = { readonly value: Uint8Array } | { readonly damage: string }

/**
 * Reads a recording block by block. A damaged block is told and passed over. Rejects with INPUT_UNREADABLE when the
 * header is damaged or the file is no recording of ours.
 */
export async function* readRecording(chunks: AsyncIterable<Buffer>): AsyncGenerator<RecordedItem> {
  const queue = createByteQueue(chunks)
  const { frame, marker } = await readHeader(queue)
  while ((await queue.peek(1)).length > 0) {
    const block = await readBlock(queue, marker)
    if (typeof block !== 'string') {
      yield { value: new Uint8Array(Buffer.concat([frame, block])) }
      continue
    }
    yield { damage: block }
    if (!(await queue.skipPast(marker))) return
  }
}

interface Header {
  /** What stands in front of a batch that travels alone. */
  readonly frame: Buffer
  readonly marker: Buffer
}

async function readHeader(queue: ByteQueue): Promise<Header> {
  if (!(await queue.take(containerMagic.length)).equals(containerMagic))
    throw unreadable('it does not start like an Avro object container file')
  const metadata = await readMetadata(queue)
  const codec = metadata.get('avro.codec')?.toString() ?? 'null'
  if (codec !== 'null') throw unreadable(`its blocks are compressed with ${codec}`)
  const fingerprint = metadata.get(fingerprintKey)?.toString() ?? ''
  if (!/^[0-9a-f]{16}$/.test(fingerprint)) throw unreadable(`its header lacks ${fingerprintKey}: another program wrote it`)
  const frame = Buffer.concat([Buffer.from([0xc3, 0x01]), Buffer.from(fingerprint, 'hex').toReversed()])
  const marker = await queue.take(syncMarkerBytes)
  if (marker.length < syncMarkerBytes) throw unreadable('its header is cut off')
  return { frame, marker: Buffer.from(marker) }
}

async function readMetadata(queue: ByteQueue): Promise<ReadonlyMap<string, Buffer>> {
  const metadata = new Map<string, Buffer>()
  for (let count = await readLong(queue); count !== 0; count = await readLong(queue)) {
    if (count === undefined) throw unreadable('its header is cut off')
    // A negative count is followed by the size of the block, which only those need who skip it.
    if (count < 0) await readLong(queue)
    for (let index = 0; index < Math.abs(count); index += 1) metadata.set((await readText(queue)).toString(), await readText(queue))
  }
  return metadata
}

async function readText(queue: ByteQueue): Promise<Buffer> {
  const byteCount = await readLong(queue)
  if (byteCount === undefined || byteCount < 0 || byteCount > maxMetadataBytes) throw unreadable('its header is damaged')
  const bytes = await queue.take(byteCount)
  if (bytes.length < byteCount) throw unreadable('its header is cut off')
  return Buffer.from(bytes)
}

/** The bytes of the batch, or what is wrong. Leaves the queue after the block's marker, or somewhere inside a damaged one. */
async function readBlock(queue: ByteQueue, marker: Buffer): Promise<Buffer | string> {
  const count = await readLong(queue)
  const byteCount = await readLong(queue)
  if (count !== 1) return count === undefined ? 'the file is cut off' : `a block claims ${count} batches where one belongs`
  if (byteCount === undefined || byteCount < 0) return 'the length of a block is damaged'
  if (byteCount > maxBatchBytes - frameBytes) return `a block claims ${byteCount} bytes, more than a batch may have`
  const block = await queue.peek(byteCount + marker.length)
  if (block.length < byteCount + marker.length) return 'the file is cut off inside a block'
  if (!block.subarray(byteCount).equals(marker)) return 'a block does not end where it says'
  return (await queue.take(block.length)).subarray(0, byteCount)
}

/** Avro's zigzag variable-length integer; undefined when the stream ends inside it. */
async function readLong(queue: ByteQueue): Promise<number | undefined> {
  const bytes = await queue.peek(maxVarintBytes)
  let value = 0
  for (const [index, byte] of bytes.entries()) {
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte >= 0x80) continue
    await queue.take(index + 1)
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  return undefined
}

function unreadable(why: string): PipelineError {
  return new PipelineError('INPUT_UNREADABLE', `The recording cannot be read: ${why}. Make it again with \`win11mon record\`.`)
}
