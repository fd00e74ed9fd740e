import type { ProcessCreate } from '@win11mon/schemas'

import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { integrityLevels, reportedIntegrity } from '../../windows/integrity-levels.ts'
import { isProtected, runsForeignCode } from '../../windows/trust.ts'
import { integrityOf } from '../integrity.ts'
import { parentOf } from '../kinship.ts'
import type { Finding, Rule, RuleContext } from '../rule.ts'

const consentWindowUs = 120_000_000

/** A child has at most the rights of its parent, unless somebody was asked or something was broken. */
export const integrityJump: Rule = {
  id: 'PC-01',
  name: 'Process with more rights than its parent, and nobody was asked',
  techniques: [
    { id: 'T1548.002', name: 'Abuse Elevation Control Mechanism: Bypass User Account Control' },
    { id: 'T1068', name: 'Exploitation for Privilege Escalation' },
  ],
  meaning: 'A process has a child with more rights than its own: high or System integrity below it, without a consent prompt or a broker.',
  whatToDo: 'Find out how the parent did it: a hijacked elevation (RG-03), a token (HD-03), an exploit (the scores).',
  falsePositives: 'Machines on which elevation asks nobody; tools of administrators that start programs as System.',
  kinds: ['process_create'],
  windows: {},
  concerns: (event) => event.kind === 'process_create' && (reportedIntegrity(event) ?? 0) >= integrityLevels.high,
  evaluate(event, context) {
    const { actor: child, tree } = context
    const parent = parentOf(tree, child)
    if (event.kind !== 'process_create' || parent === undefined) return undefined
    const [own, level] = [integrityOf(parent), integrityOf(child)]
    if (own === null || level === null) return undefined
    const isJump = own < integrityLevels.high ? isFromBelow(event, context, { parent, level }) : isToSystem(context, { parent, own, level })
    return isJump ? jumped(context, parent, { own, level }) : undefined
  },
}

/** Who runs with less than an administrator gets more by a prompt, or through somebody who may give it. */
function isFromBelow(event: ProcessCreate, context: RuleContext, { parent, level }: { parent: ProcessNode; level: number }): boolean {
  return level >= integrityLevels.high && !isBrokered(event, context, parent) && !isElevatingProgram(context.actor, level)
}

/** An administrator's programs have services start others as System; a shell of its own making has a token that was taken. */
function isToSystem(context: RuleContext, { parent, own, level }: { parent: ProcessNode; own: number; level: number }): boolean {
  const { actor: child } = context
  if (own >= integrityLevels.system || level < integrityLevels.system || !isForeign(child)) return false
  return (child.creatorId ?? parent.entityId) === parent.entityId && !context.isTrusted(parent)
}

function isForeign({ image }: ProcessNode): boolean {
  return image !== null && (runsForeignCode(image) || (image.includes('\\') && !isProtected(image)))
}

/** Another process that may called for it in the name of the parent, after a prompt. */
function isBrokered({ timeUs }: ProcessCreate, { actor: child, tree }: RuleContext, parent: ProcessNode): boolean {
  if (tree.consents.hasBefore(child.startUs ?? timeUs, consentWindowUs)) return true
  const creator = child.creatorId === null || child.creatorId === parent.entityId ? undefined : tree.get(child.creatorId)
  return creator !== undefined && (integrityOf(creator) ?? 0) >= integrityLevels.system
}

/** Programs of Windows that elevate by themselves: PC-02 looks at what they start. */
function isElevatingProgram({ image }: ProcessNode, level: number): boolean {
  return (
    level < integrityLevels.system && image !== null && image.startsWith('\\windows\\') && isProtected(image) && !runsForeignCode(image)
  )
}

function jumped(context: RuleContext, parent: ProcessNode, { own, level }: { own: number; level: number }): Finding {
  const { actor: child, eventId } = context
  const isSystem = level >= integrityLevels.system
  const isFromFarBelow = own < integrityLevels.high
  return {
    // No prompt leads from a person to System.
    severity: isSystem && isFromFarBelow ? 'critical' : 'high',
    reasons: [
      `started ${imageName(child)} with ${isSystem ? 'System' : 'high integrity'} and runs with ${isFromFarBelow ? 'less' : 'high integrity'} itself`,
      ...(isFromFarBelow ? ['no consent prompt was shown'] : []),
      ...context.standing(parent).reasons,
    ],
    actor: parent,
    object: child,
    objectKey: `${level} ${child.image ?? ''}`,
    evidenceIds: [eventId],
  }
}
