import { join } from 'node:path'

import { expect, test } from 'vitest'

import { run } from '../src/program.ts'
import { aDirectory, runCommand } from './run-command.ts'

test('shows where in the program an error arose only when that is asked for', async () => {
  const path = join(aDirectory(), 'missing.json')
  const plain = await runCommand(['analyze', path])
  const debug = await runCommand(['analyze', path], { environment: { WIN11MON_DEBUG: '1' } })

  expect(plain.stderr).not.toMatch(/\n\s+at /)
  expect(debug.stderr).toMatch(/\n\s+at /)
})

test('says what is wrong on one line, whatever stands in a name', async () => {
  const { stderr } = await runCommand(['analyze', join(aDirectory(), 'a\nb\u001B[2J')])

  expect(stderr).toMatch(/^win11mon: [^\n]*a\\nb\\x1b\[2J[^\n]*\n$/)
})

test('calls what nobody expected a defect and exits with 70', async () => {
  const messages: string[] = []
  const broken = { isTerminal: false, columns: undefined, write: () => fail() }
  const stderr = { isTerminal: false, columns: undefined, write: (text: string) => void messages.push(text) }
  const signal = new AbortController().signal
  const exitCode = await run(['version'], {
    stdin: { stream: process.stdin, isTerminal: false },
    stdout: broken,
    stderr,
    environment: {},
    directory: '.',
    signal,
  })

  expect(exitCode).toBe(70)
  expect(messages.join('')).toMatch(/^win11mon: nobody expected this. This is a defect of win11mon/)
})

function fail(): never {
  throw new TypeError('nobody expected this')
}

test('prints help and exits with 2 when no command is given', async () => {
  const { exitCode, stderr } = await runCommand([])

  expect(exitCode).toBe(2)
  expect(stderr).toContain('Commands:')
})
