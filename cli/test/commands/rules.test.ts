import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { aCapture } from '../a-capture.ts'
import { aDirectory, runCommand } from '../run-command.ts'

const id = '11111111-1111-4111-8111-111111111111'
const good = `title: Good
id: ${id}
level: high
description: It sees a tool.
falsepositives: [Our own tools]
tags: [attack.t1059]
logsource: {product: windows, category: process_creation}
detection: {s: {CommandLine: x}, condition: s}
`
const bad = 'title: Bad\nlogsource: {category: webserver}\ndetection: {s: {a: b}, condition: s}\n'

function aRuleDirectory(files: Readonly<Record<string, string>> = { 'good.yml': good, 'bad.yml': bad, 'readme.md': 'no rule' }): string {
  const directory = aDirectory()
  mkdirSync(join(directory, 'below'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, 'below', name), text)
  return directory
}

test('import copies what can be used, says why the rest cannot, and changes nothing the second time', async () => {
  const [from, into] = [aRuleDirectory(), join(aDirectory(), 'rules')]
  const first = await runCommand(['rules', 'import', from, '--rules', into])

  expect(first.exitCode).toBe(0)
  expect(first.stdout).toContain('1 rule of 2 can be used (50.0 %)')
  expect(first.stdout).toContain('below/bad.yml: "Bad": events of category webserver are not kept')
  expect(first.stdout).toContain('1 file added, 0 replaced, 0 unchanged; 1 rule in use, 0 refused')
  expect(readFileSync(join(into, 'below/good.yml'), 'utf8')).toBe(good)
  expect(existsSync(join(into, 'below/bad.yml'))).toBe(false)
  expect((await runCommand(['rules', 'import', from, '--rules', into])).stdout).toContain('0 files added, 0 replaced, 1 unchanged')
})

test('import replaces an older version', async () => {
  const into = join(aDirectory(), 'rules')
  await runCommand(['rules', 'import', aRuleDirectory({ 'a.yml': good }), '--rules', into])
  const newer = aRuleDirectory({ 'a.yml': good.replace('high', 'low') })

  expect((await runCommand(['rules', 'import', newer, '--rules', into])).stdout).toContain('1 replaced')
  expect(readFileSync(join(into, 'below/a.yml'), 'utf8')).toContain('level: low')
})

test('import says when nothing can be used, when no directory is given, and when they lie in each other', async () => {
  const from = aRuleDirectory()
  const exitCodeOf = async (args: readonly string[]): Promise<number> => (await runCommand(['rules', 'import', ...args])).exitCode

  expect(await exitCodeOf([aRuleDirectory({ 'bad.yml': bad }), '--rules', aDirectory()])).toBe(1)
  expect(await exitCodeOf([from])).toBe(2)
  expect(await exitCodeOf([from, '--rules', join(from, 'below')])).toBe(2)
  expect(await exitCodeOf([join(from, 'nowhere'), '--rules', aDirectory()])).toBe(66)
})

test('check copies nothing, and fails when a rule cannot be used', async () => {
  const { exitCode, stdout } = await runCommand(['rules', 'check', aRuleDirectory(), '-o', 'json'])

  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject([
    {
      id,
      title: 'Good',
      from: 'below/good.yml',
      source: 'windows/process_creation',
      severity: 'high',
      techniques: ['T1059'],
      state: 'in use',
    },
    { title: 'Bad', from: 'below/bad.yml', state: 'refused', reason: 'events of category webserver are not kept' },
  ])
  expect((await runCommand(['rules', 'check', aRuleDirectory({ 'a.yml': good })])).exitCode).toBe(0)
})

test('ls lists the built-in rules, and those of the directory', async () => {
  const builtIn = await runCommand(['rules', 'ls'])
  const all = await runCommand(['rules', 'ls', '--rules', aRuleDirectory()])

  expect(builtIn.stdout).toMatch(/^HD-08 .*built in +in use$/m)
  expect(all.stdout).toMatch(new RegExp(`^${id} +high +Good +windows/process_creation +below/good.yml +in use$`, 'm'))
  expect(all.stdout).toContain('refused: events of category webserver are not kept')
})

