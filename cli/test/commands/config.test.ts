import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { aCapture } from '../a-capture.ts'
import { aDirectory, aFile, runCommand } from '../run-command.ts'

test('shows every setting with where it comes from', async () => {
  const file = aFile('settings.yaml', 'analysis:\n  min_severity: low\n')
  const environment = { WIN11MON_COLLECTOR_BATCH_EVENTS: '250' }
  const { exitCode, stdout } = await runCommand(['config', 'show', '--origin', '--config', file], { environment })

  expect(exitCode).toBe(0)
  expect(stdout).toContain('  batch_events: 250 # environment WIN11MON_COLLECTOR_BATCH_EVENTS\n')
  expect(stdout).toContain(`  min_severity: low # file ${file}\n`)
  expect(stdout).toContain('  fail_on: never # default\n')
})

test('reads win11mon.yaml of the working directory', async () => {
  const directory = join(aFile('win11mon.yaml', 'analysis: { fail_on: low }\n'), '..')

  expect((await runCommand(['analyze', aCapture()], { directory })).exitCode).toBe(1)
  expect((await runCommand(['analyze', aCapture(), '--fail-on', 'never'], { directory })).exitCode).toBe(0)
})

test('writes a file that changes nothing until it is edited, and never over another', async () => {
  const path = join(aDirectory(), 'win11mon.yaml')
  const printed = await runCommand(['config', 'init'])

  expect((await runCommand(['config', 'init', path])).exitCode).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe(printed.stdout)
  expect((await runCommand(['config', 'show', '--config', path])).stdout).toBe((await runCommand(['config', 'show'])).stdout)
  expect((await runCommand(['config', 'init', path])).exitCode).toBe(2)
  expect((await runCommand(['config', 'init', join(path, 'below', 'a-file')])).exitCode).toBe(74)
})

test('prints the JSON Schema of the file', async () => {
  const schema = JSON.parse((await runCommand(['config', 'schema'])).stdout) as { properties: object; additionalProperties: boolean }

  expect(Object.keys(schema.properties)).toEqual([
    'collector',
    'enricher',
    'kafka',
    'opensearch',
    'store',
    'state',
    'redis',
    'alerts',
    'analysis',
    'log',
    'metrics',
  ])
  expect(schema.additionalProperties).toBe(false)
})

test('exits with 78 and a suggestion for an unknown key, in every command that reads settings', async () => {
  const file = aFile('settings.yaml', 'enricher:\n  latenes_seconds: 5\n')
  const commands = [['config', 'show'], ['analyze', 'x.json'], ['demo'], ['record', 'x.json', '--out', 'y'], ['simulate', '--out', 'y']]
  const results = await Promise.all(commands.map((command) => runCommand([...command, '--config', file])))

  expect(results.map(({ exitCode }) => exitCode)).toEqual([78, 78, 78, 78, 78])
  expect(results[0]?.stderr).toContain('Did you mean lateness_seconds?')
})

test('warns of a variable that is no setting', async () => {
  const { stderr } = await runCommand(['config', 'show'], { environment: { WIN11MON_LOG_LEVL: 'error' } })

  expect(stderr).toContain('Did you mean WIN11MON_LOG_LEVEL?')
})

test('never prints what a reference stands for', async () => {
  const file = aFile('settings.yaml', 'collector:\n  spool:\n    directory: ${env:PLACE}\n')
  const { stdout } = await runCommand(['config', 'show', '--origin', '--config', file], { environment: { PLACE: 'hidden-place' } })

  expect(stdout).not.toContain('hidden-place')
  expect(stdout).toContain('${env:PLACE}')
})
