import { malformed } from './malformed.ts'

/**
 * Steps of work that one chunk may cause. Bytes can be made to refer to each other so that 64 KiB unfold into hours; real
 * chunks, which hold each element and each value about once, take up to 10,000.
 */
const allowedSteps = 300_000
/** Text that is read or joined as fast as one element. */
const bytesPerStep = 16
/** Real events are a fifth as deep. Deeper ones would run out of stack. */
const maxDepth = 64

/** What is left of the work a chunk may cause. Throws RECORD_MALFORMED when the chunk has had its share. */
export class Allowance {
  #stepsLeft = allowedSteps

  spend(steps: number): void {
    this.#stepsLeft -= steps
    if (this.#stepsLeft < 0) throw malformed('its chunk unfolds into more than any real log holds')
  }

  spendText(byteCount: number): void {
    this.spend(1 + byteCount / bytesPerStep)
  }
}

/** Throws RECORD_MALFORMED. */
export function checkDepth(depth: number): void {
  if (depth > maxDepth) throw malformed(`elements lie inside each other more than ${maxDepth} deep`)
}
