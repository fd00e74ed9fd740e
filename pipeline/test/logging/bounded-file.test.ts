import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { openBoundedFile } from '../../src/logging/bounded-file.ts'

function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-log-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

test('a file that has grown is put aside once, and its lines are whole', () => {
  const directory = aDirectory()
  const file = openBoundedFile(join(directory, 'agent.log'), 1_000)
  for (let line = 0; line < 500; line += 1) file.write(`line ${line}\n`)
  file.close()
  expect(readdirSync(directory).toSorted()).toEqual(['agent.log', 'agent.log.1'])
  const [newer, older] = ['agent.log', 'agent.log.1'].map((name) => readFileSync(join(directory, name), 'utf8'))
  expect(`${older}${newer}`).toMatch(/^(line \d+\n)+$/)
  expect(newer?.endsWith('line 499\n')).toBe(true)
  expect(statSync(join(directory, 'agent.log')).mode & 0o777).toBe(0o600)
})

test('a later run writes on', () => {
  const path = join(aDirectory(), 'agent.log')
  for (const text of ['one\n', 'two\n']) {
    const file = openBoundedFile(path, 1_000)
    file.write(text)
    file.close()
  }
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
})

test('a disk that is full costs lines and nothing else', () => {
  const file = openBoundedFile('/dev/full', 1_000_000)
  file.write('lost\n')
  expect(file.failedWrites).toBe(1)
  file.close()
})

test('a file that cannot be opened is an error that names it', () => {
  const path = join(aDirectory(), 'missing', 'agent.log')
  expect(() => openBoundedFile(path, 1_000)).toThrow(path)
})
