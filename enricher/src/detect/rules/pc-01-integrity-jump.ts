import type { ProcessCreate } from '@win11mon/schemas'

import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { integrityLevels } from '../../windows/integrity-levels.ts'
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
  meaning: 'A process below high integrity has a child with high or System integrity, and no consent prompt was shown.',
  whatToDo: 'Find out how the parent did it: a hijacked elevation (RG-03), a token (HD-03), an exploit (the scores).',
  falsePositives: 'Machines on which elevation asks nobody; scheduled tasks that take the name of a parent.',
  kinds: ['process_create'],
  windows: {},
  concerns: (event) => event.kind === 'process_create' && (event.integrityLevel ?? 0) >= integrityLevels.high,
  evaluate(event, context) {
    const { actor: child, tree } = context
    const parent = parentOf(tree, child)
    if (event.kind !== 'process_create' || parent === undefined) return undefined
    const [own, level] = [integrityOf(parent), integrityOf(child)]
    if (own === null || level === null || own >= integrityLevels.high || level < integrityLevels.high) return undefined
    return isBrokered(event, context, parent) || isElevatingProgram(child, level) ? undefined : jumped(context, parent, level)
  },
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

function jumped(context: RuleContext, parent: ProcessNode, level: number): Finding {
  const { actor: child, eventId } = context
  const name = level >= integrityLevels.system ? 'System' : 'high integrity'
  return {
    severity: 'high',
    reasons: [
      `started ${imageName(child)} with ${name} and runs with less itself`,
      'no consent prompt was shown',
      ...context.standing(parent).reasons,
    ],
    actor: parent,
    object: child,
    objectKey: `${level} ${child.image ?? ''}`,
    evidenceIds: [eventId],
  }
}
