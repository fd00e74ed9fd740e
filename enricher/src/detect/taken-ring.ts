import { type Event, processRights } from '@win11mon/schemas'

import { type ProcessNode, imageName } from '../tree/process-node.ts'
import { hasRight } from '../windows/access-rights.ts'
import { accessOf, isProcessHandle } from '../windows/process-handle.ts'
import { isRelated } from './kinship.ts'
import { foundRings } from './ring-scan.ts'
import { type Finding, type Rule, type RuleContext, aRule } from './rule.ts'
import type { Severity } from './severity.ts'
import type { WindowItem } from './time-window.ts'

const windowUs = 60_000_000

interface Open extends WindowItem {
  readonly eventId: string
  readonly holderId: string
}

type Context = RuleContext<{ opens: Open }>

/** What a rule about rings of others says of itself, and which pairs of processes it is about. */
export type TakenRingRule = Pick<Rule, 'id' | 'name' | 'techniques' | 'meaning' | 'whatToDo' | 'falsePositives'> & {
  readonly severity: Severity
  concernsPair(taker: ProcessNode, holder: ProcessNode): boolean
}

/**
 * The kernel reports no handles to I/O rings, so that a ring changes hands is inferred: a process opens one that uses rings with
 * the right to duplicate, and a scan finds rings in it within a minute.
 */
export function aTakenRingRule({ severity, concernsPair, ...rule }: TakenRingRule): Rule {
  return aRule<{ opens: Open }>({
    ...rule,
    kinds: ['handle_create', 'ioring_scan'],
    rights: processRights.duplicateHandle,
    windows: { opens: windowUs },
    concerns(event) {
      if (event.kind === 'handle_create') return isProcessHandle(event) && hasRight(accessOf(event), processRights.duplicateHandle)
      return foundRings(event)
    },
    evaluate(event, context) {
      if (event.kind === 'handle_create') rememberOpen(event, context)
      return event.kind === 'ioring_scan' ? evaluateScan(event, context) : undefined
    },
  })

  function rememberOpen({ timeUs }: Event, context: Context): void {
    const { actor, object, tree, eventId, windows } = context
    if (object === null || !context.usesIoring(object) || isRelated(tree, actor, object) || context.isTrusted(actor)) return
    if (concernsPair(actor, object)) windows.opens.add(actor.entityId, '', { timeUs, eventId, holderId: object.entityId })
  }

  function evaluateScan({ timeUs }: Event, { actor, tree, eventId, windows }: Context): Finding | undefined {
    const open = windows.opens.recent(actor.entityId, '', timeUs).at(-1)
    const holder = open === undefined ? undefined : tree.get(open.holderId)
    if (open === undefined || holder === undefined) return undefined
    return {
      severity,
      reasons: [`holds I/O rings since it opened ${imageName(holder)}, which has some, with the right to copy its handles`],
      actor,
      object: holder,
      objectKey: holder.entityId,
      evidenceIds: [open.eventId, eventId],
    }
  }
}
