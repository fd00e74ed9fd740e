import type { ProcessNode } from '../tree/process-node.ts'
import { reportedIntegrity } from '../windows/integrity-levels.ts'

/** Integrity level of the process as its create reports it; null when nobody said. */
export function integrityOf({ description }: ProcessNode): number | null {
  return description === null ? null : reportedIntegrity(description)
}

/** True when both levels are known and the left one is higher: what is not known is no evidence. */
export function isHigherThan(left: ProcessNode, right: ProcessNode): boolean {
  const [leftLevel, rightLevel] = [integrityOf(left), integrityOf(right)]
  return leftLevel !== null && rightLevel !== null && leftLevel > rightLevel
}
