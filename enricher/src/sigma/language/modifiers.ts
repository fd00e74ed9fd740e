import { isIP } from 'node:net'

import {
  type Comparison,
  type Expression,
  type Matcher,
  type ReferencePlace,
  type TimePart,
  all,
  any,
  comparisons,
  timeParts,
} from './expression.ts'
import { base64AtOffsets, bytesOf, type Encoding, encodingOfModifier, withEveryDash } from './encode-values.ts'
import { type Pattern, anywhere, atEnd, atStart, literalOf, parsePattern } from './pattern.ts'
import { checkRegex } from './regex.ts'
import { RuleProblem } from './rule-problem.ts'

/** Values by the name of a placeholder, for modifier expand. */
export type Placeholders = Readonly<Record<string, readonly string[]>>

/** A value of a rule, as YAML gives it. */
export type RuleValue = string | number | boolean | null

const regexFlags = ['i', 'm', 's'] as const
const places = ['contains', 'startswith', 'endswith'] as const

const ownWords = ['all', 'neq', 'cased', 're', 'cidr', 'exists', 'fieldref', 'expand', 'windash', 'base64', 'base64offset'] as const

/** Every modifier of the specification, version 2. */
const knownModifiers: ReadonlySet<string> = new Set<string>([
  ...ownWords,
  ...places,
  ...regexFlags,
  ...comparisons,
  ...timeParts,
  ...encodingOfModifier.keys(),
])

interface Key {
  readonly field: string | null
  readonly modifiers: readonly string[]
  readonly placeholders: Placeholders
}

/** What one key of a detection asks for: `CommandLine|contains|all: [a, b]`. The empty name stands for keywords. */
export function readTest(name: string, values: readonly RuleValue[], placeholders: Placeholders): Expression {
  const [field = '', ...modifiers] = name.split('|')
  const unknown = modifiers.find((modifier) => !knownModifiers.has(modifier))
  if (unknown !== undefined) throw new RuleProblem(`${name}: the specification has no modifier ${unknown}`)
  const key: Key = { field: field === '' ? null : field, modifiers, placeholders }
  const tests = values.map((value) => inContext(name, () => testOfValue(key, value)))
  const linked = modifiers.includes('all') ? all(tests) : any(tests)
  return modifiers.includes('neq') ? { type: 'not', part: linked } : linked
}

function inContext(name: string, read: () => Expression): Expression {
  try {
    return read()
  } catch (error) {
    if (error instanceof RuleProblem) throw new RuleProblem(`${name}: ${error.message}`)
    throw error
  }
}

function testOfValue(key: Key, value: RuleValue): Expression {
  const special = specialMatcher(key, value)
  if (special !== undefined) return test(key, special)
  if (value === null) return test(key, { type: 'null' })
  return any(textsOf(key, String(value)).map((pattern) => test(key, { type: 'text', pattern, isCased: key.modifiers.includes('cased') })))
}

function test({ field }: Key, matcher: Matcher): Expression {
  return { type: 'test', field, matcher }
}

/** Matchers that do not compare with a text; undefined for all others. */
function specialMatcher({ modifiers }: Key, value: RuleValue): Matcher | undefined {
  if (modifiers.includes('re')) return regexMatcher(modifiers, value)
  if (modifiers.includes('cidr')) return cidrMatcher(value)
  if (modifiers.includes('exists')) return { type: 'exists', isThere: booleanOf(value) }
  if (modifiers.includes('fieldref')) return referenceMatcher(modifiers, value)
  const comparison: Comparison | undefined = comparisons.find((candidate) => modifiers.includes(candidate))
  const part: TimePart | undefined = timeParts.find((candidate) => modifiers.includes(candidate))
  if (part !== undefined) return { type: 'time', part, comparison: comparison ?? 'eq', value: numberOf(value) }
  return comparison === undefined ? undefined : { type: 'number', comparison, value: numberOf(value) }
}

function regexMatcher(modifiers: readonly string[], value: RuleValue): Matcher {
  const source = textOf(value, 're')
  const flags = regexFlags.filter((flag) => modifiers.includes(flag)).join('')
  checkRegex(source, flags)
  return { type: 'regex', source, flags }
}

