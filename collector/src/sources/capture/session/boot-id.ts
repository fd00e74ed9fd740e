import { createHash } from 'node:crypto'

import type { Provider } from '../record/capture-record.ts'

/** Bytes at the start of an input that take part in its identity. */
export const identityHeadBytes: number = 64 * 1024

/** What tells one input from another, wherever it lies, whatever it is called and whatever archive it is in. */
export interface InputIdentity {
  /** Uncompressed size; null when it is not known before the end. */
  readonly sizeBytes: number | null
  /** SHA-256 of the first `identityHeadBytes`. */
  readonly headHash: Buffer
  /** Filters that change which events get a number, as text; empty without. */
  readonly filter: string
}

/**
 * The boot id of a capture's stream. It depends on the capture alone, so that reading the same capture again gives the
 * same event ids.
 */
export function captureBootId(hostId: Uint8Array, provider: Provider, input: InputIdentity): Uint8Array {
  const parts = ['win11mon capture 3', provider, String(input.sizeBytes), input.filter]
  const digest = createHash('sha256').update(hostId).update(input.headHash).update(JSON.stringify(parts)).digest()
  return new Uint8Array(digest.subarray(0, 16))
}
