import { expect, test } from 'vitest'

import { aProcessCreate } from '../../builders.ts'
import { aRule, matches, rulesOf } from '../sigma-harness.ts'

const known = aProcessCreate({ commandLine: 'alpha beta', executable: 'C:\\x.exe' })

/** Searches a and b hold, c and d do not. */
const searches = `a: {CommandLine|contains: alpha}
b: {CommandLine|contains: beta}
c: {CommandLine|contains: gamma}
sel_1: {CommandLine|contains: alpha}
sel_2: {CommandLine|contains: gamma}
_hidden: {CommandLine|contains: gamma}`

test.each([
  ['a', true],
  ['a and b', true],
  ['a and c', false],
  ['a or c', true],
  ['not c', true],
  ['not a', false],
  ['not not a', true],
  ['a and not c', true],
  ['c and b or a', true],
  ['c and (b or a)', false],
  ['not (a and c)', true],
  ['not a and c or b', true],
  ['NOT c AND (a OR c)', true],
  ['1 of sel_*', true],
  ['any of sel_*', true],
  ['all of sel_*', false],
  ['not all of sel_*', true],
  ['1 of them', true],
  ['all of them', false],
  ['a and not 1 of _*', true],
  ['1 of *_2', false],
  ['[c, a]', true],
])('condition %s', (condition, expected) => {
  expect(matches(aRule(`${searches}\ncondition: ${condition}`), known)).toBe(expected)
})

test('them leaves out searches whose name begins with an underscore', () => {
  expect(matches(aRule('a: {CommandLine|contains: alpha}\n_b: {CommandLine: x}\ncondition: all of them'), known)).toBe(true)
})

test.each([
  ['condition: a and', /a search is missing before its end/],
  ['condition: a b', /b is not expected/],
  ['condition: (a', /parenthesis is not closed/],
  ['condition: a and nobody', /names nobody, which is none of its searches/],
  ['condition: 1 of nobody_*', /asks for 1 of nobody_\*/],
  ['condition: 2 of a*', /2 of is not in the specification/],
  ['condition: a | count() > 5', /write a correlation rule/],
  ['condition: a\ntimeframe: 5m', /write a correlation rule/],
  [`condition: ${'('.repeat(200)}a${')'.repeat(200)}`, /nests deeper/],
  ['x: 1', /no condition/],
  ['condition: {x: y}', /condition is no text/],
  ['empty: []\ncondition: a', /search empty is empty/],
  ['empty:\ncondition: a', /search empty is empty/],
])('refuses %s', (more, reason) => {
  expect(rulesOf(aRule(`a: {CommandLine: x}\n${more}`)).refused[0]?.reason).toMatch(reason)
})

const whole = aRule('a: {CommandLine: x}\ncondition: a')

test.each([
  ['text', /no rule: a rule is a map/],
  ['- a\n- b', /no rule/],
  ['title: x', /no logsource/],
  ['logsource: {category: process_creation}', /no title/],
  ['title: x\nlogsource: {category: process_creation}', /no detection/],
  ['title: x\nlogsource: {}\ndetection: {a: {b: c}, condition: a}', /neither product, category nor service/],
  [whole.replace('title', 'level: urgent\ntitle'), /level urgent is none of/],
  [whole.replace('title', 'status: deprecated\ntitle'), /its author calls it deprecated/],
  [whole.replace('title', 'id: "../x"\ntitle'), /id \.\.\/x is not made of/],
  [whole.replace('title', 'id: HD-08\ntitle'), /that of a built-in rule/],
  ['title: [unclosed', /no YAML/],
  ['title: a\ntitle: b', /no YAML/],
  [
    'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c]',
    /no YAML/,
  ],
  [`title: ${'x'.repeat(1024 * 1024)}`, /longer than/],
])('a malformed document is refused and stops no other: %#', (text, reason) => {
  const { loaded, refused } = rulesOf(text.length > 10_000 ? text : `${whole}---\n${text}\n`)

  expect(refused.map((rule) => rule.reason)).toEqual([expect.stringMatching(reason)])
  expect(loaded).toHaveLength(text.length > 10_000 ? 0 : 1)
})

test('two rules with one id: the first keeps it, the other is refused', () => {
  const rule = whole.replace('title', 'id: 11111111-1111-4111-8111-111111111111\ntitle')
  const { loaded, refused } = rulesOf(`${rule}---\n${rule}`)

  expect(loaded).toHaveLength(1)
  expect(refused[0]?.reason).toMatch(/is that of a rule in rules.yml/)
})

test('what a document with action global says holds for those behind it', () => {
  const text = `action: global\ntitle: Shared\nlevel: high\ndetection: {condition: a}\n---
logsource: {category: process_creation}\ndetection: {a: {CommandLine: x}}\n---
title: Other\nlogsource: {category: file_event}\ndetection: {a: {TargetFilename: y}}\n`
  const { loaded, refused } = rulesOf(text)

  expect(refused).toEqual([])
  expect(loaded.map(({ rule }) => [rule.title, rule.severity])).toEqual([
    ['Shared', 'high'],
    ['Other', 'high'],
  ])
})

test('a filter narrows the rules that it names', () => {
  const rule = whole.replace('title', 'id: 11111111-1111-4111-8111-111111111111\ntitle').replace('x}', 'x, User: bob}')
  const filter = `title: No admins\nlogsource: {category: process_creation}
filter: {rules: [11111111-1111-4111-8111-111111111111], s: {Image|endswith: good.exe}, condition: not s}`
  const { loaded, refused, ruleSet } = rulesOf(`${rule}---\n${filter}`)

  expect([loaded.length, refused]).toEqual([1, []])
  const event = (executable: string): ReturnType<typeof aProcessCreate> =>
    aProcessCreate({ commandLine: 'x', userName: 'bob', executable, parentExecutable: 'p' })
  expect([ruleSet.concerns(event('C:\\good.exe')), ruleSet.concerns(event('C:\\other.exe'))]).toEqual([false, true])
})

test('a rule without an id has the same one in every run', () => {
  const ids = [rulesOf(whole), rulesOf(whole)].map(({ loaded }) => loaded[0]?.rule.id)
  expect(ids[0]).toMatch(/^sigma-[\w-]{22}$/)
  expect(ids[1]).toBe(ids[0])
})
