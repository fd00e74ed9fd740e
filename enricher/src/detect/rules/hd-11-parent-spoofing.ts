import { processRights } from '@win11mon/schemas'

import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { hasRight } from '../access-rights.ts'
import { isProcessHandle } from '../object-key.ts'
import type { Rule, RuleContext } from '../rule.ts'
import { createTimeWindow } from '../time-window.ts'
import { isCriticalImage } from '../trust.ts'

const windowUs = 30_000_000
const systemIntegrity = 0x4000

interface Open {
  readonly timeUs: number
  readonly eventId: string
}

/** A handle with the right to create processes lets its holder give birth in another's name, token and all. */
export const parentSpoofing: Rule = {
  id: 'HD-11',
  name: 'Process created under a System parent that was opened for it',
  techniques: [{ id: 'T1134.004', name: 'Access Token Manipulation: Parent PID Spoofing' }],
  meaning: 'A process below System opened a System process with the right to create children and then created one as its child.',
  whatToDo: 'Look at the created process: it may run as System. End it, keep its image, and find how the actor got the handle.',
  falsePositives: 'Error reporting, the elevation service and secondary logon choose parents legitimately; they run as System.',
  kinds: ['handle_create', 'process_create'],
  start() {
    const opens = createTimeWindow<Open>(windowUs)
    return (event, context) => {
      const { actor, object, eventId } = context
      if (
        event.kind === 'handle_create' &&
        isProcessHandle(event) &&
        object !== null &&
        isPreparation(context, event.grantedAccess ?? event.desiredAccess)
      ) {
        opens.add(`${actor.entityId} ${object.entityId}`, { timeUs: event.timeUs, eventId })
      }
      if (event.kind !== 'process_create' || actor.creatorId === null || actor.parentId === null) return undefined
      const open = opens.recent(`${actor.creatorId} ${actor.parentId}`, event.timeUs).at(-1)
      return open === undefined ? undefined : spoofed(context, open)
    }
  },
}

function isPreparation({ actor, object, isTrusted }: RuleContext, mask: number | null): boolean {
  if (object === null || !hasRight(mask, processRights.createProcess) || !isSystem(object)) return false
  const level = actor.description?.integrityLevel ?? null
  return level === null ? !isTrusted(actor) && !isSystem(actor) : level < systemIntegrity
}

function isSystem(node: ProcessNode): boolean {
  return isCriticalImage(node.image) || (node.description?.integrityLevel ?? 0) >= systemIntegrity
}

function spoofed({ actor: child, tree, eventId }: RuleContext, open: Open): ReturnType<ReturnType<Rule['start']>> {
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
