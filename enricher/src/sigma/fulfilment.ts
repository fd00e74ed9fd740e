import type { CorrelationRule, CountBound } from './language/rule.ts'

interface Match {
  readonly rule: string
  readonly value: string
}

const comparisons: Readonly<Record<CountBound['comparison'], (found: number, count: number) => boolean>> = {
  lt: (found, count) => found < count,
  lte: (found, count) => found <= count,
  gt: (found, count) => found > count,
  gte: (found, count) => found >= count,
  eq: (found, count) => found === count,
  neq: (found, count) => found !== count,
}

/** Whether the matches of one group within the timespan, oldest first, are what a correlation waits for. */
export function isFulfilled({ correlation, bounds }: CorrelationRule, members: readonly string[], items: readonly Match[]): boolean {
  if (correlation === 'event_count') return isWithin(bounds, items.length)
  if (correlation === 'value_count') return isWithin(bounds, new Set(items.map(({ value }) => value)).size)
  if (correlation === 'temporal') return members.every((member) => items.some(({ rule }) => rule === member))
  return isInOrder(members, items)
}

function isWithin(bounds: readonly CountBound[], found: number): boolean {
  return bounds.every(({ comparison, count }) => comparisons[comparison](found, count))
}

/** Others may stand between them. */
function isInOrder(members: readonly string[], items: readonly Match[]): boolean {
  let next = 0
  for (const { rule } of items) if (rule === members[next]) next += 1
  return next === members.length
}
