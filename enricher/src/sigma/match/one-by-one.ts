import type { Expression, Matcher, Test } from '../language/expression.ts'
import type { BoundRule } from './bind-rule.ts'
import { type EventView, allTexts, bindField } from '../events/event-view.ts'
import { fold } from '../language/fold.ts'
import type { Target } from '../events/log-sources.ts'
import { matchesPattern } from '../language/match-pattern.ts'
import { compares, comparesTime, meansUnknown, networkOf, refersTo } from './match-value.ts'
import { compileRegex } from '../language/regex.ts'

/**
 * Looks at every rule in turn and does what it says, word for word. Slow and plain: what the compiled rules are compared
 * with, and the base of their benchmark.
 */
export function matchOneByOne(rules: readonly BoundRule[], view: EventView): number[] {
  return rules.flatMap(({ expression, targets }, index) => {
    const isMatch = targets.some((target) => view.isOf(target) && holds(expression, target, view))
    return isMatch ? [index] : []
  })
}

export function holds(expression: Expression, target: Target, view: EventView): boolean {
  if (expression.type === 'test') return passes(expression, target, view)
  if (expression.type === 'not') return !holds(expression.part, target, view)
  if (expression.type === 'and') return expression.parts.every((part) => holds(part, target, view))
  return expression.parts.some((part) => holds(part, target, view))
}

function passes({ field, matcher }: Test, target: Target, view: EventView): boolean {
  if (field === null) return allTexts(target, view).some((text) => fits(matcher, text, () => null))
  const read = (name: string): string | null => bindField(target, name)?.read(view) ?? null
  const value = read(field)
  if (matcher.type === 'null') return value === null
  if (matcher.type === 'exists') return (value !== null) === matcher.isThere
  if (value === null) return meansUnknown(matcher) && view.isFromLog
  return fits(matcher, value, read)
}

function fits(matcher: Matcher, text: string, read: (field: string) => string | null): boolean {
  if (matcher.type === 'text') return fitsText(matcher, text)
  if (matcher.type === 'regex') return regexOf(matcher.source, matcher.flags).test(text)
  if (matcher.type === 'cidr') return networkOf(matcher.network)(text)
  if (matcher.type === 'number') return compares(text, matcher.comparison, matcher.value)
  if (matcher.type === 'time') return comparesTime(text, matcher.part, matcher.comparison, matcher.value)
  if (matcher.type !== 'reference') return false
  const other = read(matcher.field)
  return other !== null && refersTo(text, other, matcher.place, matcher.isCased)
}

function fitsText({ pattern, isCased }: Extract<Matcher, { type: 'text' }>, text: string): boolean {
  if (isCased) return matchesPattern(pattern, text)
  const folded = pattern.map((part) => (typeof part === 'string' ? fold(part) : part))
  return matchesPattern(folded, fold(text))
}

const regexes = new Map<string, ReturnType<typeof compileRegex>>()

/** Compiled once: the time of compiling would be the whole time of the comparison. */
function regexOf(source: string, flags: string): ReturnType<typeof compileRegex> {
  const key = `${flags} ${source}`
  const known = regexes.get(key) ?? compileRegex(source, flags)
  regexes.set(key, known)
  return known
}
