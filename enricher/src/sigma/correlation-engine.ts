import type { Finding } from '../detect/rule.ts'
import type { RuleDescription, RuleSetContext, RuleSetFinding } from '../detect/rule-set.ts'
import type { TimeWindow, WindowItem } from '../detect/time-window.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { describeRule } from './describe-rule.ts'
import { type EventView, bindField } from './events/event-view.ts'
import { isFulfilled } from './fulfilment.ts'
import type { Target } from './events/log-sources.ts'
import type { CorrelationRule } from './language/rule.ts'

/** A match of a rule that correlations may wait for. */
export interface RuleMatch {
  /** Id of the rule. */
  readonly rule: string
  readonly target: Target
  readonly view: EventView
}

/** What a correlation remembers of a match. */
export interface CorrelationItem extends WindowItem {
  readonly rule: string
  readonly value: string
  readonly actorId: string
  readonly eventId: string
}

/** A correlation and the rules it looks at, by id, in its order. */
export interface BoundCorrelation {
  readonly rule: CorrelationRule
  readonly members: readonly string[]
  /** Names by which the rule knows its members, for aliases. */
  readonly namesOf: ReadonlyMap<string, readonly string[]>
}

/** Something that a member of a correlation reports: a match, or another correlation that is fulfilled. */
interface Report {
  readonly rule: string
  readonly actorId: string
  readonly eventId: string
  readonly timeUs: number
  /** Value of a field; null when it has none. */
  read(field: string): string | null
}

/** Takes matches in, and finds the correlations that they fulfil. What it remembers lies in the windows of the host. */
export class CorrelationEngine {
  /** By id of the correlation rule. */
  readonly windows: Readonly<Record<string, number>>
  readonly #byMember = new Map<string, BoundCorrelation[]>()
  readonly #descriptions = new Map<string, RuleDescription>()
  /** Rules that raise no alert of their own. */
  readonly #silent: ReadonlySet<string>

  constructor(correlations: readonly BoundCorrelation[]) {
    this.windows = Object.fromEntries(correlations.map(({ rule }) => [rule.id, rule.timespanUs]))
    for (const correlation of correlations) {
      this.#descriptions.set(correlation.rule.id, describeRule(correlation.rule))
      for (const member of new Set(correlation.members)) this.#byMember.set(member, [...(this.#byMember.get(member) ?? []), correlation])
    }
    const heard = correlations.filter(({ rule }) => rule.generates).flatMap(({ members }) => members)
    this.#silent = new Set([...this.#byMember.keys()].filter((member) => !heard.includes(member)))
  }

  isRaisedAlone(ruleId: string): boolean {
    return !this.#silent.has(ruleId)
  }

  take({ rule, target, view }: RuleMatch, context: RuleSetContext): RuleSetFinding[] {
    if (!this.#byMember.has(rule)) return []
    const report: Report = {
      rule,
      actorId: context.actor?.entityId ?? '',
      eventId: context.eventId,
      timeUs: view.event.timeUs,
      read: (field) => bindField(target, field)?.read(view) ?? null,
    }
    return this.#report(report, context)
  }

  #report(report: Report, context: RuleSetContext): RuleSetFinding[] {
    return (this.#byMember.get(report.rule) ?? []).flatMap((correlation) => this.#correlate(correlation, report, context))
  }

  #correlate(correlation: BoundCorrelation, report: Report, context: RuleSetContext): RuleSetFinding[] {
    const { rule, members } = correlation
    const window = context.windows[rule.id] as TimeWindow<CorrelationItem> | undefined
    // Matches without a value are a group of their own: logs write a dash for what they do not know.
    const group = rule.groupBy.map((field) => report.read(fieldOf(correlation, report.rule, field)) ?? '-')
    const value = rule.countedField === null ? '' : report.read(fieldOf(correlation, report.rule, rule.countedField))
    if (window === undefined || value === null) return []
    const { actorId, eventId, timeUs } = report
    const key = JSON.stringify(group)
    window.add(key, '', { timeUs, rule: report.rule, value, actorId, eventId })
    const items = window.recent(key, '', timeUs).toSorted((left, right) => left.timeUs - right.timeUs)
    if (!isFulfilled(rule, members, items)) return []
    return this.#fulfilled(correlation, { items, key, group }, report, context)
  }

  #fulfilled(
    { rule }: BoundCorrelation,
    { items, key, group }: { items: readonly CorrelationItem[]; key: string; group: readonly string[] },
    { eventId, timeUs }: Report,
    context: RuleSetContext,
  ): RuleSetFinding[] {
    const actor = commonActor(items, context)
    const next: Report = {
      rule: rule.id,
      actorId: actor?.entityId ?? '',
      eventId,
      timeUs,
      read: (field) => group[rule.groupBy.indexOf(field)] ?? null,
    }
    const further = this.#report(next, context)
    const description = this.#descriptions.get(rule.id)
    if (description === undefined || !this.isRaisedAlone(rule.id)) return further
    const finding: Finding = {
      severity: rule.severity,
      reasons: reasonsOf(rule, items, group),
      actor,
      object: null,
      objectKey: key,
      evidenceIds: [...new Set(items.map((item) => item.eventId))].slice(-maxEvidence),
    }
    return [{ rule: description, finding }, ...further]
  }
}

/** Events that one finding names; an alert keeps as many. */
const maxEvidence = 20

function fieldOf({ rule, namesOf }: BoundCorrelation, member: string, field: string): string {
  const alias = rule.aliases.get(field)
  if (alias === undefined) return field
  return namesOf.get(member)?.flatMap((name) => alias.get(name) ?? [])[0] ?? field
}

/** The process that all of it is about; null when there are several, or none. */
function commonActor(items: readonly CorrelationItem[], { tree }: RuleSetContext): ProcessNode | null {
  const [first, ...others] = new Set(items.map(({ actorId }) => actorId))
  return first === undefined || first === '' || others.length > 0 ? null : (tree.get(first) ?? null)
}

function reasonsOf(rule: CorrelationRule, items: readonly CorrelationItem[], group: readonly string[]): string[] {
  const seconds = Math.round(((items.at(-1)?.timeUs ?? 0) - (items[0]?.timeUs ?? 0)) / 1e6)
  const values = new Set(items.map(({ value }) => value))
  const counted = rule.countedField === null ? [] : [`${values.size} values of ${rule.countedField}: ${[...values].slice(0, 5).join(', ')}`]
  const grouped = rule.groupBy.map((field, index) => `${field} is ${group[index] ?? ''}`)
  return [`${items.length} matches within ${seconds} s`, ...counted, ...grouped]
}
