import { processRights } from '@win11mon/schemas'

import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { hasRight } from '../../windows/access-rights.ts'
import { integrityLevels } from '../../windows/integrity-levels.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { isCriticalImage } from '../../windows/trust.ts'
import { type Finding, type Rule, type RuleContext, aRule } from '../rule.ts'
import type { WindowItem } from '../time-window.ts'

const windowUs = 30_000_000

interface Open extends WindowItem {
  readonly eventId: string
}

/** A handle with the right to create processes lets its holder give birth in another's name, token and all. */
export const parentSpoofing: Rule = aRule<{ opens: Open }>({
  id: 'HD-11',
  name: 'Process created under a System parent that was opened for it',
  techniques: [{ id: 'T1134.004', name: 'Access Token Manipulation: Parent PID Spoofing' }],
  meaning: 'A process below System opened a System process with the right to create children and then created one as its child.',
  whatToDo: 'Look at the created process: it may run as System. End it, keep its image, and find how the actor got the handle.',
  falsePositives: 'Error reporting, the elevation service and secondary logon choose parents legitimately; they run as System.',
  kinds: ['handle_create', 'process_create'],
  rights: processRights.createProcess,
  windows: { opens: windowUs },
  concerns(event) {
    if (event.kind === 'process_create') return true
    return event.kind === 'handle_create' && isProcessHandle(event) && hasRight(accessOf(event), processRights.createProcess)
  },
  evaluate(event, context) {
    const { actor, object, eventId, windows } = context
    if (event.kind === 'handle_create' && object !== null && isPreparation(context)) {
      windows.opens.add(actor.entityId, object.entityId, { timeUs: event.timeUs, eventId })
    }
    if (event.kind !== 'process_create' || actor.creatorId === null || actor.parentId === null) return undefined
    const open = windows.opens.recent(actor.creatorId, actor.parentId, event.timeUs).at(-1)
    return open === undefined ? undefined : spoofed(context, open)
  },
})

function isPreparation(context: RuleContext<{ opens: Open }>): boolean {
  const { actor, object } = context
  if (object === null || !isSystem(object)) return false
  const level = actor.description?.integrityLevel ?? null
  return level === null ? !context.isTrusted(actor) && !isSystem(actor) : level < integrityLevels.system
}

function isSystem(node: ProcessNode): boolean {
  return isCriticalImage(node.image) || (node.description?.integrityLevel ?? 0) >= integrityLevels.system
}

function spoofed({ actor: child, tree, eventId }: RuleContext<{ opens: Open }>, open: Open): Finding | undefined {
  const creator = tree.get(child.creatorId ?? '')
  const parent = tree.get(child.parentId ?? '')
  if (creator === undefined || parent === undefined) return undefined
  return {
    severity: 'critical',
    reasons: [
      `opened ${imageName(parent)} with the right to create processes`,
      `then created ${imageName(child)} (pid ${child.processId}) as a child of ${imageName(parent)}`,
    ],
    actor: creator,
    object: parent,
    objectKey: parent.entityId,
    evidenceIds: [open.eventId, eventId],
  }
}
