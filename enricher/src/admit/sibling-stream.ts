import { createHash } from 'node:crypto'

/**
 * The stream beside another one. It takes events whose number there is that of another record: two inputs that begin alike, or
 * one input of which other records were left out, because they had been read before, than the last time.
 */
export function siblingBootId(bootId: string): string {
  return createHash('sha256').update(`win11mon sibling ${bootId}`).digest().subarray(0, 16).toString('base64url')
}
