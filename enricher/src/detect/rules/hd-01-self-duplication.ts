import { type HandleCreate, type HandleDuplicate, processRights } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { describeRights } from '../access-rights.ts'
import { isProcessHandle, objectKey } from '../object-key.ts'
import type { Finding, Rule, RuleContext } from '../rule.ts'
import { createTimeWindow } from '../time-window.ts'

const windowUs = 60_000_000

const { vmRead, vmWrite, duplicateHandle, createThread, createProcess } = processRights
const dangerousRights = vmRead | vmWrite | duplicateHandle | createThread | createProcess

interface Open {
  readonly timeUs: number
  readonly eventId: string
  readonly grantedAccess: number
}

/** Opening with few rights and raising them by a duplicate evades every sensor that sees opens only. */
export const selfDuplication: Rule = {
  id: 'HD-01',
  name: 'Handle rights raised by self-duplication',
  techniques: [
    { id: 'T1106', name: 'Native API' },
    { id: 'T1134', name: 'Access Token Manipulation' },
  ],
  meaning: 'A process opened another with harmless rights and then duplicated that handle within itself to get dangerous ones.',
  whatToDo: 'Treat the actor as hostile until its code is explained: collect its image and memory, and check what it read from the object.',
  falsePositives: 'Debuggers and crash handlers that widen a handle they were given.',
  kinds: ['handle_create', 'handle_duplicate'],
  start() {
    const opens = createTimeWindow<Open>(windowUs)
    return (event, context) => {
      if (event.kind === 'handle_create' && isProcessHandle(event)) rememberOpen(event, context)
      return event.kind === 'handle_duplicate' && isProcessHandle(event) ? evaluateDuplicate(event, context) : undefined
    }

    function rememberOpen(event: HandleCreate, context: RuleContext): void {
      const grantedAccess = event.grantedAccess ?? event.desiredAccess
      if (grantedAccess === null || event.objectProcessId === event.processId) return
      opens.add(pairKey(event, context), { timeUs: event.timeUs, eventId: context.eventId, grantedAccess })
    }

    function evaluateDuplicate(event: HandleDuplicate, context: RuleContext): Finding | undefined {
      const grantedAccess = event.grantedAccess ?? event.desiredAccess
      if (grantedAccess === null || !isWithinActor(event) || event.objectProcessId === event.processId) return undefined
      const open = opens.recent(pairKey(event, context), event.timeUs).at(-1)
      if (open === undefined || (grantedAccess & open.grantedAccess) !== open.grantedAccess) return undefined
      const addedRights = grantedAccess & ~open.grantedAccess
      if ((addedRights & dangerousRights) === 0) return undefined
      return raised(event, context, open, grantedAccess)
    }
  },
}

function raised(event: HandleDuplicate, context: RuleContext, open: Open, grantedAccess: number): Finding {
  const { actor, object } = context
  const objectName = object === null ? 'another process' : imageName(object)
  return {
    severity: 'high',
    reasons: [
      `opened ${objectName} with ${describeRights(open.grantedAccess)}`,
      `then duplicated the handle within itself and holds ${describeRights(grantedAccess)}`,
    ],
    actor,
    object,
    objectKey: objectKey(event, context),
    evidenceIds: [open.eventId, context.eventId],
  }
}

function isWithinActor(event: HandleDuplicate): boolean {
  return event.sourceProcessId === event.processId && event.recipientProcessId === event.processId
}

function pairKey(event: HandleCreate | HandleDuplicate, context: RuleContext): string {
  return `${context.actor.entityId} ${objectKey(event, context)}`
}
