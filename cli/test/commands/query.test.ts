import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { familyNames, viewNames } from '@win11mon/pipeline'
import { expect, test, vi } from 'vitest'

import { aStore } from '../a-store.ts'
import { type CommandResult, aDirectory, aFile, runCommand } from '../run-command.ts'

// Each query starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

async function query(sql: string, ...args: readonly string[]): Promise<CommandResult> {
  return runCommand(['query', sql, '--db', await aStore(), ...args])
}

test('prints a table with numbers to the right', async () => {
  const { exitCode, stdout } = await query('SELECT pid, executable FROM processes WHERE pid IN (4000, 700) ORDER BY pid')

  expect(exitCode).toBe(0)
  expect(stdout.split('\n')).toEqual([
    ' pid  executable',
    expect.stringMatching(/^ 700 {2}.*lsass\.exe$/i),
    '4000  C:\\Windows\\System32\\cmd.exe',
    '',
  ])
})

test('prints JSON with large numbers, bytes, null and columns of one name intact', async () => {
  const { stdout } = await query("SELECT 1 AS a, 2 AS a, 9007199254740993 AS big, x'00ff' AS bytes, NULL AS none", '-o', 'json')

  expect(JSON.parse(stdout)).toEqual([{ a: 1, a_2: 2, big: '9007199254740993', bytes: '0x00ff', none: null }])
})

test('prints a document as the object that it is, and text of any other column as text', async () => {
  const sql = 'SELECT doc, \'{"a":1}\' AS text FROM processes WHERE pid = 4000'
  const [row] = JSON.parse((await query(sql, '-o', 'json')).stdout) as Record<string, unknown>[]

  expect(row).toMatchObject({ doc: { process: { pid: 4000, command_line: 'cmd.exe /k' } }, text: '{"a":1}' })
  expect(JSON.parse((await query("SELECT '{broken' AS doc", '-o', 'ndjson')).stdout)).toEqual({ doc: '{broken' })
})

test('lists tables and views, and the columns of one with what they mean', async () => {
  const tables = await query('.tables', '-o', 'csv')
  expect(tables.stdout.split('\n').map((line) => line.split(',')[0])).toEqual([
    'name',
    ...viewNames.toSorted(),
    ...familyNames.toSorted(),
    '',
  ])

  const columns = await query('.schema alerts', '-o', 'json')
  expect(JSON.parse(columns.stdout)).toContainEqual({
    table: 'alerts',
    column: 'occurrences',
    type: 'INTEGER',
    meaning: 'How often the rule fired for this cause.',
  })
  expect((await query('.schema alert')).stderr).toContain('Did you mean alerts?')
})

test('runs the statements of the standard input, and stops at one that is wrong', async () => {
  const store = await aStore()
  const run = (stdin: string): Promise<CommandResult> => runCommand(['query', '--db', store, '-o', 'csv'], { stdin })

  expect(await run('.schema hosts\nSELECT 1 AS a;\nSELECT\n2 AS b')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^table,column[\s\S]*\na\n1\nb\n2\n$/) as unknown,
  })
  expect(await run('SELECT nope; SELECT 1')).toMatchObject({ exitCode: 2, stdout: '' })
  expect(await run(' -- nothing\n')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no statement') as unknown })
})

test('prints CSV that no spreadsheet runs and ndjson with an object a line', async () => {
  const sql = "SELECT '=1+1' AS formula, char(27) || '[2J' AS sequence UNION ALL SELECT 'b', 'c'"

  expect((await query(sql, '-o', 'csv')).stdout).toBe("formula,sequence\n'=1+1,\\x1b[2J\nb,c\n")
  expect((await query(sql, '-o', 'ndjson')).stdout.trimEnd().split('\n')).toHaveLength(2)
})

test('cuts after the rows asked for and says so', async () => {
  const { stdout, stderr } = await query('SELECT id FROM events', '--limit', '2', '-o', 'csv')

  expect(stdout.trimEnd().split('\n')).toHaveLength(3)
  expect(stderr).toContain('Only the first 2 rows')
})

test('writes nothing, whatever the statement', async () => {
  const store = await aStore()
  const outside = join(aDirectory(), 'outside.sqlite')
  const run = (sql: string): Promise<CommandResult> => runCommand(['query', sql, '--db', store])
  const attempts = await Promise.all(
    [
      'DELETE FROM alerts',
      'WITH gone AS (SELECT 1) DELETE FROM alerts',
      `ATTACH '${outside}' AS other`,
      'SELECT 1; DELETE FROM alerts',
      'PRAGMA journal_mode = DELETE',
      'VACUUM',
      "SELECT load_extension('x')",
    ].map(run),
  )

  expect(attempts.map(({ exitCode, stdout }) => ({ exitCode, stdout }))).toEqual(attempts.map(() => ({ exitCode: 2, stdout: '' })))
  expect(existsSync(outside)).toBe(false)
  expect((await run('SELECT count(*) AS n FROM alerts')).stdout).toBe('n\n1\n')
})

test('ends a statement that does not end by itself', async () => {
  const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n'
  const { exitCode, stderr } = await query(endless, '--timeout', '1')

  expect(exitCode).toBe(2)
  expect(stderr).toContain('did not end within 1 s')
})

test('stops with 130 when it is interrupted, while it runs or before', async () => {
  const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n'
  const store = await aStore()
  const run = (signal: AbortSignal): Promise<CommandResult> => runCommand(['query', endless, '--db', store], { signal })

  expect((await run(AbortSignal.timeout(300))).exitCode).toBe(130)
  expect((await run(AbortSignal.abort())).exitCode).toBe(130)
})

test('says what SQLite says of a wrong statement, and where to look', async () => {
  const { exitCode, stderr } = await query('SELECT id FROM nowhere')

  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/no such table: nowhere.*query --help/)
})

test('exits with 66 without a store and with 78 on a file that is none', async () => {
  const missing = await runCommand(['query', 'SELECT 1', '--db', join(aDirectory(), 'none.sqlite')])
  const other = aFile('other.sqlite', 'not a database at all, but long enough to look at')

  expect(missing.exitCode).toBe(66)
  expect(missing.stderr).toContain('win11mon analyze')
  expect((await runCommand(['query', 'SELECT 1', '--db', other])).exitCode).toBe(78)
})
