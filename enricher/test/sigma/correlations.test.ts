import { type Event, newEvent } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import type { FoundBy } from '../../src/detect/detector.ts'
import { aProcessCreate, at } from '../builders.ts'
import { aRule, found, rulesOf } from './sigma-harness.ts'

const start = aRule(`s: {Image|endswith: run.exe}\ncondition: s`, 'category: process_creation', 'name: start\n')
const failure = aRule(`s: {EventID: 4625}\ncondition: s`, 'service: security', 'name: failure\n')
const success = aRule(`s: {EventID: 4624}\ncondition: s`, 'service: security', 'name: success\n')

function aCorrelation(correlation: string, more = 'title: Together\nlevel: high\n'): string {
  const indented = correlation
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
  return `---\n${more}correlation:\n${indented}\n`
}

function aFailure(seconds: number, user: string, address = '10.0.0.1'): Event {
  return { ...newEvent.logon_failure(), timeUs: at(seconds), targetUserName: user, sourceAddress: address, sourceRecord: 'Security/4625#1' }
}

function aSuccess(seconds: number, user: string): Event {
  return { ...newEvent.logon(), timeUs: at(seconds), targetUserName: user, sourceRecord: 'Security/4624#1' }
}

/** Times of the findings, in seconds, with the group. */
function times(text: string, events: readonly Event[]): [number, string][] {
  return found(text, events).map(({ timeUs, finding }: FoundBy) => [Math.round((timeUs - at(0)) / 1e6), finding.objectKey])
}

describe('event_count', () => {
  const rule = failure + aCorrelation('type: event_count\nrules: [failure]\ngroup-by: [TargetUserName]\ntimespan: 10s\ncondition: {gte: 3}')

  test('finds as many matches of a group within the timespan, and every one more', () => {
    expect(
      times(
        rule,
        [0, 5, 10, 12].map((seconds) => aFailure(seconds, 'bob')),
      ),
    ).toEqual([
      [10, '["bob"]'],
      [12, '["bob"]'],
    ])
  })

  test('counts no other group and nothing older', () => {
    expect(times(rule, [aFailure(0, 'bob'), aFailure(1, 'eve'), aFailure(2, 'bob'), aFailure(12, 'bob')])).toEqual([])
  })

  test('matches without a value to group by are a group of their own', () => {
    const events = [0, 1, 2, 3].map((seconds) => ({ ...newEvent.logon_failure(), timeUs: at(seconds), sourceRecord: 'Security/4625#1' }))
    expect(times(rule, events).slice(0, 1)).toEqual([[2, '["-"]']])
  })

  test('its rules raise nothing of their own, unless it says generate', () => {
    const all = found(
      rule.replace('condition: {', 'generate: true\n  condition: {'),
      [0, 1, 2].map((seconds) => aFailure(seconds, 'bob')),
    )
    expect(all.map(({ rule: { name } }) => name)).toEqual(['A test', 'A test', 'A test', 'Together'])
    expect(found(rule, [aFailure(0, 'bob')])).toEqual([])
  })

  test('several bounds hold together', () => {
    const bounded = rule.replace('{gte: 3}', '{gte: 2, lt: 4}')
    expect(
      times(
        bounded,
        [0, 1, 2, 3].map((seconds) => aFailure(seconds, 'bob')),
      ).map(([seconds]) => seconds),
    ).toEqual([1, 2])
  })

  test.each([
    ['{eq: 2}', [1]],
    ['{gt: 2}', [2, 3]],
    ['{lte: 2}', [0, 1]],
    ['{neq: 2}', [0, 2, 3]],
  ])('condition %s', (condition, expected) => {
    const bounded = rule.replace('{gte: 3}', condition)
    expect(
      times(
        bounded,
        [0, 1, 2, 3].map((seconds) => aFailure(seconds, 'bob')),
      ).map(([seconds]) => seconds),
    ).toEqual(expected)
  })

  test('names the process that all of it is about, and none when there are several', () => {
    const counting = start + aCorrelation('type: event_count\nrules: [start]\ntimespan: 1m\ncondition: {gte: 2}')
    const run = (seconds: number, processId: number): Event => aProcessCreate({ processId, timeUs: at(seconds), executable: 'C:\\run.exe' })
    expect(found(counting, [run(0, 1), run(1, 2)])[0]?.finding.actor).toBeNull()
    const again = { ...run(0, 1), sourceRecord: 'Security/4688#1', processStartUs: null }
    expect(found(counting, [run(0, 1), again])[0]?.finding.actor?.processId).toBe(1)
  })
})

describe('value_count', () => {
  const rule =
    failure +
    aCorrelation('type: value_count\nrules: [failure]\ngroup-by: [IpAddress]\ntimespan: 1m\ncondition: {gte: 3, field: TargetUserName}')

  test('counts different values', () => {
    const events = ['a', 'b', 'b', 'a', 'c'].map((user, index) => aFailure(index, user))
    expect(times(rule, events)).toEqual([[4, '["10.0.0.1"]']])
  })

  test('counts by group', () => {
    expect(
      times(
        rule,
        ['a', 'b', 'c'].map((user, index) => aFailure(index, user, `10.0.0.${index}`)),
      ),
    ).toEqual([])
  })
})

