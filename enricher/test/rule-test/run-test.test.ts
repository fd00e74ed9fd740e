import { expect, test } from 'vitest'

import { parseTests } from '../../src/rule-test/parse-tests.ts'
import { runTest } from '../../src/rule-test/run-test.ts'
import { testEvents } from '../../src/rule-test/test-events.ts'
import { found } from '../sigma/sigma-harness.ts'
import { rulesOf } from '../sigma/sigma-harness.ts'

const tool = String.raw`tool: { image: 'C:\Users\ann\tool.exe', parent: explorer, integrity: medium }`

function aTest(events: string, expected: string, processes = tool): string {
  return `rule: HD-08\nname: a test\nprocesses:\n  ${processes}\nevents:\n  ${events}\nexpect: ${expected}\n`
}

async function outcome(text: string): Promise<readonly string[]> {
  const { tests, refused } = await parseTests(text, 'a.test.yml')
  if (refused.length > 0) return refused.map(({ line, reason }) => `${line}: ${reason}`)
  try {
    return tests.flatMap((one) => runTest(one, { ruleId: one.rule }).failures)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

const read = '- handle_create: { by: tool, on: lsass, granted_access: 0x1410 }'

test('passes when exactly what is expected comes', async () => {
  expect(await outcome(aTest(read, '[{ severity: high, actor: tool, object: lsass, occurrences: 1, reason: vm read }]'))).toEqual([])
  expect(await outcome(aTest(read, String.raw`[{ actor: 'C:\Users\*\tool.exe', object: '*\lsass.exe' }]`))).toEqual([])
  expect(await outcome(aTest(read.replace('0x1410', '0x1000'), 'nothing'))).toEqual([])
})

test.each([
  ['nothing is expected', 'nothing', /^expected nothing; came high by tool on lsass 1 time because "/],
  ['another severity is', '[{ severity: low }]', /^expected low; came high by tool on lsass/],
  ['another actor is', '[{ actor: explorer }]', /^expected an alert by explorer; came high by tool/],
  ['two are', '[{ severity: high }, { severity: high }]', /^expected high; came nothing else/],
  ['another reason is', '[{ reason: because }]', /^expected an alert because "because"; came high by tool/],
])('fails with what came instead when %s', async (_, expected, message) => {
  const failures = await outcome(aTest(read, expected))
  expect(failures).toHaveLength(1)
  expect(failures[0]).toMatch(message)
})

test.each([
  [
    'an unknown kind',
    aTest('- handle_creat: { by: tool }', 'nothing'),
    /there is no kind of event handle_creat: did you mean handle_create/,
  ],
  ['an unknown field', aTest('- handle_create: { by: tool, acess: 1 }', 'nothing'), /line 6: handle_create has no field acess/],
  ['an unknown process', aTest('- handle_create: { by: tol }', 'nothing'), /names the process tol.*did you mean tool/],
  [
    'a value of another type',
    aTest('- handle_create: { by: tool, granted_access: all }', 'nothing'),
    /granted_access is "all", and has to be/,
  ],
  ['an unknown level', aTest(read, 'nothing', tool.replace('medium', 'middle')), /integrity middle: levels are/],
  ['an object where there is none', aTest('- image_load: { by: tool, on: lsass }', 'nothing'), /image_load acts on no process/],
  ['a circle of parents', aTest(read, 'nothing', 'tool: { parent: tool }'), /descends from itself/],
  ['neither events nor a capture', 'rule: HD-08\nname: x\nexpect: nothing', /either events or a capture/],
  ['an unknown word', 'rule: HD-08\nname: x\nevent: []\nexpect: nothing', /event/],
  ['no rule', 'name: x\nevents: [{ image_load: {} }]\nexpect: nothing', /names no rule/],
  ['no YAML', 'rule: "HD-08', /no YAML/],
  ['too many events', aTest(read.replace(' }', ', repeat: 100000 }'), 'nothing'), /repeat/],
])('says what is wrong with a test that has %s', async (_, text, message) => {
  const failures = await outcome(text)
  expect(failures).toHaveLength(1)
  expect(failures[0]).toMatch(message)
})

test('names the line of what cannot be read, and goes on with the others', async () => {
  const text = `rule: HD-08\ntests:\n  - name: good\n    events: [{ image_load: { by: lsass } }]\n    expect: nothing\n  - name: bad\n    expects: nothing\n`
  const { tests, refused } = await parseTests(text, 'a.test.yml')
  expect(tests.map(({ name, line }) => [name, line])).toEqual([['good', 3]])
  expect(refused.map(({ line }) => line)).toEqual([6])
})

test('reads one test a line as JSON', async () => {
  const one = {
    rule: 'HD-08',
    name: 'n',
    events: [{ handle_create: { by: 'svchost', on: 'lsass', granted_access: 16 } }],
    expect: 'nothing',
  }
  const { tests, refused } = await parseTests(`${JSON.stringify(one)}\n\nnot json\n`, 'a.test.ndjson')
  expect(tests.map((each) => runTest(each, { ruleId: each.rule }).failures)).toEqual([[]])
  expect(refused).toEqual([{ path: 'a.test.ndjson', line: 3, reason: expect.stringContaining('no JSON') as string }])
})

test('makes events in order of time, each process before what it does, and only the Windows that is named', async () => {
  const { tests } = await parseTests(aTest(read, 'nothing'), 'a.test.yml')
  const [one] = tests
  if (one === undefined) throw new Error('no test')
  const { events } = testEvents(one)
  const times = events.map(({ timeUs }) => timeUs)
  expect(times).toEqual(times.toSorted((left, right) => left - right))
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
  expect(events.map(({ kind }) => kind).filter((kind) => kind === 'handle_create')).toHaveLength(1)
  expect(events.some((event) => 'executable' in event && event.executable?.endsWith('svchost.exe') === true)).toBe(false)
})

test('runs rules in Sigma format in the same way', async () => {
  const sigma = `title: A shell\nid: 7a1f0b34-0000-4000-8000-000000000001\nlevel: high\nlogsource: {product: windows, category: process_creation}\ndetection:\n  selection: {CommandLine|contains: whoami}\n  condition: selection\n`
  const { ruleSet, loaded } = rulesOf(sigma)
  const processes = String.raw`tool: { image: 'C:\Windows\System32\cmd.exe', parent: explorer, command_line: cmd /c whoami }`
  const { tests } = await parseTests(aTest('- image_load: { by: tool }', '[{ severity: high, actor: tool }]', processes), 'a.test.yml')
  expect(tests.map((one) => runTest(one, { ruleId: loaded[0]?.rule.id ?? '', ruleSet }).failures)).toEqual([[]])
  expect(
    found(
      sigma,
      tests.flatMap((one) => testEvents(one).events),
    ),
  ).toHaveLength(1)
})
