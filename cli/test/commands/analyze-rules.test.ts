import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import type { AnalysisReport } from '../../src/analysis/report.ts'
import { aCapture } from '../a-capture.ts'
import { aDirectory, aFile, runCommand } from '../run-command.ts'

const id = '11111111-1111-4111-8111-111111111111'

const grabber = `title: Grabber was started
id: ${id}
level: critical
tags: [attack.t1003]
logsource: {product: windows, category: process_creation}
detection: {s: {CommandLine|contains: '--all', ParentImage|endswith: cmd.exe}, condition: s}
`

const broken = `title: Broken
logsource: {product: windows, category: process_creation}
detection: {s: {Nonsense: x}, condition: s}
`

/** A directory of rules, each in a file below it. */
function aRuleDirectory(files: Readonly<Record<string, string>>): string {
  const directory = aDirectory()
  mkdirSync(join(directory, 'below'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, 'below', name), text)
  return directory
}

async function sigmaAlerts(args: readonly string[]): Promise<{ alerts: AnalysisReport['alerts']; stderr: string }> {
  const { stdout, stderr } = await runCommand(['analyze', '-o', 'json', ...args])
  const { alerts } = JSON.parse(stdout) as AnalysisReport
  return { alerts: alerts.filter(({ rule_id: rule }) => rule === id), stderr }
}

test('a rule of a person raises an alert like any other, in every run the same', async () => {
  const [capture, rules] = [aCapture(), aRuleDirectory({ 'a.yml': grabber })]
  const [first, second] = [await sigmaAlerts([capture, '--rules', rules]), await sigmaAlerts([capture, '--rules', rules])]

  expect(first.alerts).toMatchObject([
    {
      rule_name: 'Grabber was started',
      severity: 'critical',
      actor: { pid: 5000, command_line: 'grab.exe --all', parent: { pid: 4000 } },
      attack: [{ id: 'T1003' }],
      reasons: ['CommandLine is grab.exe --all', expect.stringContaining('ParentImage is')],
      evidence_ids: [expect.stringMatching(/^[\w-]{22}-\d+$/)],
    },
  ])
  expect(second.alerts).toEqual(first.alerts)
})

test('a rule that cannot be used is said with its reason, and the others work', async () => {
  const rules = aRuleDirectory({ 'a.yml': grabber, 'b.yml': broken, 'c.yaml': 'title: [', 'notes.txt': 'no rule' })
  const { alerts, stderr } = await sigmaAlerts([aCapture(), '--rules', rules])

  expect(alerts).toHaveLength(1)
  expect(stderr).toContain('below/b.yml: "Broken" is not used: field Nonsense of windows/process_creation is not kept.')
  expect(stderr).toMatch(/below\/c\.yaml: is not used: it is no YAML/)
})

test('the directory may stand in the settings, and exceptions name the rule', async () => {
  const rules = aRuleDirectory({ 'a.yml': grabber })
  const exception = `exceptions: [{ rule: ${id}, actor: '*\\grab.exe', reason: ours }]`
  const settings = (more: string): string => aFile('win11mon.yaml', `enricher:\n  rules: { directory: '${rules}' }\n  ${more}\n`)

  expect((await sigmaAlerts([aCapture(), '--config', settings('')])).alerts).toHaveLength(1)
  expect((await sigmaAlerts([aCapture(), '--config', settings(exception)])).alerts).toEqual([])
})

test('a directory that is not there is an error', async () => {
  const { exitCode, stderr } = await runCommand(['analyze', aCapture(), '--rules', join(aDirectory(), 'nowhere')])
  expect([exitCode, stderr]).toEqual([66, expect.stringContaining('cannot be read')])
})

test('the report calls a rule of a person by its title, and gives the id that exceptions need', async () => {
  const { stdout } = await runCommand(['analyze', aCapture(), '--rules', aRuleDirectory({ 'a.yml': grabber })])

  expect(stdout).toMatch(/▲ .*"Grabber was started"/)
  expect(stdout).toContain(`Grabber was started (${id})`)
})

const service = `title: Service of a shell
id: ${id}
level: high
logsource: {product: windows, service: system}
detection: {s: {Provider_Name: Service Control Manager, EventID: 7045, ImagePath|contains: cmd}, condition: s}
`

/** Names no process: whose call it was is not recorded. */
const installed = {
  EventID: 7045,
  Channel: 'System',
  SourceName: 'Service Control Manager',
  ProviderName: 'Service Control Manager',
  Hostname: 'DESK1.example.com',
  EventTime: '2020-09-22 08:37:08',
  RecordNumber: 900,
  ServiceName: 'evil',
  ImagePath: 'cmd /c calc',
}

test('a record that names no process raises an alert about the host, which can be shown, and taken back by a later run', async () => {
  const [capture, db, rules] = [aCapture({ more: [installed] }), join(aDirectory(), 'store.sqlite'), aRuleDirectory({ 'a.yml': service })]
  const { alerts } = await sigmaAlerts([capture, '--rules', rules, '--db', db])
  const table = await runCommand(['analyze', capture, '--rules', rules])
  const page = await runCommand(['show', alerts[0]?.id ?? '', '--db', db])
  // Without the rule all events together raise it no more.
  const later = await runCommand(['analyze', aCapture({ tool: { CommandLine: 'other' } }), '--db', db])
  const statuses = await runCommand(['query', `SELECT status, process_id FROM alerts WHERE rule_id = '${id}'`, '--db', db, '-o', 'json'])

  expect(alerts).toMatchObject([{ rule_name: 'Service of a shell', actor: null, object: null, host: { name: 'DESK1.example.com' } }])
  expect(table.stdout).toContain('no process named')
  expect([page.exitCode, page.stdout]).toEqual([0, expect.stringContaining('ImagePath is cmd /c calc')])
  expect(later.exitCode).toBe(0)
  expect(JSON.parse(statuses.stdout)).toMatchObject([{ status: 'withdrawn', process_id: '' }])
})

test('an exception for a rule that there is not is said to explain nothing', async () => {
  const rules = aRuleDirectory({ 'a.yml': grabber })
  const other = '22222222-2222-4222-8222-222222222222'
  const exceptions = [id, other].map((rule) => `{ rule: ${rule}, reason: ours }`).join(', ')
  const settings = aFile('win11mon.yaml', `enricher:\n  rules: { directory: '${rules}' }\n  exceptions: [${exceptions}]\n`)
  const { stderr } = await sigmaAlerts([aCapture(), '--config', settings])

  expect(stderr).toContain(`An exception is for rule ${other}, which is neither built in nor among the Sigma rules in use`)
  expect(stderr).not.toContain(`rule ${id},`)
})
