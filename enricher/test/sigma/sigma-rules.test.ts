import { newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { compileRegex } from '../../src/sigma/language/regex.ts'
import { aHandleCreate, aProcessCreate, at } from '../builders.ts'
import { aRule, aSearch, found, rulesOf } from './sigma-harness.ts'

const lsassRule = `title: Read of lsass
id: 11111111-1111-4111-8111-111111111111
description: A process can read the memory of lsass.
tags: [attack.credential_access, attack.t1003.001, attack.T1003]
falsepositives: [Antivirus, Unknown]
references: ['https://example.org/lsass']
level: high
logsource: {product: windows, category: process_access}
detection:
  selection: {TargetImage|endswith: '\\lsass.exe', GrantedAccess: '0x1410'}
  condition: selection
`

const lsass = { objectProcessId: 200, objectExecutable: 'C:\\Windows\\System32\\lsass.exe', grantedAccess: 0x1410 }

test('a match is a finding of the process that acted, on the process acted on, with what its author says', () => {
  const events = [aProcessCreate({ processId: 100, executable: 'C:\\Tools\\tool.exe' }), aHandleCreate({ timeUs: at(1), ...lsass })]
  const [one, ...others] = found(lsassRule, events)

  expect(others).toEqual([])
  expect(one?.rule).toEqual({
    id: '11111111-1111-4111-8111-111111111111',
    name: 'Read of lsass',
    techniques: [
      { id: 'T1003.001', name: 'OS Credential Dumping: LSASS Memory' },
      { id: 'T1003', name: 'OS Credential Dumping' },
    ],
    meaning: 'A process can read the memory of lsass.',
    whatToDo: 'Look at the process, who started it and what it did next. Known harmless causes: Antivirus. More: https://example.org/lsass',
  })
  expect(one?.finding).toMatchObject({
    severity: 'high',
    actor: { processId: 100, status: 'created' },
    object: { processId: 200 },
    objectKey: 'lsass.exe',
    reasons: ['TargetImage is C:\\Windows\\System32\\lsass.exe', 'GrantedAccess is 0x1410'],
  })
  expect(one?.finding.evidenceIds).toEqual(['stream-2'])
})

test('what an event does not say of its processes comes from the tree', () => {
  const events = [
    aProcessCreate({ processId: 90, executable: 'C:\\Office\\winword.exe', commandLine: 'winword /x' }),
    aProcessCreate({ processId: 100, parentProcessId: 90, timeUs: at(1), executable: 'C:\\x\\tool.exe', userName: 'DOM\\bob' }),
    { ...newEvent.image_load(), processId: 100, timeUs: at(2), imagePath: 'C:\\x\\a.dll' },
  ]
  const child = aSearch(`{ParentImage|endswith: winword.exe, ParentCommandLine|contains: /x}`)
  const image = aSearch(`{Image|endswith: tool.exe, User|contains: bob, ImageLoaded|endswith: .dll}`, 'category: image_load')

  expect(found(child, events)).toHaveLength(1)
  expect(found(image, events)).toHaveLength(1)
})

test('an event that names no process is a finding about the host, by what it is about', () => {
  const install = { ...newEvent.service_install(), timeUs: at(0), serviceName: 'evil', imagePath: 'cmd /c', sourceRecord: 'System/7045#1' }
  const [one] = found(aSearch(`{EventID: 7045, ImagePath|contains: cmd}`, 'service: system'), [install])

  expect(one?.finding).toMatchObject({ actor: null, object: null, objectKey: 'evil' })
})

test('the name of the host is a field, too', () => {
  expect(found(aSearch('{Computer: host, Image|endswith: cmd.exe}'), [aProcessCreate()])).toHaveLength(1)
  expect(found(aSearch('{Computer: other}'), [aProcessCreate()])).toHaveLength(0)
})

test('reasons say which values matched, cut to a length that can be read', () => {
  const [one] = found(aSearch(`{CommandLine|contains: xyz}`), [aProcessCreate({ commandLine: `xyz${'a'.repeat(5000)}` })])
  expect(one?.finding.reasons[0]?.length).toBeLessThan(400)
})

test('of a rule without a level the severity is medium', () => {
  expect(found(aSearch('{Image|endswith: cmd.exe}'), [aProcessCreate()])[0]?.finding.severity).toBe('medium')
})

/** Steps that a backtracking engine would need for these grow with the power of the length. */
test.each(['(a+)+$', '(a|a)*$', '(.*a){12}', '(a?){60}a{60}', '([a-z]+)*=', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
  'the regular expression %s ends soon on a text made to stall it',
  (source) => {
    const hostile = `${'a'.repeat(30_000)}!`
    const rule = aRule(`s: {CommandLine|re: '${source}'}\ncondition: s`)
    const { ruleSet, refused } = rulesOf(rule)

    expect(refused).toEqual([])
    // No time is asserted: the test would not end with an engine that stalls.
    expect(ruleSet.concerns(aProcessCreate({ commandLine: hostile, parentExecutable: 'p' }))).toBe(compileRegex(source, '').test(hostile))
  },
)

test('thousands of stars on a hostile text end soon, too', () => {
  const rule = aSearch(`{CommandLine: '${'a*'.repeat(200)}b'}`)
  expect(rulesOf(rule).ruleSet.concerns(aProcessCreate({ commandLine: 'a'.repeat(30_000) }))).toBe(false)
})
