import type { Matcher } from '../language/expression.ts'
import { fold } from '../language/fold.ts'
import { meansUnknown } from './match-value.ts'
import { literalOf } from '../language/pattern.ts'

/** A text that has to be found in a slot, folded: as its whole value, or inside of it. */
export interface Anchor {
  readonly slot: number
  readonly text: string
  readonly isWhole: boolean
}

/** An expression whose tests are known by number. */
export type Plan =
  | { readonly type: 'and' | 'or'; readonly parts: readonly Plan[] }
  | { readonly type: 'not'; readonly part: Plan }
  | {
      readonly type: 'test'
      readonly test: number
      readonly anchor: Anchor | null
      /** What of its values the tree may know when the event does not say it. */
      readonly treeSlots: readonly number[]
    }

/** Shorter texts are found everywhere. */
const minAnchorLength = 4

/** What a value has to hold if the test is to pass; null when that cannot be said in one text. */
export function anchorOf(matcher: Matcher, slot: number): Anchor | null {
  if (matcher.type !== 'text' || meansUnknown(matcher)) return null
  const whole = literalOf(matcher.pattern)
  if (whole !== undefined) return { slot, text: fold(whole), isWhole: true }
  const literals = matcher.pattern.filter((part) => typeof part === 'string').map(fold)
  const longest = literals.toSorted((left, right) => right.length - left.length)[0] ?? ''
  return longest.length < minAnchorLength ? null : { slot, text: longest, isWhole: false }
}

/**
 * Anchors of which at least one is found wherever the plan holds; null when there are none. Of an `and` those that are found
 * least often count: `costOf` says how often one is, roughly.
 */
export function anchorsOf(plan: Plan, costOf: (anchor: Anchor) => number): readonly Anchor[] | null {
  if (plan.type === 'not') return null
  if (plan.type === 'test') return plan.anchor === null ? null : [plan.anchor]
  const parts = plan.parts.map((part) => anchorsOf(part, costOf))
  if (plan.type === 'or') return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? [])
  const known = parts.filter((part) => part !== null)
  const cost = (anchors: readonly Anchor[]): number => anchors.reduce((sum, anchor) => sum + costOf(anchor), 0)
  return known.toSorted((left, right) => cost(left) - cost(right))[0] ?? null
}

export function anchorsIn(plan: Plan): readonly Anchor[] {
  if (plan.type === 'test') return plan.anchor === null ? [] : [plan.anchor]
  return plan.type === 'not' ? anchorsIn(plan.part) : plan.parts.flatMap(anchorsIn)
}
