import { join } from 'node:path'

import { expect, test } from 'vitest'

import type { AnalysisReport } from '../../src/analysis/report.ts'
import { aCapture, asLines, captureRecords } from '../a-capture.ts'
import { reportOf } from '../report-of.ts'
import { aDirectory, aFile, runCommand } from '../run-command.ts'

test('prints one JSON object that says what was read, found and accounted for', async () => {
  const path = aCapture()
  const { exitCode, stdout, stderr } = await runCommand(['analyze', path, '-o', 'json'])

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({
    complete: true,
    inputs: [{ path, format: 'json-lines-flat', events_read: 4, accepted: 4, rejected: {}, skipped: {}, messages: [], error: null }],
    events: { process_create: 2, handle_create: 1, process_terminate: 1 },
    hosts: [{ name: 'DESK1.example.com', events: 4, first_time: '2020-09-22T08:37:01.000000Z', last_time: '2020-09-22T08:37:09.000000Z' }],
    processes: { total: 4, created: 2, observed: 0, placeholders: 2, edges: { observed: 1, inferred: 1, unknown: 2 } },
    alerts_not_shown: { below_min_severity: 0, excepted: 0, suppressed: 0 },
    ledger: { issued: 4, indexed: 4, dead_lettered: 0, gaps: 0, in_flight: 0, unexplained: 0 },
    performance: { events: 4 },
  })
})

test('tells of an alert the rule, the processes, the reasons and what to do', async () => {
  const { alerts } = await reportOf(aCapture())

  expect(alerts).toMatchObject([
    {
      rule_id: 'HD-08',
      severity: 'high',
      time: '2020-09-22T08:37:03.000000Z',
      last_time: '2020-09-22T08:37:03.000000Z',
      host: { name: 'DESK1.example.com' },
      actor: { pid: 5000, executable: 'C:\\Users\\ann\\Downloads\\grab.exe', command_line: 'grab.exe --all' },
      object: { pid: 700, executable: expect.stringMatching(/lsass\.exe$/i) },
      occurrences: 1,
      attack: [{ id: 'T1003.001', name: expect.any(String) }],
      reasons: [expect.stringContaining('lsass.exe'), expect.any(String)],
      evidence_ids: [expect.stringMatching(/^[\w-]{22}-\d+$/)],
      meaning: expect.any(String),
      what_to_do: expect.any(String),
    },
  ])
})

test('ranks processes by each score with the reasons', async () => {
  const { scores } = await reportOf(aCapture())

  expect(scores.loader).toEqual([])
  expect(scores.abuse).toMatchObject([
    {
      entity: { pid: 5000, entity_id: expect.stringMatching(/^[\w-]{22}$/) },
      host: { name: 'DESK1.example.com' },
      reported: false,
      reasons: [
        { feature: 'B9', weight_nats: 3.3, text: expect.any(String), basis: 'measured', evidence_ids: [] },
        { feature: 'B10', weight_nats: 3, evidence_ids: [expect.stringMatching(/-3$/)] },
      ],
    },
  ])
  const [first] = scores.abuse
  expect(first?.low).toBeLessThan(first?.probability ?? 0)
  expect(first?.high).toBeGreaterThan(first?.probability ?? 1)
})

test('prints one object a line with its type when asked for ndjson', async () => {
  const { stdout } = await runCommand(['analyze', aCapture(), '-o', 'ndjson'])
  const types = stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type)

  expect(types).toEqual(['input', 'host', 'alert', 'score', 'summary'])
})

test('shows ingestion, tree, alerts and ledger in this order', async () => {
  const { stdout } = await runCommand(['analyze', aCapture()])
  const places = ['INGESTED', 'SUSPICIOUS PROCESS TREE', 'grab.exe 5000', 'ALERTS', 'HD-08 Access', 'do ', 'LEDGER', '0 unexplained'].map(
    (text) => stdout.indexOf(text),
  )

  expect(places.every((place) => place >= 0)).toBe(true)
  expect(places).toEqual(places.toSorted((left, right) => left - right))
})

