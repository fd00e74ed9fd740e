import { type Readable, pipeline } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

import type { CaptureLimits } from '../input/capture-options.ts'
import { type CompressedCount, guardExpansion } from './guard.ts'
import { gunzipMembers } from './gunzip.ts'

/** Large pieces make inflating cheaper: twice as fast as with zlib's default of 16 KiB. */
const chunkBytes = 256 * 1024

export function gunzip(source: AsyncIterable<Buffer>, limits: CaptureLimits, warn: (message: string) => void): AsyncGenerator<Buffer> {
  const compressed: CompressedCount = { bytes: 0 }
  return guardExpansion(gunzipMembers(counted(source, compressed), warn), compressed, limits)
}

export function inflateRaw(source: AsyncIterable<Buffer>, limits: CaptureLimits): AsyncGenerator<Buffer> {
  const compressed: CompressedCount = { bytes: 0 }
  const inflater = createInflateRaw({ chunkSize: chunkBytes })
  // An error of the source destroys the inflater with it, and whoever reads the inflater gets it.
  pipeline(counted(source, compressed), inflater, () => undefined)
  return guardExpansion(inflater as Readable as AsyncIterable<Buffer>, compressed, limits)
}

async function* counted(source: AsyncIterable<Buffer>, compressed: CompressedCount): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    compressed.bytes += chunk.length
    yield chunk
  }
}
