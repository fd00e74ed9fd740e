import { PipelineError } from '@win11mon/pipeline'

import { type CaptureLimits, expansionFloorBytes } from '../input/capture-options.ts'

/** Counts the compressed bytes that went into a decompressor. */
export interface CompressedCount {
  bytes: number
}

/** Passes decompressed bytes on until they exceed the limits. Rejects with DECODE_LIMIT_EXCEEDED. */
export async function* guardExpansion(
  chunks: AsyncIterable<Buffer>,
  compressed: CompressedCount,
  limits: CaptureLimits,
): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    checkExpansion(bytes, compressed.bytes, limits)
    yield chunk
  }
}

/** Throws DECODE_LIMIT_EXCEEDED when so many bytes must not come out of so few. */
export function checkExpansion(bytes: number, compressedBytes: number, limits: CaptureLimits): void {
  if (bytes > limits.maxExpandedBytes) {
    throw refusal(`it expands to more than ${limits.maxExpandedBytes} bytes, the limit for one input`)
  }
  if (bytes <= expansionFloorBytes || bytes <= compressedBytes * limits.maxExpansionRatio) return
  const ratio = Math.floor(bytes / Math.max(1, compressedBytes))
  throw refusal(
    `it expands ${ratio}-fold, and event logs stay below ${limits.maxExpansionRatio}-fold: this looks like a decompression bomb`,
  )
}

function refusal(why: string): PipelineError {
  return new PipelineError('DECODE_LIMIT_EXCEEDED', `Refused: ${why}. Unpack it yourself if you trust it, and give the unpacked file.`)
}
