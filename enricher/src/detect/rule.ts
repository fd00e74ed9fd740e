import type { Event, EventKind } from '@win11mon/schemas'

import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import type { Severity } from './severity.ts'
import type { Standing } from './standing.ts'
import type { TimeWindow, WindowItem } from './time-window.ts'
import type { TrustPolicy } from './trust-policy.ts'

export interface Technique {
  /** ATT&CK id, such as T1003.001. */
  readonly id: string
  readonly name: string
}

/** What a rule remembers, by the names that it chose. */
type Windows = Readonly<Record<string, WindowItem>>
type WindowsOf<Declared extends Windows> = { readonly [Name in keyof Declared]: TimeWindow<Declared[Name]> }

/** What a rule knows when it looks at an event. Events come in order of time, each once. */
export interface RuleContext<Declared extends Windows = Windows> {
  readonly eventId: string
  /** Stream of the event. */
  readonly bootId: string
  readonly tree: HostTree
  /** The process the event is about. */
  readonly actor: ProcessNode
  /** The process acted on; null when the event names none by pid. */
  readonly object: ProcessNode | null
  /** The windows that the rule declares, those of this host. */
  readonly windows: WindowsOf<Declared>
  readonly policy: TrustPolicy
  /** What speaks for and against a process, of the actor also by the call that this event is. */
  standing(node: ProcessNode): Standing
  /** Signed by an allow-listed publisher or one of Windows' own services, where it belongs, and runs nobody else's code. */
  isTrusted(node: ProcessNode): boolean
  /** True when the driver saw the process use I/O rings, so that its loader score is certain. */
  usesIoring(node: ProcessNode): boolean
  /** Rules that found something in this process lately; only about one object when its key is given. */
  recentRules(node: ProcessNode, objectKey?: string): ReadonlySet<string>
}

/** What a rule found: enough to alert, to merge repeats and to explain. */
export interface Finding {
  readonly severity: Severity
  /** Sentences a person would ask for, most important first. */
  readonly reasons: readonly string[]
  /** Null when the events name no process: then the finding is about the host. */
  readonly actor: ProcessNode | null
  readonly object: ProcessNode | null
  /** Path of an object that the event names by its path only. */
  readonly objectPath?: string | null
  /** What the object is in the dedup key: findings of one rule with one actor and one object are one alert. */
  readonly objectKey: string
  /** Events that show it, in order of time, the triggering one last. */
  readonly evidenceIds: readonly string[]
}

/** One way to notice an attack. One file a rule; listed in `rules/index.ts`; documented on `docs/rules/<id>.md`. */
export interface Rule<Declared extends Windows = Windows> {
  readonly id: string
  readonly name: string
  readonly techniques: readonly Technique[]
  /** What it means when it fires. */
  readonly meaning: string
  readonly whatToDo: string
  readonly falsePositives: string
  readonly kinds: readonly EventKind[]
  /** What it remembers between events, by name: for how much event time, microseconds. Kept per host, bounded and saved. */
  readonly windows: { readonly [Name in keyof Declared]: number }
  /** Of handle events it looks only at those with one of these rights (bits of any type of object); at all when absent. */
  readonly rights?: number
  /** False for events that it would pass over whatever the tree says: they never wait for their turn. A look at bits, no more. */
  concerns(event: Event): boolean
  evaluate(event: Event, context: RuleContext<Declared>): Finding | undefined
}

/** A rule among others: what its windows hold is its own matter. */
export function aRule<Declared extends Windows>(rule: Rule<Declared>): Rule {
  return rule
}
