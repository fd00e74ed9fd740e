import { type HandleCreate, type HandleDuplicate, eventIdText, processRights } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { describeRights } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { objectKey } from '../object-key.ts'
import { type Finding, type Rule, type RuleContext, aRule } from '../rule.ts'
import type { WindowItem } from '../time-window.ts'

const windowUs = 60_000_000

const { vmRead, vmWrite, duplicateHandle, createThread, createProcess } = processRights
const dangerousRights = vmRead | vmWrite | duplicateHandle | createThread | createProcess

/** Most opens lead to nothing: their event id is put together when one does. */
interface Open extends WindowItem {
  readonly bootId: string
  readonly sequence: number
  readonly grantedAccess: number
}

type Context = RuleContext<{ opens: Open }>

/** Opening with few rights and raising them by a duplicate evades every sensor that sees opens only. */
export const selfDuplication: Rule = aRule<{ opens: Open }>({
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
  windows: { opens: windowUs },
  concerns(event) {
    if (event.kind === 'handle_duplicate' && !isWithinActor(event)) return false
    if (event.kind !== 'handle_create' && event.kind !== 'handle_duplicate') return false
    return isProcessHandle(event) && event.objectProcessId !== event.processId && accessOf(event) !== null
  },
  evaluate(event, context) {
    if (event.kind === 'handle_create') rememberOpen(event, context)
    return event.kind === 'handle_duplicate' ? evaluateDuplicate(event, context) : undefined
  },
})

function rememberOpen(event: HandleCreate, context: Context): void {
  const { timeUs } = event
  const { actor, object, bootId, windows } = context
  const open = { timeUs, bootId, sequence: event.sequence, grantedAccess: accessOf(event) ?? 0 }
  windows.opens.add(actor.entityId, objectKey(event, object), open)
}

function evaluateDuplicate(event: HandleDuplicate, context: Context): Finding | undefined {
  const grantedAccess = accessOf(event) ?? 0
  const { actor, object, windows } = context
  const open = windows.opens.recent(actor.entityId, objectKey(event, object), event.timeUs).at(-1)
  if (open === undefined || (grantedAccess & open.grantedAccess) !== open.grantedAccess) return undefined
  const addedRights = grantedAccess & ~open.grantedAccess
  return (addedRights & dangerousRights) === 0 ? undefined : raised(event, context, open, grantedAccess)
}

function raised(event: HandleDuplicate, context: Context, open: Open, grantedAccess: number): Finding {
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
    objectKey: objectKey(event, object),
    evidenceIds: [eventIdText(open.bootId, open.sequence), context.eventId],
  }
}

function isWithinActor(event: HandleDuplicate): boolean {
  return event.sourceProcessId === event.processId && event.recipientProcessId === event.processId
}
