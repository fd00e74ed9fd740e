import { type Event, eventIdText, kindNumber } from '@win11mon/schemas'

import type { Tally } from '../ledger/tally.ts'
import type { EvidenceStore } from '../score/evidence-store.ts'
import type { HostTree } from '../tree/host-tree.ts'
import { compareText } from '../tree/marks.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { EventContext } from './event-context.ts'
import { ProcessMemory } from './process-memory.ts'
import { type RuleTable, ruleTable } from './rule-table.ts'
import type { Finding, Rule, RuleContext } from './rule.ts'
import type { RuleDescription, RuleSet, RuleSetContext } from './rule-set.ts'
import { TimeWindow } from './time-window.ts'
import type { TrustPolicy } from './trust-policy.ts'

export interface FoundBy {
  readonly rule: RuleDescription
  readonly finding: Finding
  /** Time of the event that triggered it. */
  readonly timeUs: number
}

/** An event that waits until nothing older can arrive any more. */
export interface WaitingEvent {
  readonly event: Event
  readonly bootId: string
}

/** Events that wait at most; beyond that the oldest are shown early. */
const maxWaiting = 200_000

/** The process id of System on every Windows. */
const systemProcessId = 4

const noWindows: RuleContext['windows'] = {}

/** What a detector looks into beside its own memory. */
export interface DetectorHost {
  readonly tree: HostTree
  readonly evidence: EvidenceStore
  readonly tally: Tally
  readonly hostName: () => string | null
  readonly policy: TrustPolicy
}

/** What looks at events: our own rules one by one, and those that people wrote, all at once. */
export interface DetectorRules {
  readonly rules: readonly Rule[]
  readonly ruleSet: RuleSet | undefined
}

/**
 * Shows the events of one host to the rules in order of time. Events wait until nothing older can arrive any more
 * (the lateness window); one that comes later than that is shown at once.
 */
export class Detector {
  readonly #host: DetectorHost
  readonly #table: RuleTable
  readonly #ruleSet: RuleSet | undefined
  /** The windows of the rule set, by its names for them. */
  readonly #setWindows: Readonly<Record<string, TimeWindow>>
  /** The windows of each rule, by rule id and the rule's name for them. */
  readonly #windows: ReadonlyMap<string, Readonly<Record<string, TimeWindow>>>
  readonly #memory: ProcessMemory
  #waiting: WaitingEvent[] = []

  constructor({ rules, ruleSet }: DetectorRules, host: DetectorHost) {
    this.#host = host
    this.#table = ruleTable(rules)
    this.#windows = new Map(rules.map((rule) => [rule.id, windowsOf(rule.windows, host.tally)]))
    this.#ruleSet = ruleSet
    this.#setWindows = windowsOf(ruleSet?.windows ?? {}, host.tally)
    this.#memory = new ProcessMemory(host.tally)
  }

  get waiting(): readonly WaitingEvent[] {
    return this.#waiting
  }