function cidrMatcher(value: RuleValue): Matcher {
  const network = textOf(value, 'cidr')
  const [address = '', prefix = ''] = network.split('/')
  const version = isIP(address)
  const isPrefix = /^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 6 ? 128 : 32)
  if (version === 0 || !isPrefix) throw new RuleProblem(`${network} is no network: write it as 10.0.0.0/8 or fe80::/10`)
  return { type: 'cidr', network }
}

function referenceMatcher(modifiers: readonly string[], value: RuleValue): Matcher {
  const place: ReferencePlace = places.find((candidate) => modifiers.includes(candidate)) ?? 'equals'
  return { type: 'reference', field: textOf(value, 'fieldref'), place, isCased: modifiers.includes('cased') }
}

/** Every text that a value stands for, after its modifiers in their order. */
function textsOf({ field, modifiers, placeholders }: Key, value: string): Pattern[] {
  let patterns = modifiers.includes('expand') ? expanded(value, placeholders).map(parsePattern) : [parsePattern(value)]
  let encoding: Encoding = 'utf8'
  for (const modifier of modifiers) {
    const before = encoding
    encoding = encodingOfModifier.get(modifier) ?? encoding
    patterns = patterns.flatMap((pattern) => applied(pattern, modifier, before))
  }
  const isEncoded = modifiers.some((modifier) => modifier.startsWith('base64'))
  if (encoding !== 'utf8' && !isEncoded) patterns = patterns.map((pattern) => asCharacters(pattern, encoding))
  // A keyword may stand anywhere in a value.
  return field === null ? patterns.map(anywhere) : patterns
}

function applied(pattern: Pattern, modifier: string, encoding: Encoding): Pattern[] {
  if (modifier === 'contains') return [anywhere(pattern)]
  if (modifier === 'startswith') return [atStart(pattern)]
  if (modifier === 'endswith') return [atEnd(pattern)]
  if (modifier === 'windash') return withEveryDash(pattern)
  if (modifier === 'base64') return [[bytesOf(pattern, encoding, modifier).toString('base64')]]
  if (modifier === 'base64offset') return base64AtOffsets(bytesOf(pattern, encoding, modifier)).map((text) => [text])
  return [pattern]
}

/** Text in a wide encoding that is read byte by byte. */
function asCharacters(pattern: Pattern, encoding: Encoding): Pattern {
  return pattern.map((part) => (typeof part === 'string' ? bytesOf([part], encoding, encoding).toString('latin1') : part))
}

function expanded(value: string, placeholders: Placeholders): string[] {
  const name = /%(\w+)%/.exec(value)?.[1]
  if (name === undefined) return [value]
  const values = placeholders[name]
  if (values === undefined) {
    throw new RuleProblem(`placeholder %${name}% has no values: give them in enricher.rules.placeholders`)
  }
  return values.flatMap((text) =>
    expanded(
      value.replace(`%${name}%`, () => text.replaceAll('%', '')),
      placeholders,
    ),
  )
}

function textOf(value: RuleValue, modifier: string): string {
  if (value === null) throw new RuleProblem(`modifier ${modifier} needs a text, not null`)
  return String(value)
}

function numberOf(value: RuleValue): number {
  const number = typeof value === 'boolean' || value === null || value === '' ? NaN : Number(value)
  if (Number.isFinite(number)) return number
  throw new RuleProblem(`${String(value)} is no number`)
}

function booleanOf(value: RuleValue): boolean {
  if (typeof value === 'boolean') return value
  const word = String(value).toLowerCase()
  if (word === 'true' || word === 'yes') return true
  if (word === 'false' || word === 'no') return false
  throw new RuleProblem(`${String(value)} is neither true nor false`)
}

/** The plain text that a matcher compares the whole value with; undefined when it does anything else. */
export function wholeTextOf(matcher: Matcher): string | undefined {
  return matcher.type === 'text' ? literalOf(matcher.pattern) : undefined
}
