import type { ProcessNode } from '../tree/process-node.ts'
import { describeRights, isReadOnly } from '../windows/access-rights.ts'
import type { RuleContext } from './rule.ts'
import type { Severity } from './severity.ts'

/** How grave it is that this process holds these rights on a critical one, and why. Undefined when it may. */
export interface Judgement {
  readonly severity: Severity
  readonly reasons: readonly string[]
}

/**
 * Agents and tools of the system read critical processes all day: an ordinary program in a protected directory is worth a look,
 * not an alarm, and less so when the handle can change nothing. Whoever has a reason against it is another matter.
 */
export function judgeAccess(context: RuleContext, mask: number, objectName: string): Judgement | undefined {
  const { level, reasons } = context.standing(context.actor)
  if (level === 'trusted') return undefined
  const holds = `holds ${describeRights(mask)} on ${objectName}`
  if (level === 'suspect') return { severity: 'high', reasons: [holds, ...reasons] }
  if (context.actor.image === null) return { severity: 'high', reasons: [holds, 'is not known by its image'] }
  return { severity: isReadOnly(mask) ? 'low' : 'medium', reasons: [holds, ordinaryReason(context.actor)] }
}

function ordinaryReason({ description }: ProcessNode): string {
  const signer = description?.signature ?? null
  return signer === null ? 'is not a trusted system or publisher image' : `is signed by ${signer}, which is not on the trusted list`
}
