import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { historyPath, openHistory } from '../../src/query/history.ts'
import { aDirectory } from '../run-command.ts'

test('lies where a person keeps the state of programs', () => {
  expect(historyPath({ XDG_STATE_HOME: '/state', HOME: '/home/ann' }, 'linux')).toBe(join('/state', 'win11mon', 'query-history'))
  expect(historyPath({ HOME: '/home/ann' }, 'linux')).toBe(join('/home/ann', '.local', 'state', 'win11mon', 'query-history'))
  expect(historyPath({ LOCALAPPDATA: 'C:\\Users\\ann', HOME: '/x' }, 'win32')).toContain('C:\\Users\\ann')
})

test('keeps each line at once, for nobody else, the newest first and no more than a thousand', () => {
  const path = join(aDirectory(), 'state', 'query-history')
  const history = openHistory(path)
  history.add('SELECT 1;')
  history.add(' ')
  history.add('SELECT 2;')
  expect(openHistory(path).lines).toEqual(['SELECT 2;', 'SELECT 1;'])

  writeFileSync(path, Array.from({ length: 1200 }, (_, index) => `line ${index}\n`).join(''))
  expect(openHistory(path).lines).toHaveLength(1000)
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(1001)
  expect(openHistory(path).lines[0]).toBe('line 1199')
})

test.skipIf(process.platform === 'win32')('nobody else may read it', () => {
  const path = join(aDirectory(), 'state', 'query-history')
  openHistory(path).add('SELECT 1;')
  expect([statSync(path).mode & 0o777, statSync(join(path, '..')).mode & 0o777]).toEqual([0o600, 0o700])
})

test('a file that cannot be used is said and nothing more', () => {
  const path = join(aDirectory(), 'query-history')
  mkdirSync(path)
  const history = openHistory(path)
  history.add('SELECT 1;')
  expect(history.problem).toContain('is not kept')
  expect(history.lines).toEqual([])
})
