import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout } from 'node:timers/promises'

import { expect, test, vi } from 'vitest'

import { aStore } from '../a-store.ts'
import { type CommandResult, aDirectory, runCommand } from '../run-command.ts'

// Each statement starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;'

/** A person who types these keys, each after a moment, and reads what comes. */
async function converse(keys: readonly (string | number)[], state = aDirectory()): Promise<CommandResult> {
  const typed = new PassThrough()
  const ended = runCommand(['query', '--db', await aStore(), '--timeout', '20'], {
    typed,
    terminalColumns: 100,
    environment: { XDG_STATE_HOME: state, NO_COLOR: '1' },
  })
  for (const key of keys) {
    if (typeof key === 'number') await setTimeout(key)
    else typed.write(key)
  }
  return ended
}

test('runs statements over several lines and several on one line, and keeps what was typed', async () => {
  const state = aDirectory()
  const { exitCode, stdout, stderr } = await converse(
    ['SELECT pid\r', 'FROM processes -- ;\r', 'WHERE pid = 700;\r', "SELECT 'a;b' AS one; SELECT 2 AS two;\r", '.quit\r'],
    state,
  )

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  for (const text of ['pid\n700\n', 'one\na;b\n', 'two\n  2\n']) expect(stdout).toContain(text)
  expect(readFileSync(join(state, 'win11mon', 'query-history'), 'utf8').split('\n')[0]).toBe('SELECT pid')
})

test('goes on after a statement that is wrong or not allowed', async () => {
  const { exitCode, stdout, stderr } = await converse([
    'SELECT nope;\r',
    'DELETE FROM events;\r',
    '.schema nowhere\r',
    'SELECT count(*) AS still FROM alerts;\r',
    '\u0004',
  ])

  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/no such column: nope[\s\S]*DELETE is not allowed[\s\S]*no table nowhere/)
  expect(stdout).toContain('still\n    1\n')
})

test('Ctrl+C ends a statement that runs and forgets one that was begun', async () => {
  const { exitCode, stdout, stderr } = await converse([
    `${endless}\r`,
    1500,
    '\u0003',
    1500,
    "SELECT 'begun\r",
    200,
    '\u0003',
    'SELECT 7 AS after;\r',
    '.quit\r',
  ])

  expect(exitCode).toBe(0)
  expect(stderr).toBe('Ended by Ctrl+C.\n')
  expect(stdout).toContain('after\n    7\n')
})

test('completes the name of a table', async () => {
  const { stdout } = await converse(['SELECT count(*) AS n FROM v_al', '\t', ';\r', '.quit\r'])

  expect(stdout).toContain('n\n1\n')
})
