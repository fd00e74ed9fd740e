import type { Event } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { EventView, noSurroundings } from '../../../src/sigma/events/event-view.ts'
import { type Expression, type Matcher, fieldsOf } from '../../../src/sigma/language/expression.ts'
import { anywhere, atEnd, atStart, parsePattern } from '../../../src/sigma/language/pattern.ts'
import type { SigmaRule } from '../../../src/sigma/language/rule.ts'
import { type BoundRule, bindRule } from '../../../src/sigma/match/bind-rule.ts'
import { CompiledRules } from '../../../src/sigma/match/compiled-rules.ts'
import { matchOneByOne } from '../../../src/sigma/match/one-by-one.ts'
import { aHandleCreate, aProcessCreate, aTree, at } from '../../builders.ts'

/** Few letters, so that texts meet; with what folding and wildcards stumble over. */
const letters = fc.constantFrom('a', 'b', 'B', 'c', 'd', '\\', '.', ' ', 'Σ', 'σ', 'ς', 'İ', 'é', '😀', '\n', '-')
const text = fc.string({ unit: letters, maxLength: 12 })
const pattern = fc
  .string({ unit: fc.oneof({ weight: 6, arbitrary: letters }, { weight: 1, arbitrary: fc.constantFrom('*', '?') }), maxLength: 9 })
  .map(parsePattern)
const textMatcher = fc
  .record({
    pattern,
    place: fc.constantFrom(anywhere, atStart, atEnd, (whole: ReturnType<typeof parsePattern>) => whole),
    isCased: fc.boolean(),
  })
  .map(({ pattern: inner, place, isCased }): Matcher => ({ type: 'text', pattern: place(inner), isCased }))

const matcher: fc.Arbitrary<Matcher> = fc.oneof(
  { weight: 8, arbitrary: textMatcher },
  fc.constantFrom<Matcher>(
    { type: 'null' },
    { type: 'exists', isThere: true },
    { type: 'exists', isThere: false },
    { type: 'regex', source: 'a+b|\\.c', flags: 'i' },
    { type: 'number', comparison: 'gte', value: 3 },
    { type: 'cidr', network: '10.0.0.0/8' },
    { type: 'text', pattern: [], isCased: false },
    { type: 'text', pattern: ['-'], isCased: false },
    { type: 'reference', field: 'ParentCommandLine', place: 'contains', isCased: false },
    { type: 'reference', field: 'User', place: 'endswith', isCased: true },
  ),
)

const field = fc.constantFrom('CommandLine', 'ParentCommandLine', 'User', 'Company')
const keyword = textMatcher.filter((one) => one.type === 'text').map((one): Matcher => ({ ...one, pattern: anywhere(one.pattern) }))

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ type: fc.constant('test' as const), field, matcher }),
    fc.record({ type: fc.constant('test' as const), field: fc.constant(null), matcher: keyword }),
    fc.record({ type: fc.constantFrom('and' as const, 'or' as const), parts: fc.array(tie('expression'), { maxLength: 4 }) }),
    fc.record({ type: fc.constant('not' as const), part: tie('expression') }),
  ),
}))

function aRule(asked: Expression, index: number): BoundRule {
  const isAccess = index % 5 === 4 && fieldsOf(asked).size === 0
  const rule: SigmaRule = {
    type: 'rule',
    id: `rule-${index}`,
    title: 'x',
    name: null,
    description: null,
    severity: 'low',
    tags: [],
    falsePositives: [],
    references: [],
    shownFields: [],
    path: 'x.yml',
    logSource: { product: 'windows', category: isAccess ? 'process_access' : 'process_creation', service: null },
    expression: asked,
  }
  return bindRule(rule)
}

const value = fc.option(fc.oneof({ weight: 5, arbitrary: text }, fc.constantFrom('10.1.2.3', '7', '', '-')))
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .record({
        commandLine: value,
        parentCommandLine: value,
        userName: value,
        company: value,
        sourceRecord: fc.option(fc.constant('Sysmon/1#1')),
      })
      .map(aProcessCreate),
  },
  fc.record({ objectExecutable: value, executable: value }).map(aHandleCreate),
)

