import { type FileHandle, open } from 'node:fs/promises'

import { PipelineError } from '@win11mon/pipeline'
import { maxBatchBytes } from '@win11mon/schemas'

import { encodeContainerHeader, syncMarker } from './container.ts'

/** A block starts with two numbers of up to ten bytes. */
const blockHeadBytes = 20

/**
 * Opens a recording to write on behind its last whole block, or makes it. What a kill or a full disk left of a block is cut
 * off: the reader would take it and the next one for one damaged block. Rejects with INPUT_UNREADABLE when the file is
 * something else or a recording of another schema.
 */
export async function continueRecording(path: string): Promise<FileHandle> {
  const file = await open(path, 'a+', 0o600)
  try {
    await file.truncate(await endOfBlocks(file, path))
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Length of the file up to its last whole block; 0 when not even its header is whole. */
async function endOfBlocks(file: FileHandle, path: string): Promise<number> {
  const header = encodeContainerHeader()
  const { size } = await file.stat()
  const start = await readAt(file, 0, Math.min(size, header.length))
  if (!header.subarray(0, start.length).equals(start)) {
    throw new PipelineError(
      'INPUT_UNREADABLE',
      `${path}: is no recording of this version, and is not written to. Name another file, or move it away.`,
    )
  }
  if (start.length < header.length) return 0
  let end = header.length
  for (let next = await blockEnd(file, end); next !== undefined; next = await blockEnd(file, end)) end = next
  return end
}

/** Where the block that starts there ends; undefined when it is not whole. */
async function blockEnd(file: FileHandle, start: number): Promise<number | undefined> {
  const head = await readAt(file, start, blockHeadBytes)
  const count = readLong(head, 0)
  const length = count && readLong(head, count.end)
  if (!count || !length || count.value !== 1 || length.value < 0 || length.value > maxBatchBytes) return undefined
  const markerStart = start + length.end + length.value
  const marker = await readAt(file, markerStart, syncMarker.length)
  return marker.equals(syncMarker) ? markerStart + syncMarker.length : undefined
}

async function readAt(file: FileHandle, position: number, byteCount: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(byteCount), 0, byteCount, position)
  return buffer.subarray(0, bytesRead)
}

/** Avro's zigzag variable-length integer. */
function readLong(bytes: Buffer, start: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0
  for (let index = start; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0
    value += (byte & 0x7f) * 2 ** (7 * (index - start))
    if (byte < 0x80) return { value: value % 2 === 0 ? value / 2 : -(value + 1) / 2, end: index + 1 }
  }
  return undefined
}