  add(event: Event, bootId: string): void {
    if (this.#isConcerned(event)) this.#waiting.push({ event, bootId })
  }

  /** Shows every event up to the time that is given for its stream. */
  release(untilUs: (bootId: string) => number): FoundBy[] {
    if (this.#waiting.length === 0) return []
    const due: WaitingEvent[] = []
    const later: WaitingEvent[] = []
    let bootId = ''
    let streamUntilUs = -Infinity
    for (const item of this.#waiting) {
      // Events of one stream come together.
      if (item.bootId !== bootId) {
        bootId = item.bootId
        streamUntilUs = untilUs(bootId)
      }
      if (item.event.timeUs <= streamUntilUs) due.push(item)
      else later.push(item)
    }
    if (due.length === 0) return []
    this.#waiting = later.length > maxWaiting ? this.#overflow(later, due) : later
    const found: FoundBy[] = []
    // The tree stands still meanwhile.
    this.#memory.forgetStandings()
    for (const item of due.toSorted(compareWaiting)) this.#evaluate(item, found)
    return found
  }

  /** Forgets what no event after this time looks at. */
  expire(untilUs: number): void {
    for (const windows of this.#windows.values()) for (const window of Object.values(windows)) window.expire(untilUs)
    for (const window of Object.values(this.#setWindows)) window.expire(untilUs)
    this.#memory.expire(untilUs)
  }

  /** Every window with its name, for saving. */
  windows(): (readonly [name: string, window: TimeWindow])[] {
    const ofRules = [...this.#windows].flatMap(([ruleId, windows]) =>
      Object.entries(windows).map(([name, window]) => [`${ruleId} ${name}`, window] as const),
    )
    const ofSet = Object.entries(this.#setWindows).map(([name, window]) => [`set ${name}`, window] as const)
    return [...ofRules, ...ofSet, ...this.#memory.windows()]
  }

  restore(waiting: readonly WaitingEvent[]): void {
    this.#waiting = [...waiting]
  }

  #overflow(later: WaitingEvent[], due: WaitingEvent[]): WaitingEvent[] {
    const sorted = later.toSorted(compareWaiting)
    const early = sorted.splice(0, sorted.length - maxWaiting)
    this.#host.tally.add('waiting_events', early.length)
    due.push(...early)
    return sorted
  }

  #isConcerned(event: Event): boolean {
    for (const rule of this.#table.of(event)) if (rule.concerns(event)) return true
    return this.#ruleSet?.concerns(event) === true
  }

  #evaluate(item: WaitingEvent, found: FoundBy[]): void {
    const actor = this.#host.tree.actor(item.event)
    const acting = actor ?? systemOf(this.#host.tree, item.event)
    if (acting !== undefined) this.#evaluateRules(item, acting, found)
    if (this.#ruleSet !== undefined) this.#evaluateSet(item, actor ?? null, found)
  }

  #evaluateSet({ event, bootId }: WaitingEvent, actor: ProcessNode | null, found: FoundBy[]): void {
    const { tree, hostName } = this.#host
    const context: RuleSetContext = {
      eventId: eventIdText(bootId, event.sequence),
      hostName: hostName(),
      tree,
      actor,
      object: tree.object(event) ?? null,
      windows: this.#setWindows,
    }
    for (const { rule, finding } of this.#ruleSet?.evaluate(event, context) ?? [])
      this.#note(found, { rule, finding, timeUs: event.timeUs })
  }

  #note(found: FoundBy[], one: FoundBy): void {
    const { rule, finding, timeUs } = one
    if (finding.actor !== null)
      this.#memory.recentFindings.add(finding.actor.entityId, '', { timeUs, ruleId: rule.id, objectKey: finding.objectKey })
    found.push(one)
  }

  #evaluateRules({ event, bootId }: WaitingEvent, actor: ProcessNode, found: FoundBy[]): void {
    const context = new EventContext(this.#host, this.#memory, { event, bootId, actor })
    this.#memory.noteLosses(event, context)
    for (const rule of this.#table.of(event)) {
      if (!rule.concerns(event)) continue
      context.windows = this.#windows.get(rule.id) ?? noWindows
      const finding = rule.evaluate(event, context)
      if (finding === undefined) continue
      this.#note(found, { rule, finding, timeUs: event.timeUs })
    }
  }
}

/** A driver is nobody's image; System is the one that runs it. */
function systemOf(tree: HostTree, event: Event): ProcessNode | undefined {
  if (event.kind !== 'image_load' || event.processId !== 0) return undefined
  return tree.find({ processId: systemProcessId, startUs: null, timeUs: event.timeUs, image: null, role: 'mention' })
}

function windowsOf(durations: Readonly<Record<string, number>>, tally: Tally): Readonly<Record<string, TimeWindow>> {
  return Object.fromEntries(Object.entries(durations).map(([name, durationUs]) => [name, new TimeWindow(durationUs, tally)]))
}

/** One order for one set of events, however they arrived. */
function compareWaiting(left: WaitingEvent, right: WaitingEvent): number {
  return (
    left.event.timeUs - right.event.timeUs ||
    kindNumber[left.event.kind] - kindNumber[right.event.kind] ||
    compareText(eventIdText(left.bootId, left.event.sequence), eventIdText(right.bootId, right.event.sequence))
  )
}