test('compiled rules find exactly what rules looked at one by one find', () => {
  fc.assert(
    fc.property(fc.array(expression, { maxLength: 30 }), fc.array(event, { maxLength: 20 }), (expressions, events) => {
      const rules = expressions.map(aRule)
      const compiled = new CompiledRules(rules)
      for (const one of events) {
        const view = new EventView(one, noSurroundings)
        expect(compiled.match(view)).toEqual(matchOneByOne(rules, view))
      }
    }),
    { numRuns: 300 },
  )
})

test('of a thousand rules with texts of their own, each finds its event', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `tool-${index + 1000}x`)
  const rules = names.map((name, index) =>
    aRule({ type: 'test', field: 'CommandLine', matcher: { type: 'text', pattern: anywhere([name]), isCased: false } }, index),
  )
  const compiled = new CompiledRules(rules)

  for (const [index, name] of names.entries()) {
    const view = new EventView(aProcessCreate({ commandLine: `"C:\\${name.toUpperCase()}" -run` }), noSurroundings)
    expect(compiled.match(view)).toEqual([index])
  }
})

test('an event waits when the tree may say what it does not, and only then', () => {
  const asked: Expression = { type: 'test', field: 'ParentImage', matcher: { type: 'text', pattern: atEnd(['x.exe']), isCased: false } }
  const compiled = new CompiledRules([aRule(asked, 0)])

  expect(compiled.mayMatch(aProcessCreate({ parentExecutable: null }))).toBe(true)
  expect(compiled.mayMatch(aProcessCreate({ parentExecutable: 'C:\\x.exe' }))).toBe(true)
  expect(compiled.mayMatch(aProcessCreate({ parentExecutable: 'C:\\y.exe' }))).toBe(false)
  expect(compiled.mayMatch(aHandleCreate())).toBe(false)
})

test('an event that does not say its parent waits only where its other values leave a rule open', () => {
  const ends = (name: string, end: string): Expression => ({
    type: 'test',
    field: name,
    matcher: { type: 'text', pattern: atEnd([end]), isCased: false },
  })
  const parent: Expression = { type: 'and', parts: [ends('ParentImage', 'word.exe'), ends('Image', 'cmd.exe')] }
  const filtered: Expression = { type: 'and', parts: [ends('Image', 'wmic.exe'), { type: 'not', part: ends('ParentImage', 'good.exe') }] }
  const compiled = new CompiledRules([parent, filtered].map(aRule))
  const waits = (executable: string): boolean => compiled.mayMatch(aProcessCreate({ executable, parentExecutable: null }))

  expect([waits('C:\\cmd.exe'), waits('C:\\wmic.exe'), waits('C:\\other.exe')]).toEqual([true, true, false])
})

test('every event that matches with what the tree says has waited for it', () => {
  const asked = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3 },
      fc.record({ type: fc.constant('test' as const), field: fc.constantFrom('ParentImage', 'ParentCommandLine', 'CommandLine'), matcher }),
      fc.record({ type: fc.constantFrom('and' as const, 'or' as const), parts: fc.array(tie('expression'), { maxLength: 3 }) }),
      fc.record({ type: fc.constant('not' as const), part: tie('expression') }),
    ),
  })).expression
  const matcherless = fc.record({ own: value, parentPath: text, parentLine: value, isSaid: fc.boolean() })
  fc.assert(
    fc.property(fc.array(asked, { minLength: 1, maxLength: 4 }), matcherless, (expressions, { own, parentPath, parentLine, isSaid }) => {
      const parent = aProcessCreate({ processId: 50, executable: `C:\\${parentPath}`, commandLine: parentLine })
      const child = aProcessCreate({
        processId: 100,
        timeUs: at(1),
        commandLine: own,
        parentProcessId: 50,
        parentCommandLine: isSaid ? parentLine : null,
      })
      const tree = aTree([parent, child])
      const view = new EventView(child, { hostName: null, tree, actor: tree.actor(child) ?? null, object: null })
      const compiled = new CompiledRules(expressions.map((one) => aRule(one, 0)))

      expect(compiled.match(view).length === 0 || compiled.mayMatch(child)).toBe(true)
    }),
    { numRuns: 300 },
  )
})
