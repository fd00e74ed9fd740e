import { type Readable, type Transform, pipeline } from 'node:stream'
import { createGunzip, createInflateRaw } from 'node:zlib'

import type { CaptureLimits } from '../input/capture-options.ts'
import { type CompressedCount, guardExpansion } from './guard.ts'

/** Large pieces make inflating cheaper: twice as fast as with zlib's default of 16 KiB. */
const chunkBytes = 256 * 1024

export function gunzip(source: AsyncIterable<Buffer>, limits: CaptureLimits): AsyncGenerator<Buffer> {
  return inflateWith(createGunzip({ chunkSize: chunkBytes }), source, limits)
}

export function inflateRaw(source: AsyncIterable<Buffer>, limits: CaptureLimits): AsyncGenerator<Buffer> {
  return inflateWith(createInflateRaw({ chunkSize: chunkBytes }), source, limits)
}

function inflateWith(inflater: Transform, source: AsyncIterable<Buffer>, limits: CaptureLimits): AsyncGenerator<Buffer> {
  const compressed: CompressedCount = { bytes: 0 }
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
