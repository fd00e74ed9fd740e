import { allAccess, processRights } from '@win11mon/schemas'

import { type ProcessNode, imageName } from '../../tree/process-node.ts'
import { hasRight } from '../../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../../windows/process-handle.ts'
import { type Tick, countUp } from '../rate.ts'
import { type Finding, type Rule, type RuleContext, aRule } from '../rule.ts'
import type { WindowItem } from '../time-window.ts'

const windowUs = 10_000_000
const distinctObjects = 10
/** A burst that was found is looked at again after so long, or when a quarter more was opened: not at each of its thousands of events. */
const quietUs = 1_000_000
const growth = 0.25

/** Findings of these rules in the same process make the burst part of an attack rather than an inventory. */
const aggravatingRules = ['HD-02', 'HD-08', 'HD-12']

interface Found extends WindowItem {
  readonly objects: number
  /** Objects opened since. */
  more: number
}

/** Walking many processes with the right to duplicate is how tools look for a handle worth stealing. */
export const duplicationBurst: Rule = aRule<{ ticks: Tick; found: Found }>({
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
  windows: { ticks: windowUs, found: quietUs },
  concerns(event) {
    if (event.kind !== 'handle_create' || !isProcessHandle(event)) return false
    const mask = accessOf(event)
    return hasRight(mask, processRights.duplicateHandle) && mask !== allAccess
  },
  evaluate(event, context) {
    const { actor, object, eventId, windows } = context
    if (object === null || object.entityId === actor.entityId) return undefined
    if (object.parentId === actor.entityId || object.creatorId === actor.entityId || context.isTrusted(actor)) return undefined
    if (!countUp(windows.ticks, actor.entityId, { timeUs: event.timeUs, subject: object.entityId, eventId })) return undefined
    const found = windows.found.recent(actor.entityId, '', event.timeUs).at(-1)
    if (found !== undefined && ++found.more < found.objects * growth) return undefined
    const finding = burstOf(windows.ticks.recent(actor.entityId, '', event.timeUs), context)
    if (finding !== undefined) windows.found.add(actor.entityId, '', { timeUs: event.timeUs, objects: finding.evidenceIds.length, more: 0 })
    return finding
  },
})

function burstOf(ticks: readonly Tick[], context: RuleContext): Finding | undefined {
  const { actor, tree } = context
  const firstByObject = new Map<string, Tick>()
  for (const tick of ticks) if (!firstByObject.has(tick.subject)) firstByObject.set(tick.subject, tick)
  if (firstByObject.size < distinctObjects) return undefined
  const firsts = [...firstByObject.values()]
  const others = [...context.recentRules(actor)].filter((id) => aggravatingRules.includes(id))
  const names = namesOf([...firstByObject.keys()].flatMap((entityId) => tree.get(entityId) ?? []))
  const reasons = [`opened ${firsts.length} processes or more with the right to duplicate within 10 s, among them ${names}`]
  if (others.length > 0) reasons.push(`also found by ${others.join(', ')}`)
  return {
    severity: others.length > 0 ? 'high' : 'medium',
    reasons,
    actor,
    object: null,
    objectKey: '',
    evidenceIds: firsts.map((tick) => tick.eventId),
  }
}

function namesOf(objects: readonly ProcessNode[]): string {
  return [...new Set(objects.map(imageName))].toSorted().slice(0, 4).join(', ')
}
