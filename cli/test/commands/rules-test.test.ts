import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { aCapture } from '../a-capture.ts'
import { aDirectory, runCommand } from '../run-command.ts'

const sigmaRule = `title: A look around
id: 7a1f0b34-0000-4000-8000-000000000001
level: high
tags: [attack.t1033]
logsource: { product: windows, category: process_creation }
detection:
  selection: { CommandLine|contains: whoami }
  condition: selection
`

const sigmaTests = String.raw`rule: A look around
tests:
  - name: a shell asks who it is
    processes:
      shell: { image: 'C:\Windows\System32\cmd.exe', parent: explorer, command_line: cmd /c whoami }
    events: [{ image_load: { by: shell } }]
    expect: [{ severity: high, actor: shell }]
  - name: a shell asks nothing
    processes:
      shell: { image: 'C:\Windows\System32\cmd.exe', parent: explorer, command_line: cmd }
    events: [{ image_load: { by: shell } }]
    expect: nothing
`

/** A rule directory with a rule and its tests. */
function aRuleDirectory(files: Readonly<Record<string, string>>): string {
  const directory = join(aDirectory(), 'rules')
  mkdirSync(directory)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

test('the tests of all built-in rules pass', async () => {
  const { exitCode, stdout } = await runCommand(['rules', 'test'])
  expect(stdout).toMatch(/^\d+ tests of \d+ rules: \d+ passed, 0 failed\n$/)
  expect(exitCode).toBe(0)
})

test('the tests beside Sigma rules are run with them, and are no rules', async () => {
  const rules = aRuleDirectory({ 'look.yml': sigmaRule, 'look.test.yml': sigmaTests })
  const { exitCode, stdout, stderr } = await runCommand(['rules', 'test', '--rules', rules, rules])
  expect([exitCode, stdout, stderr]).toEqual([0, '2 tests of 1 rule: 2 passed, 0 failed\n', ''])
  expect((await runCommand(['rules', 'check', rules])).stdout).toContain('1 rule of 1 can be used')
})

test('a failed expectation exits with 1, and says which rule, which test and what came instead', async () => {
  const wrong = sigmaTests.replace('severity: high', 'severity: low')
  const rules = aRuleDirectory({ 'look.yml': sigmaRule, 'look.test.yml': wrong })
  const { exitCode, stdout } = await runCommand(['rules', 'test', '--rules', rules, rules])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/FAIL {2}7a1f0b34-0000-4000-8000-000000000001 {2}a shell asks who it is {2}\(.*look\.test\.yml:3\)/)
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('expected low by shell; came high by shell 1 time because')
  expect(stdout).toContain('2 tests of 1 rule: 1 passed, 1 failed')
})

test('a test of a rule that there is not, or that is refused, fails and says why', async () => {
  const rules = aRuleDirectory({
    'bad.yml': sigmaRule.replace('CommandLine|contains', 'Nonsense'),
    'a.test.yml': sigmaTests,
    'b.test.yml': sigmaTests.replace('A look around', 'HD-99'),
  })
  const { exitCode, stdout } = await runCommand(['rules', 'test', '--rules', rules, rules])
  expect(exitCode).toBe(1)
  expect(stdout).toContain('is not used')
  expect(stdout).toContain('there is no rule HD-99')
})

test('a test that cannot be read fails with its line', async () => {
  const rules = aRuleDirectory({ 'a.test.yml': sigmaTests.replace('expect: nothing', 'expects: nothing') })
  const { exitCode, stdout } = await runCommand(['rules', 'test', rules])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/a\.test\.yml:\d+/)
  expect(stdout).toContain('1 cannot be read')
})

test('a capture stands for events in a test, and --capture shows what a rule raises', async () => {
  const capture = aCapture()
  const text = String.raw`rule: HD-08
name: the capture holds a read of lsass
capture: ${capture}
expect: [{ severity: high, actor: '*\grab.exe', object: '*\lsass.exe' }]
`
  const rules = aRuleDirectory({ 'a.test.yml': text })
  expect((await runCommand(['rules', 'test', rules])).stdout).toBe('1 test of 1 rule: 1 passed, 0 failed\n')
  const missing = aRuleDirectory({ 'a.test.yml': text.replace(capture, 'none.json') })
  expect((await runCommand(['rules', 'test', missing])).exitCode).toBe(1)
  const shown = await runCommand(['rules', 'test', '--rule', 'HD-08', '--capture', capture])
  expect(shown.stdout).toMatch(/HD-08 +high .* grab\.exe 5000 +lsass\.exe 700/)
})

test('what is not there is an error, and rules without a test are named', async () => {
  expect((await runCommand(['rules', 'test', 'no-such-file.yml'])).exitCode).toBe(66)
  expect((await runCommand(['rules', 'test', '--rule', 'HD-99'])).exitCode).toBe(66)
  expect((await runCommand(['rules', 'test', aDirectory()])).exitCode).toBe(66)
  const rules = aRuleDirectory({ 'look.yml': sigmaRule })
  expect((await runCommand(['rules', 'test', '--rules', rules])).stdout).toContain('No test: 1 rule (7a1f0b34')
})

test('JSON has every result, with its failures', async () => {
  const { stdout } = await runCommand(['rules', 'test', '--rule', 'hd-08', '-o', 'json'])
  const { results, refused } = JSON.parse(stdout) as { results: { rule: string; failures: string[] }[]; refused: [] }
  expect([results.length, new Set(results.map(({ rule }) => rule)), results.flatMap(({ failures }) => failures), refused]).toEqual([
    3,
    new Set(['HD-08']),
    [],
    [],
  ])
})
