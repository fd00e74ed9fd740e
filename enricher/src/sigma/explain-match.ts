import type { Expression, Test } from './language/expression.ts'
import { type EventView, bindField } from './events/event-view.ts'
import type { Target } from './events/log-sources.ts'
import { holds } from './match/one-by-one.ts'
import { patternText } from './language/pattern.ts'

const maxReasons = 8
const maxTextLength = 300

/** The values of an event that made a rule match, and those that its author wants to see, one sentence each. */
export function explainMatch(expression: Expression, target: Target, view: EventView, shownFields: readonly string[] = []): string[] {
  const tests = passedTests(expression, target, view)
  const fields = new Set([...tests.flatMap(({ field }) => field ?? []), ...shownFields])
  const keywords = tests.filter(({ field }) => field === null).map(keywordReason)
  const values = [...fields].flatMap((field) => valueReason(field, bindField(target, field)?.read(view) ?? null))
  return [...values, ...keywords].slice(0, maxReasons)
}

/** The tests without which it would not have matched: of alternatives the first that holds. */
function passedTests(expression: Expression, target: Target, view: EventView): Test[] {
  if (expression.type === 'test') return [expression]
  if (expression.type === 'not') return []
  if (expression.type === 'and') return expression.parts.flatMap((part) => passedTests(part, target, view))
  const passed = expression.parts.find((part) => holds(part, target, view))
  return passed === undefined ? [] : passedTests(passed, target, view)
}

function valueReason(field: string, value: string | null): string[] {
  return value === null ? [] : [`${field} is ${cut(value)}`]
}

function keywordReason({ matcher }: Test): string {
  return matcher.type === 'text' ? `holds ${cut(patternText(matcher.pattern))}` : 'holds a keyword'
}

function cut(text: string): string {
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text
}
