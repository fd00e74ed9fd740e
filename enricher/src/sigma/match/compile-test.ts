import type { Matcher } from '../language/expression.ts'
import { fold } from '../language/fold.ts'
import { matchesPattern } from '../language/match-pattern.ts'
import { compares, comparesTime, meansUnknown, networkOf, refersTo } from './match-value.ts'
import type { Pattern } from '../language/pattern.ts'
import { compileRegex } from '../language/regex.ts'
import { type MatchState, type ValueTest, textBoundary } from './match-state.ts'

type TextTest = (text: string) => boolean

/** A test of one text, and whether it wants to see the text folded. */
interface Reading {
  readonly isFolded: boolean
  readonly test: TextTest
}

/** A test as a function of the state. `slot` is where its value is found, `otherSlot` that of the field it refers to. */
export function compileTest(matcher: Matcher, slot: number, otherSlot: number): ValueTest {
  if (matcher.type === 'null') return (state) => state.value(slot) === null
  if (matcher.type === 'exists') return (state) => (state.value(slot) !== null) === matcher.isThere
  if (matcher.type === 'reference') return referenceTest(matcher, slot, otherSlot)
  const { isFolded, test } = readingOf(matcher)
  const whenUnknown: (state: MatchState) => boolean = meansUnknown(matcher) ? (state) => state.isFromLog : () => false
  return (state) => {
    const text = isFolded ? state.folded(slot) : state.value(slot)
    return text === null ? whenUnknown(state) : test(text)
  }
}

/** A keyword passes when one of the texts does; they lie in one slot, apart. */
export function compileKeyword(matcher: Matcher, slot: number): ValueTest {
  const { isFolded, test } = readingOf(matcher)
  return (state) => (isFolded ? state.folded(slot) : state.value(slot))?.split(textBoundary).some(test) === true
}

function readingOf(matcher: Matcher): Reading {
  if (matcher.type !== 'text' || matcher.isCased) return { isFolded: false, test: plainTest(matcher) }
  return { isFolded: true, test: textTest(matcher.pattern.map((part) => (typeof part === 'string' ? fold(part) : part))) }
}

function referenceTest({ place, isCased }: Extract<Matcher, { type: 'reference' }>, slot: number, otherSlot: number): ValueTest {
  return (state) => {
    const [text, other] = [state.value(slot), state.value(otherSlot)]
    return text !== null && other !== null && refersTo(text, other, place, isCased)
  }
}

/** The matchers that look at one text as it is. */
function plainTest(matcher: Matcher): TextTest {
  if (matcher.type === 'text') return textTest(matcher.pattern)
  if (matcher.type === 'cidr') return networkOf(matcher.network)
  if (matcher.type === 'number') return (text) => compares(text, matcher.comparison, matcher.value)
  if (matcher.type === 'time') return (text) => comparesTime(text, matcher.part, matcher.comparison, matcher.value)
  if (matcher.type !== 'regex') return () => false
  const regex = compileRegex(matcher.source, matcher.flags)
  return (text) => regex.test(text)
}

/** The usual forms have a function of the language each, which is many times faster than a walk over the pattern. */
function textTest(pattern: Pattern): TextTest {
  const [first, second] = pattern
  const form = pattern.map((part) => (typeof part === 'string' ? 'a' : part.wildcard)).join('')
  if (form === '') return (text) => text === ''
  if (form === '*') return () => true
  if (form === 'a') return (text) => text === first
  if (form === 'a*' && typeof first === 'string') return (text) => text.startsWith(first)
  if (form === '*a' && typeof second === 'string') return (text) => text.endsWith(second)
  if (form === '*a*' && typeof second === 'string') return (text) => text.includes(second)
  return (text) => matchesPattern(pattern, text)
}
