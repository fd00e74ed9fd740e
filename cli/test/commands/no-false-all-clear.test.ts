import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { expect, test } from 'vitest'

import type { AnalysisReport } from '../../src/analysis/report.ts'
import { aDirectory, runCommand } from '../run-command.ts'

/** A process create of Sysmon as JSON; without its time it is none. */
function aCreate(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    EventID: 1,
    Hostname: 'DESK1',
    UtcTime: '2025-01-15 08:00:00.000',
    ProcessId: 100,
    ProcessGuid: '{11111111-1111-1111-1111-111111111111}',
    Image: 'C:\\Windows\\System32\\cmd.exe',
    ...fields,
  })
}

function aCapture(lines: readonly string[]): string {
  const path = join(aDirectory(), 'capture.json')
  writeFileSync(path, lines.join('\n'))
  return path
}

test('an input every record of which was rejected is no all-clear: exit code, heading and ledger say so', async () => {
  const timeless = aCreate({ UtcTime: 'never', EventTime: 'never' })
  const { exitCode, stdout, stderr } = await runCommand(['analyze', aCapture([timeless, timeless])])
  expect(exitCode).toBe(66)
  expect(stdout).toContain('NO EVENTS')
  expect(stdout).not.toContain('every event is accounted for')
  expect(stdout).toContain('2 records were rejected and are no events')
  expect(stderr).toContain('No input gave an event')
})

test('a few rejected records stand beside the ledger with their reason, and the rest is reported', async () => {
  const { exitCode, stdout } = await runCommand(['analyze', aCapture([aCreate(), aCreate({ UtcTime: 'never', EventTime: 'never' })])])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('nothing suspicious')
  expect(stdout).toContain('1 record was rejected and is no event')
  expect(stdout).not.toContain('every event is accounted for')
})

test('the JSON report says what was rejected, skipped and passed over, with the first of each', async () => {
  const lines = [
    aCreate(),
    aCreate({ UtcTime: 'never', EventTime: 'never' }),
    aCreate({ EventID: 4658, Channel: 'Security' }),
    aCreate({ ProcessId: 'many' }),
  ]
  const directory = dirname(aCapture(lines))
  writeFileSync(join(directory, 'read-me.md'), 'Captured on a quiet morning.')
  const { stdout } = await runCommand(['analyze', directory, '-o', 'json'])
  const { inputs, passed_over: passedOver } = JSON.parse(stdout) as AnalysisReport
  const [input] = inputs

  expect(input?.rejected).toMatchObject({ invalid_time: 1 })
  expect(input?.rejected_without_host).toBe(0)
  expect(input?.skipped_events).toEqual({ 'Security/4658': 1 })
  expect(Object.keys(input?.examples ?? {}).toSorted()).toEqual(
    [...Object.keys(input?.rejected ?? {}), ...Object.keys(input?.skipped ?? {})].toSorted(),
  )
  expect(passedOver.map(({ path }) => path)).toEqual([join(directory, 'read-me.md')])

  const ndjson = await runCommand(['analyze', directory, '-o', 'ndjson'])
  expect(ndjson.stdout).toContain('{"type":"passed_over","path":')
})

test('records that no rule or score looks at are no all-clear', async () => {
  const path = aCapture([
    JSON.stringify({
      Channel: 'Application',
      EventID: 11707,
      Computer: 'DESK1',
      SourceName: 'MsiInstaller',
      TimeCreated: '2025-01-15T08:00:00Z',
      Data: 'x',
    }),
  ])
  const { stdout } = await runCommand(['analyze', path])
  expect(stdout).toContain('NOTHING TO JUDGE')
  expect(stdout).not.toContain('nothing suspicious')
})
