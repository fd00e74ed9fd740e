import { type HandleCreate, processRights } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { hasRight, threadRights } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { isFirstThreadOfChild, isRelated } from '../kinship.ts'
import { type Finding, type Rule, type RuleContext, aRule } from '../rule.ts'
import type { WindowItem } from '../time-window.ts'

const windowUs = 60_000_000
const writeRights = processRights.vmOperation | processRights.vmWrite

interface Open extends WindowItem {
  readonly eventId: string
}

type Context = RuleContext<{ opens: Open }>

/** Memory written in another process and a thread turned to it: code runs under another name. */
export const injection: Rule = aRule<{ opens: Open }>({
  id: 'HD-12',
  name: 'Code put into another process and run there',
  techniques: [{ id: 'T1055', name: 'Process Injection' }],
  meaning: 'A process opened an unrelated one for writing and then started or redirected a thread in it.',
  whatToDo: 'Treat the object as hostile from then on; collect its memory before it ends, and look at what it did since.',
  falsePositives: 'Debuggers, accessibility tools, programs that inject into windows of others on purpose.',
  kinds: ['handle_create', 'thread_create'],
  rights: writeRights | threadRights.setContext,
  windows: { opens: windowUs },
  concerns(event) {
    if (event.kind === 'thread_create') return event.objectProcessId !== null && event.objectProcessId !== event.processId
    if (event.kind !== 'handle_create' || event.objectProcessId === event.processId) return false
    return isProcessHandle(event) ? canWrite(event) : setsContext(event)
  },
  evaluate(event, context) {
    const { actor, object, tree } = context
    if (object === null || object.entityId === actor.entityId) return undefined
    if (event.kind === 'handle_create' && isProcessHandle(event)) {
      rememberOpen(event, context)
      return undefined
    }
    if (event.kind === 'thread_create' && isFirstThreadOfChild(actor, object, event.timeUs)) return undefined
    const open = context.windows.opens.recent(actor.entityId, object.entityId, event.timeUs).at(-1)
    if (open === undefined || isRelated(tree, actor, object)) return undefined
    return injected(context, open, event.kind === 'thread_create' ? 'started a thread in it' : 'opened a thread of it to set its context')
  },
})

/** Of processes that nothing speaks against only the open is forgotten: a trusted one may write into others. */
function rememberOpen(event: HandleCreate, context: Context): void {
  const { actor, object, eventId, windows } = context
  if (object !== null && !context.isTrusted(actor)) windows.opens.add(actor.entityId, object.entityId, { timeUs: event.timeUs, eventId })
}

function canWrite(event: HandleCreate): boolean {
  return ((accessOf(event) ?? 0) & writeRights) === writeRights
}

function setsContext(event: HandleCreate): boolean {
  return event.objectType === 'thread' && hasRight(accessOf(event), threadRights.setContext)
}

function injected(context: Context, open: Open, deed: string): Finding | undefined {
  const { actor, object, eventId } = context
  if (object === null) return undefined
  return {
    severity: 'high',
    reasons: [`opened ${imageName(object)} for writing into its memory and then ${deed}`, ...context.standing(actor).reasons],
    actor,
    object,
    objectKey: object.entityId,
    evidenceIds: [open.eventId, eventId],
  }
}
