import { allAccess, processRights } from '@win11mon/schemas'

import { imageName } from '../../tree/process-node.ts'
import { hasRight } from '../access-rights.ts'
import { isProcessHandle } from '../object-key.ts'
import type { Rule, RuleContext } from '../rule.ts'
import { createTimeWindow } from '../time-window.ts'

const windowUs = 10_000_000
const distinctObjects = 10

/** Findings of these rules in the same process make the burst part of an attack rather than an inventory. */
const aggravatingRules = ['HD-02', 'HD-08', 'HD-12']

interface Open {
  readonly timeUs: number
  readonly eventId: string
  readonly objectId: string
  readonly objectName: string
}

/** Walking many processes with the right to duplicate is how tools look for a handle worth stealing. */
export const duplicationBurst: Rule = {
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
  start() {
    const opens = createTimeWindow<Open>(windowUs)
    return (event, context) => {
      const { actor, object, eventId } = context
      if (event.kind !== 'handle_create' || !isProcessHandle(event) || object === null || object.entityId === actor.entityId)
        return undefined
      const mask = event.grantedAccess ?? event.desiredAccess
      if (!hasRight(mask, processRights.duplicateHandle) || mask === allAccess) return undefined
      if (object.parentId === actor.entityId || object.creatorId === actor.entityId || context.isTrusted(actor)) return undefined
      opens.add(actor.entityId, { timeUs: event.timeUs, eventId, objectId: object.entityId, objectName: imageName(object) })
      return evaluate(opens.recent(actor.entityId, event.timeUs), context)
    }
  },
}

function evaluate(recent: readonly Open[], context: RuleContext): ReturnType<ReturnType<Rule['start']>> {
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
