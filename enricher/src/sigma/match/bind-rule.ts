import { type Expression, fieldsOf, testsOf } from '../language/expression.ts'
import { bindField } from '../events/event-view.ts'
import { type Target, hasOwnKind, targetsOf } from '../events/log-sources.ts'
import { wholeTextOf } from '../language/modifiers.ts'
import { RuleProblem } from '../language/rule-problem.ts'
import type { LogSource, SigmaRule } from '../language/rule.ts'

/** A rule and the events that it is shown. */
export interface BoundRule {
  readonly rule: SigmaRule
  readonly expression: Expression
  readonly targets: readonly Target[]
}

/** Finds the events of a rule; throws what it lacks: a log source that is not kept, or fields that no event of it has. */
export function bindRule(rule: SigmaRule, expression: Expression = rule.expression): BoundRule {
  const targets = possibleTargets(rule.logSource, expression)
  const missing = missingFields(targets, fieldsOf(expression))
  if (missing.length === 0) return { rule, expression, targets }
  throw new RuleProblem(
    `${missing.length === 1 ? 'field' : 'fields'} ${missing.join(', ')} of ${sourceText(rule.logSource)} ${missing.length === 1 ? 'is' : 'are'} not kept`,
  )
}

/** Names of fields that no event of the targets has. */
export function missingFields(targets: readonly Target[], fields: Iterable<string>): string[] {
  return [...fields].filter((field) => targets.every((target) => bindField(target, field) === undefined))
}

/** Of the events of the log source those with the ids that the rule asks for, as far as it says so. */
function possibleTargets(logSource: LogSource, expression: Expression): readonly Target[] {
  const all = targetsOf(logSource)
  if (typeof all === 'string') throw new RuleProblem(all)
  const ids = askedEventIds(expression)
  if (ids.length === 0) return all
  const possible = all.filter((target) => ids.some((id) => canHave(target, id, all)))
  return possible.length === 0 ? all : possible
}

function canHave(target: Target, eventId: number, all: readonly Target[]): boolean {
  if (hasOwnKind(target, eventId, all)) return false
  return target.eventIds === null || target.eventIds.includes(eventId)
}

/** Every event id that the rule names; empty when it names some in a way that may mean others. */
function askedEventIds(expression: Expression): number[] {
  const tests = testsOf(expression).filter(({ field }) => field?.toLowerCase() === 'eventid')
  const ids = tests.map(({ matcher }) => Number(wholeTextOf(matcher) ?? NaN))
  return isAlwaysAsked(expression) && ids.every((id) => Number.isInteger(id)) ? ids : []
}

/** True when no event without one of the named ids can match. */
function isAlwaysAsked(expression: Expression): boolean {
  if (expression.type === 'test') return expression.field?.toLowerCase() === 'eventid'
  if (expression.type === 'not') return false
  return expression.type === 'and'
    ? expression.parts.some(isAlwaysAsked)
    : expression.parts.length > 0 && expression.parts.every(isAlwaysAsked)
}

export function sourceText({ product, category, service }: LogSource): string {
  return [product, category, service].filter((part) => part !== null).join('/')
}
