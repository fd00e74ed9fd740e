import { allAccess, processRights } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { hasRight } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { type Finding, type Rule, type RuleContext, aRule } from '../rule.ts'
import type { WindowItem } from '../time-window.ts'

const windowUs = 10_000_000
const distinctObjects = 10

/** Findings of these rules in the same process make the burst part of an attack rather than an inventory. */
const aggravatingRules = ['HD-02', 'HD-08', 'HD-12']

interface Open extends WindowItem {
  readonly eventId: string
  readonly objectId: string
  readonly objectName: string
}

/** Walking many processes with the right to duplicate is how tools look for a handle worth stealing. */
export const duplicationBurst: Rule = aRule<{ opens: Open }>({
  id: 'HD-05',
  name: 'Burst of handles that allow duplication',
  techniques: [
    { id: 'T1057', name: 'Process Discovery' },
    { id: 'T1055', name: 'Process Injection' },
  ],
  meaning: 'One process opened ten or more others within ten seconds with the right to copy their handles.',
  whatToDo:
    'Check whether the actor is an inventory or diagnosis tool you know; if so, add an exception with its path, else follow what it did with the handles.',
  falsePositives: 'Inventory agents, Process Explorer, scripts that enumerate processes through .NET.',
  kinds: ['handle_create'],
  rights: processRights.duplicateHandle,
  windows: { opens: windowUs },
  concerns(event) {
    if (event.kind !== 'handle_create' || !isProcessHandle(event)) return false
    const mask = accessOf(event)
    return hasRight(mask, processRights.duplicateHandle) && mask !== allAccess
  },
  evaluate(event, context) {
    const { actor, object, eventId, windows } = context
    if (object === null || object.entityId === actor.entityId) return undefined
    if (object.parentId === actor.entityId || object.creatorId === actor.entityId || context.isTrusted(actor)) return undefined
    windows.opens.add(actor.entityId, '', { timeUs: event.timeUs, eventId, objectId: object.entityId, objectName: imageName(object) })
    return burstOf(windows.opens.recent(actor.entityId, '', event.timeUs), context)
  },
})

function burstOf(recent: readonly Open[], context: RuleContext<{ opens: Open }>): Finding | undefined {
  const firstByObject = new Map<string, Open>()
  for (const open of recent) if (!firstByObject.has(open.objectId)) firstByObject.set(open.objectId, open)
  if (firstByObject.size < distinctObjects) return undefined
  const firsts = [...firstByObject.values()]
  const others = [...context.recentRules(context.actor)].filter((id) => aggravatingRules.includes(id))
  const reasons = [`opened ${firsts.length} processes with the right to duplicate within 10 s, among them ${namesOf(firsts)}`]
  if (others.length > 0) reasons.push(`also found by ${others.join(', ')}`)
  return {
    severity: others.length > 0 ? 'high' : 'medium',
    reasons,
    actor: context.actor,
    object: null,
    objectKey: '',
    evidenceIds: firsts.map((open) => open.eventId),
  }
}

function namesOf(opens: readonly Open[]): string {
  return [...new Set(opens.map((open) => open.objectName))].toSorted().slice(0, 4).join(', ')
}
