import type { Event } from '@win11mon/schemas'

import type { HostTree } from '../tree/host-tree.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import type { Finding, Rule } from './rule.ts'
import type { TimeWindow } from './time-window.ts'

/** What an alert says of the rule behind it. */
export type RuleDescription = Pick<Rule, 'id' | 'name' | 'techniques' | 'meaning' | 'whatToDo'>

export interface RuleSetContext {
  readonly eventId: string
  readonly hostName: string | null
  readonly tree: HostTree
  /** The process the event is about; null for an event that names none. */
  readonly actor: ProcessNode | null
  readonly object: ProcessNode | null
  /** The windows that the set declares, those of this host. */
  readonly windows: Readonly<Record<string, TimeWindow>>
}

export interface RuleSetFinding {
  readonly rule: RuleDescription
  readonly finding: Finding
}

/**
 * Rules that people wrote, asked all at once: they may be thousands. One set serves every host; what it remembers lies in
 * windows that belong to the host, bounded and saved as those of the built-in rules.
 */
export interface RuleSet {
  /** For how much event time each of its windows remembers, microseconds, by the name of the window. */
  readonly windows: Readonly<Record<string, number>>
  /** False for events that no rule can find anything in, whatever the tree says: they never wait for their turn. */
  concerns(event: Event): boolean
  /** Events come in order of time, each once. */
  evaluate(event: Event, context: RuleSetContext): readonly RuleSetFinding[]
}
