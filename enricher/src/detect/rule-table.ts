import { type Event, type EventKind, type HandleCreate, type HandleDuplicate, eventKinds } from '@win11mon/schemas'

import { accessOf } from '../windows/process-handle.ts'
import type { Rule } from './rule.ts'

const none: readonly Rule[] = []
/** Masks are few; a flood of odd ones empties the memory of them. */
const maxRememberedMasks = 4096

/** Which rules may look at an event, told from its kind and its rights alone: most events concern few of them. */
class RuleTable {
  readonly #byKind: ReadonlyMap<EventKind, readonly Rule[]>
  readonly #byMask = { handle_create: new Map<number, readonly Rule[]>(), handle_duplicate: new Map<number, readonly Rule[]>() }

  constructor(rules: readonly Rule[]) {
    const used = eventKinds.map((kind) => [kind, rules.filter((rule) => rule.kinds.includes(kind))] as const)
    this.#byKind = new Map(used.filter(([, some]) => some.length > 0))
  }

  /** In the order in which they look. */
  of(event: Event): readonly Rule[] {
    if (event.kind === 'handle_create' || event.kind === 'handle_duplicate') return this.#ofHandle(event)
    return this.#byKind.get(event.kind) ?? none
  }

  #ofHandle(event: HandleCreate | HandleDuplicate): readonly Rule[] {
    const all = this.#byKind.get(event.kind) ?? none
    const mask = accessOf(event)
    if (mask === null) return all
    const byMask = this.#byMask[event.kind]
    const known = byMask.get(mask)
    if (known !== undefined) return known
    const found = all.filter(({ rights }) => rights === undefined || (mask & rights) !== 0)
    if (byMask.size >= maxRememberedMasks) byMask.clear()
    byMask.set(mask, found)
    return found
  }
}

const tables = new WeakMap<readonly Rule[], RuleTable>()

/** The table of these rules: one for all hosts that have them. */
export function ruleTable(rules: readonly Rule[]): RuleTable {
  const known = tables.get(rules)
  if (known !== undefined) return known
  const table = new RuleTable(rules)
  tables.set(rules, table)
  return table
}

export type { RuleTable }
