import type { Pattern } from './pattern.ts'

/** Part of a time that a value is compared with; all of UTC. */
export const timeParts = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const
export type TimePart = (typeof timeParts)[number]

export const comparisons = ['lt', 'lte', 'gt', 'gte'] as const
export type Comparison = (typeof comparisons)[number] | 'eq'

export type ReferencePlace = 'equals' | 'contains' | 'startswith' | 'endswith'

/** What one test asks of a value: plain data, so that two evaluators can read it and equal tests are known to be equal. */
export type Matcher =
  | { readonly type: 'text'; readonly pattern: Pattern; readonly isCased: boolean }
  | { readonly type: 'regex'; readonly source: string; readonly flags: string }
  | { readonly type: 'cidr'; readonly network: string }
  | { readonly type: 'number'; readonly comparison: Comparison; readonly value: number }
  | { readonly type: 'time'; readonly part: TimePart; readonly comparison: Comparison; readonly value: number }
  | { readonly type: 'reference'; readonly field: string; readonly place: ReferencePlace; readonly isCased: boolean }
  | { readonly type: 'exists'; readonly isThere: boolean }
  | { readonly type: 'null' }

/** A test of one field; of every value of the event where the field is null (keywords). */
export interface Test {
  readonly type: 'test'
  readonly field: string | null
  readonly matcher: Matcher
}

/** What a rule asks of an event. `and` of nothing is true, `or` of nothing is false. */
export type Expression =
  | { readonly type: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly type: 'not'; readonly part: Expression }
  | Test

export function all(parts: readonly Expression[]): Expression {
  return only(parts) ?? { type: 'and', parts }
}

export function any(parts: readonly Expression[]): Expression {
  return only(parts) ?? { type: 'or', parts }
}

function only(parts: readonly Expression[]): Expression | undefined {
  return parts.length === 1 ? parts[0] : undefined
}

/** Every test of an expression, in the order in which they stand. */
export function testsOf(expression: Expression): Test[] {
  if (expression.type === 'test') return [expression]
  if (expression.type === 'not') return testsOf(expression.part)
  return expression.parts.flatMap(testsOf)
}

/** Names of the fields that an expression looks at. */
export function fieldsOf(expression: Expression): Set<string> {
  const names = testsOf(expression).flatMap(({ field, matcher }) => [
    ...(field === null ? [] : [field]),
    ...(matcher.type === 'reference' ? [matcher.field] : []),
  ])
  return new Set(names)
}