test('exits with 1 when there is an alert of the severity asked for, whatever is shown', async () => {
  const path = aCapture()
  const run = async (...args: string[]): Promise<number> => (await runCommand(['analyze', path, ...args])).exitCode

  expect(await run('--fail-on', 'high')).toBe(1)
  expect(await run('--fail-on', 'high', '--min-severity', 'critical')).toBe(1)
  expect(await run('--fail-on', 'critical')).toBe(0)
})

test('counts the alerts that it does not show', async () => {
  expect(await reportOf(aCapture(), '--min-severity', 'critical')).toMatchObject({
    alerts: [],
    alerts_not_shown: { below_min_severity: 1 },
  })
})

test('keeps only events of the host and the time that were asked for', async () => {
  const path = aFile('two.json', asLines([...captureRecords(), ...captureRecords().map((record) => ({ ...record, Hostname: 'DESK2' }))]))

  expect((await reportOf(path, '--host', 'desk2')).hosts).toMatchObject([{ name: 'DESK2', events: 4 }])
  const part = await reportOf(path, '--host', 'DESK2', '--since', '2020-09-22T08:37:02Z', '--until', '2020-09-22T08:37:03')
  expect(part.events).toEqual({ process_create: 1 })
})

test('says why nothing was left to analyse', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['analyze', aCapture(), '--host', 'DESK9'])

  expect(exitCode).toBe(0)
  expect(stdout).toContain('no events')
  expect(stderr).toMatch(/No input gave an event \(records skipped: \w+ 4\)\. Check --host/)
})

test('analyses what it can and exits with 66 when one of the inputs is missing', async () => {
  const missing = join(aDirectory(), 'missing.json')
  const { exitCode, stdout, stderr } = await runCommand(['analyze', aCapture(), missing, '-o', 'json'])

  expect(exitCode).toBe(66)
  expect((JSON.parse(stdout) as AnalysisReport).alerts).toHaveLength(1)
  expect(stderr).toContain(`${missing}: There is no such file`)
})

