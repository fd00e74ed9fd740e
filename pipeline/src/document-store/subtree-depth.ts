import { PipelineError } from '@win11mon/schemas'

/** Throws USAGE for a depth that is none. */
export function checkSubtreeDepth(maxDepth: number): void {
  if (Number.isSafeInteger(maxDepth) && maxDepth >= 0) return
  throw new PipelineError('USAGE', `The depth of a subtree is a whole number from 0, not ${maxDepth}.`)
}
