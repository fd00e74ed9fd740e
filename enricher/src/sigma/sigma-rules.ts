import type { Event } from '@win11mon/schemas'

import type { Finding } from '../detect/rule.ts'
import type { RuleDescription, RuleSet, RuleSetContext, RuleSetFinding } from '../detect/rule-set.ts'
import type { BoundRule } from './match/bind-rule.ts'
import { CompiledRules } from './match/compiled-rules.ts'
import type { CorrelationEngine } from './correlation-engine.ts'
import { describeRule } from './describe-rule.ts'
import { EventView } from './events/event-view.ts'
import { explainMatch } from './explain-match.ts'
import { findingObject } from './finding-object.ts'

/** Sigma rules as one set: matches of single events, and what correlations make of them. */
export class SigmaRules implements RuleSet {
  readonly windows: Readonly<Record<string, number>>
  readonly #rules: readonly BoundRule[]
  readonly #descriptions: readonly RuleDescription[]
  readonly #compiled: CompiledRules
  readonly #correlations: CorrelationEngine

  constructor(rules: readonly BoundRule[], correlations: CorrelationEngine) {
    this.#rules = rules
    this.#descriptions = rules.map(({ rule }) => describeRule(rule))
    this.#compiled = new CompiledRules(rules)
    this.#correlations = correlations
    this.windows = correlations.windows
  }

  concerns(event: Event): boolean {
    return this.#compiled.mayMatch(event)
  }

  evaluate(event: Event, context: RuleSetContext): readonly RuleSetFinding[] {
    const view = new EventView(event, context)
    const matches = this.#compiled.match(view)
    if (matches.length === 0) return none
    return matches.flatMap((index) => this.#found(index, view, context))
  }

  #found(index: number, view: EventView, context: RuleSetContext): RuleSetFinding[] {
    const bound = this.#rules[index]
    const rule = this.#descriptions[index]
    const target = bound?.targets.find((candidate) => view.isOf(candidate))
    if (bound === undefined || rule === undefined || target === undefined) return []
    const correlated = this.#correlations.take({ rule: bound.rule.id, target, view }, context)
    if (!this.#correlations.isRaisedAlone(bound.rule.id)) return correlated
    const finding: Finding = {
      severity: bound.rule.severity,
      reasons: explainMatch(bound.expression, target, view, bound.rule.shownFields),
      ...findingObject(view, context),
      evidenceIds: [context.eventId],
    }
    return [{ rule, finding }, ...correlated]
  }
}

const none: readonly RuleSetFinding[] = []