test.each([
  ['a missing file', () => join(aDirectory(), 'missing.json'), /no such file/i],
  ['a pattern that no shell expanded', () => join(aDirectory(), '*.json'), /Wildcards are for the shell/],
  ['a directory without captures', () => aDirectory(), /holds no capture/],
  ['an empty file', () => aFile('empty.json', ''), /is empty/],
  ['text that is not JSON', () => aFile('notes.txt', 'hello\nworld\n'), /neither JSON/],
])('exits with 66 and says why when all there is is %s', async (_, make, reason) => {
  const path = make()
  const { exitCode, stdout, stderr } = await runCommand(['analyze', path])

  expect({ exitCode, stdout }).toEqual({ exitCode: 66, stdout: '' })
  expect(stderr).toMatch(reason)
  expect(stderr).toContain(path)
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('counts rejected records by reason and shows the first with its line', async () => {
  const path = aFile('odd.json', `${asLines(captureRecords())}{"EventID":1,\n`)
  const { exitCode, stdout, stderr } = await runCommand(['analyze', path, '-o', 'json'])
  const { inputs, ledger } = JSON.parse(stdout) as AnalysisReport

  expect(exitCode).toBe(0)
  expect(Object.values(inputs[0]?.rejected ?? {})).toEqual([1])
  expect(stderr).toMatch(/records were rejected \(.* 1\), such as line 5/)
  expect(ledger.unexplained).toBe(0)
})

test('says nothing on the standard error stream when it is to be quiet', async () => {
  const path = aFile('odd.json', `${asLines(captureRecords())}{"EventID":1,\n`)

  expect((await runCommand(['analyze', path, '--quiet'])).stderr).toBe('')
})

test('never lets hostile text reach the terminal, in no format', async () => {
  const hostile = 'grab\u001B]0;owned\u0007\u001B[2J\u009B31m\u202Etxt.exe\u0000\r\n\u200B'
  const path = aCapture({ tool: { CommandLine: hostile, Image: `C:\\Users\\ann\\${hostile}` } })

  for (const format of ['table', 'json', 'ndjson']) {
    const { stdout, stderr } = await runCommand(['analyze', path, '-o', format], { environment: { NO_COLOR: '1' }, terminalColumns: 120 })
    expect(stdout.replaceAll('\n', '') + stderr.replaceAll('\n', '').replaceAll('\r\u001B[K', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  }
})

test('leaves the JSON value of hostile text as it was', async () => {
  const commandLine = 'grab \u001B[2J\u202E\u{E0001}.exe'
  const { alerts } = await reportOf(aCapture({ tool: { CommandLine: commandLine } }))

  expect(alerts[0]?.actor?.command_line).toBe(commandLine)
})

test('keeps no colours where the output is no terminal, and none where NO_COLOR is set', async () => {
  const path = aCapture()
  const escape = '\u001B'

  expect((await runCommand(['analyze', path])).stdout).not.toContain(escape)
  expect((await runCommand(['analyze', path], { terminalColumns: 100, environment: { NO_COLOR: '1' } })).stdout).not.toContain(escape)
  expect((await runCommand(['analyze', path], { terminalColumns: 100 })).stdout).toContain(escape)
})

test('leaves findings out that an exception of the settings explains, and counts them', async () => {
  const config = aFile(
    'settings.yaml',
    'enricher:\n  exceptions:\n    - { rule: HD-08, actor: "C:\\\\Users\\\\*\\\\grab.exe", host: DESK1.example.com, reason: our own test tool }\n',
  )

  expect(await reportOf(aCapture(), '--config', config)).toMatchObject({ alerts: [], alerts_not_shown: { excepted: 1 } })
})

test('declares a partial result and exits with 130 when it is interrupted', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['analyze', aCapture(), '-o', 'json'], { signal: AbortSignal.abort() })

  expect(exitCode).toBe(130)
  expect(JSON.parse(stdout)).toMatchObject({ complete: false, ledger: { unexplained: 0 } })
  expect(stderr).toContain('Interrupted')
})

test.each([
  [['analyze'], /missing required argument 'path'/],
  [['analyze', '--bogus', 'x'], /unknown option '--bogus'/],
  [['analyze', '--min-severty', 'high', 'x'], /Did you mean --min-severity\?/],
  [['analyze', '-o', 'xml', 'x'], /Allowed choices are table, json, ndjson/],
  [['analyze', '--since', 'yesterday', 'x'], /not a time/],
  [['analyze', '--since', '2025-01-02', '--until', '2025-01-01', 'x'], /no event could pass/],
  [['anlyze', 'x'], /Did you mean analyze\?/],
])('exits with 2 and says what is wrong with %j', async (args, message) => {
  const { exitCode, stdout, stderr } = await runCommand(args)

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(message)
})

test('compares the identities found with the GUIDs of the capture when asked, and only then', async () => {
  expect(await reportOf(aCapture())).not.toHaveProperty('source_guid_comparison')
  expect((await reportOf(aCapture(), '--compare-source-guids')).source_guid_comparison).toEqual({
    references: 7,
    agreeing: 7,
    parent_edges: { compared: 1, agreeing: 1 },
    disagreements: [],
  })
})

test('lists a reference whose GUID contradicts the events, with the cause', async () => {
  const [create, , access] = captureRecords()
  const contradiction = { ...access, UtcTime: '2020-09-22 08:37:04.000', SourceProcessGUID: create?.['ProcessGuid'] }
  const { stdout } = await runCommand([
    'analyze',
    aFile('capture.json', asLines([...captureRecords(), contradiction])),
    '--compare-source-guids',
  ])
  expect(stdout).toContain('8 of 9 references agree (88.8888 %)')
  expect(stdout.replaceAll(/\s+/gu, ' ')).toContain('the capture gives one GUID to several process ids')
})
