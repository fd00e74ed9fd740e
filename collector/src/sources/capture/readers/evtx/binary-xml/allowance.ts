import { malformed } from './malformed.ts'

/**
 * Work one chunk may cause. Bytes can be made to refer to each other so that 64 KiB unfold into hours; real chunks, which
 * hold each element and each value about once, take up to 8,000.
 */
const workUnits = 200_000
const bytesPerUnit = 16
/** Real events are a fifth as deep. Deeper ones would run out of stack. */
const maxDepth = 64

export class Allowance {
  #unitsLeft = workUnits

  /** Counts one element, or one text of so many bytes. Throws RECORD_MALFORMED when the chunk has had its share. */
  spend(byteCount: number): void {
    this.#unitsLeft -= 1 + byteCount / bytesPerUnit
    if (this.#unitsLeft < 0) throw malformed('its chunk unfolds into more than any real log holds')
  }
}

/** Throws RECORD_MALFORMED. */
export function checkDepth(depth: number): void {
  if (depth > maxDepth) throw malformed(`elements lie inside each other more than ${maxDepth} deep`)
}