describe('temporal', () => {
  const rule =
    failure + '---\n' + success + aCorrelation('type: temporal\nrules: [success, failure]\ngroup-by: [TargetUserName]\ntimespan: 10s')

  test('asks for each of its rules within the timespan, in any order', () => {
    expect(times(rule, [aFailure(0, 'bob'), aSuccess(5, 'bob')])).toEqual([[5, '["bob"]']])
    expect(times(rule, [aSuccess(0, 'bob'), aFailure(5, 'bob')])).toEqual([[5, '["bob"]']])
  })

  test('not of different groups, and not too far apart', () => {
    expect(times(rule, [aFailure(0, 'bob'), aSuccess(5, 'eve'), aSuccess(11, 'bob')])).toEqual([])
  })
})

describe('temporal_ordered', () => {
  const rule =
    failure +
    '---\n' +
    success +
    aCorrelation('type: temporal_ordered\nrules: [failure, success]\ngroup-by: [TargetUserName]\ntimespan: 10s')

  test('asks for its rules in their order', () => {
    expect(times(rule, [aFailure(0, 'bob'), aSuccess(5, 'bob')])).toEqual([[5, '["bob"]']])
    expect(times(rule, [aSuccess(0, 'bob'), aFailure(5, 'bob')])).toEqual([])
  })

  test('order is that of the events, not that of their arrival', () => {
    expect(times(rule, [aSuccess(5, 'bob'), aFailure(0, 'bob')])).toEqual([[5, '["bob"]']])
  })
})

test('an alias says what a field is called in each rule', () => {
  const aliased = aCorrelation(
    'type: temporal\nrules: [start, failure]\ngroup-by: [account]\ntimespan: 1m\naliases: {account: {start: User, failure: TargetUserName}}',
  )
  const events = [aProcessCreate({ executable: 'C:\\run.exe', userName: 'bob' }), aFailure(1, 'bob'), aFailure(2, 'eve')]

  expect(times(`${start}---\n${failure}${aliased}`, events)).toEqual([[1, '["bob"]']])
})

test('a correlation may wait for another one', () => {
  const counted = aCorrelation(
    'type: event_count\nrules: [failure]\ngroup-by: [TargetUserName]\ntimespan: 10s\ncondition: {gte: 2}',
    'title: Many\nname: many\n',
  )
  const then = aCorrelation('type: temporal_ordered\nrules: [many, success]\ngroup-by: [TargetUserName]\ntimespan: 1m', 'title: Then in\n')

  expect(times(`${failure}---\n${success}${then}${counted}`, [aFailure(0, 'bob'), aFailure(1, 'bob'), aSuccess(20, 'bob')])).toEqual([
    [20, '["bob"]'],
  ])
})

test.each([
  ['type: sometimes\nrules: [failure]\ntimespan: 1m', /correlation type sometimes is not one of/],
  ['type: event_count\ntimespan: 1m\ncondition: {gte: 1}', /names no rules/],
  ['type: event_count\nrules: [failure]\ncondition: {gte: 1}', /timespan nothing is none/],
  ['type: event_count\nrules: [failure]\ntimespan: 1y\ncondition: {gte: 1}', /timespan 1y is none/],
  ['type: event_count\nrules: [failure]\ntimespan: 99d\ncondition: {gte: 1}', /longer than 30 days/],
  ['type: event_count\nrules: [failure]\ntimespan: 1m', /needs a condition/],
  ['type: event_count\nrules: [failure]\ntimespan: 1m\ncondition: {gte: 1001}', /more than a window holds/],
  ['type: event_count\nrules: [failure]\ntimespan: 1m\ncondition: {over: 1}', /has none of/],
  ['type: value_count\nrules: [failure]\ntimespan: 1m\ncondition: {gte: 1}', /needs a field/],
  ['type: temporal\nrules: [failure, nobody]\ntimespan: 1m', /needs rule nobody, which cannot be used or is not here/],
  ['type: temporal\nrules: [failure]\ntimespan: 1m\ncondition: failure', /condition of correlation type temporal is not supported/],
  [
    'type: event_count\nrules: [failure]\ngroup-by: [Nonsense]\ntimespan: 1m\ncondition: {gte: 1}',
    /Nonsense, by which it groups or counts, is not known of A test/,
  ],
])('refuses %j', (correlation, reason) => {
  const { refused, loaded } = rulesOf(failure + aCorrelation(correlation))
  expect(refused.map((rule) => rule.reason)).toEqual([expect.stringMatching(reason)])
  expect(loaded).toHaveLength(1)
})

test('correlations that wait for each other are refused, not waited for', () => {
  const one = aCorrelation('type: temporal\nrules: [two]\ntimespan: 1m', 'title: One\nname: one\n')
  const two = aCorrelation('type: temporal\nrules: [one]\ntimespan: 1m', 'title: Two\nname: two\n')
  expect(rulesOf(one + two).refused).toHaveLength(2)
})
