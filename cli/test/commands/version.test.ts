import { expect, test } from 'vitest'

import { runCommand } from '../run-command.ts'

test('prints the versions of the program and of its formats', async () => {
  const { stdout } = await runCommand(['version', '-o', 'json'])

  expect(JSON.parse(stdout)).toEqual({
    win11mon: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    event_schema: expect.stringMatching(/^[0-9a-f]{16}$/),
    store: 2,
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  })
})

test('prints the short version and help on the standard output and exits with 0', async () => {
  const [version, help] = [await runCommand(['--version']), await runCommand(['help', 'analyze'])]

  expect({ ...version, stdout: '' }).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  expect(help).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringContaining('Examples:') })
})