test('show says what a rule means and what to do', async () => {
  const builtIn = await runCommand(['rules', 'show', 'hd-08'])
  const own = await runCommand(['rules', 'show', id.slice(0, 8), '--rules', aRuleDirectory()])
  const unknown = await runCommand(['rules', 'show', 'HD-99'])

  expect(builtIn.stdout).toMatch(/^HD-08 Access to lsass/)
  expect(own.stdout).toMatch(/Good\n[\s\S]*process_creation[\s\S]*It sees a tool\.[\s\S]*Our own tools/)
  expect([unknown.exitCode, unknown.stderr]).toEqual([66, expect.stringContaining('win11mon rules ls')])
})

test('what a rule says of itself is never executed or drawn as it is', async () => {
  const hostile = good.replace('title: Good', 'title: "a\\e[2J\\u202Eb"').replace('It sees', 'It \\e[31msees')
  const { stdout } = await runCommand(['rules', 'ls', '--rules', aRuleDirectory({ 'a.yml': hostile })])
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})

test('tune proposes exceptions that, once their reasons are given, explain what was found', async () => {
  const capture = aCapture()
  const { exitCode, stdout } = await runCommand(['rules', 'tune', capture])
  const settings = join(aDirectory(), 'win11mon.yaml')

  expect(exitCode).toBe(0)
  expect(stdout).toContain('# Access to lsass that can read its memory: 1 alert (high), 1 finding on DESK1.example.com')
  writeFileSync(settings, stdout)
  expect((await runCommand(['analyze', capture, '--config', settings])).exitCode).toBe(78)
  writeFileSync(settings, stdout.replaceAll("reason: ''", 'reason: ours'))
  const report = JSON.parse((await runCommand(['analyze', capture, '--config', settings, '-o', 'json'])).stdout) as object
  expect(report).toMatchObject({ alerts: [], alerts_not_shown: { excepted: 1 } })
})

test('exceptions are shown with their hits, those that never hit and those that are over', async () => {
  const directory = aDirectory()
  const settings = join(directory, 'win11mon.yaml')
  const store = join(directory, 'store.sqlite')
  const exceptions = [
    "{ rule: HD-08, actor: '*\\\\grab.exe', host: desk1, reason: a known tool }",
    "{ rule: HD-08, actor: '*\\\\other.exe', reason: never seen }",
    "{ rule: '*', actor: '*\\\\grab.exe', reason: over, expires: 2001-01-01 }",
  ]
  writeFileSync(settings, `enricher:\n  exceptions:\n${exceptions.map((text) => `    - ${text.replaceAll('\\\\', '\\')}\n`).join('')}`)
  const analysed = await runCommand(['analyze', aCapture(), '--config', settings, '--db', store])
  expect(analysed.stdout).toContain('EXCEPTIONS  3 exceptions · 1 never hit · 1 expired')
  const report = JSON.parse((await runCommand(['analyze', aCapture(), '--config', settings, '-o', 'json'])).stdout) as {
    exceptions: { hits: number; is_expired: boolean }[]
  }
  expect(report.exceptions.map(({ hits, is_expired }) => [hits, is_expired])).toEqual([
    [1, false],
    [0, false],
    [0, true],
  ])
  const listed = await runCommand(['rules', 'ls', '--config', settings, '--db', store])
  expect(listed.stdout).toMatch(/HD-08 +1 +\*\\grab\.exe +\* +desk1 +never +a known tool/)
  expect(listed.stdout).toMatch(/\* +never +\*\\grab\.exe +\* +\* +expired 2001-01-01 +over/)
  const rows = JSON.parse((await runCommand(['rules', 'ls', '--config', settings, '-o', 'json'])).stdout) as {
    id: string
    exceptions: { hits: number | null }[]
  }[]
  expect(rows.find((row) => row.id === 'HD-08')?.exceptions.map(({ hits }) => hits)).toEqual([null, null, null])
})
