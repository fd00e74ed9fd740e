import type { Event, EventKind } from '@win11mon/schemas'

import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'

export const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(threshold)
}

export interface Technique {
  /** ATT&CK id, such as T1003.001. */
  readonly id: string
  readonly name: string
}

/** What a rule knows when it looks at an event. Events come in order of time, each once. */
export interface RuleContext {
  readonly eventId: string
  readonly tree: HostTree
  /** The process the event is about. */
  readonly actor: ProcessNode
  /** The process acted on; null when the event names none by pid. */
  readonly object: ProcessNode | null
  /** Signed by an allow-listed publisher or one of Windows' own services, and runs nobody else's code. */
  isTrusted(node: ProcessNode): boolean
  /** Rules that found something in this process lately. */
  recentRules(node: ProcessNode): ReadonlySet<string>
}

/** What a rule found: enough to alert, to merge repeats and to explain. */
export interface Finding {
  readonly severity: Severity
  /** Sentences a person would ask for, most important first. */
  readonly reasons: readonly string[]
  readonly actor: ProcessNode
  readonly object: ProcessNode | null
  /** Path of an object that the event names by its path only. */
  readonly objectPath?: string | null
  /** What the object is in the dedup key: findings of one rule with one actor and one object are one alert. */
  readonly objectKey: string
  /** Events that show it, in order of time, the triggering one last. */
  readonly evidenceIds: readonly string[]
}

export type EvaluateEvent = (event: Event, context: RuleContext) => Finding | undefined

/** One way to notice an attack. One file a rule; listed in `rules/index.ts`; documented on `docs/rules/<id>.md`. */
export interface Rule {
  readonly id: string
  readonly name: string
  readonly techniques: readonly Technique[]
  /** What it means when it fires. */
  readonly meaning: string
  readonly whatToDo: string
  readonly falsePositives: string
  readonly kinds: readonly EventKind[]
  /** Called once a host: what the returned function remembers is that host's, and bounded. */
  start(): EvaluateEvent
}
