import { readFileSync } from 'node:fs'

import { type ErrorCode, errorCodes } from '@win11mon/pipeline'
import type { Command } from 'commander'
import { expect, test } from 'vitest'

import { exitCodeByError, exitCodes } from '../src/exit-codes.ts'
import { createProgram } from '../src/program.ts'
import { configDescription } from '../src/settings.ts'
import { aFile, runCommand } from './run-command.ts'

/** A page with the padding of its tables taken out. */
function page(name: string): string {
  return readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8').replaceAll(/ *\| */g, '|')
}

/** Text of a section, up to the next heading of its level or above. */
function section(text: string, heading: string): string {
  const start = text.indexOf(`\n${heading}\n`)
  expect(start, `section ${heading}`).toBeGreaterThanOrEqual(0)
  const level = heading.indexOf(' ')
  const after = text.slice(start + heading.length + 2)
  const end = after.search(new RegExp(`^#{1,${level}} `, 'm'))
  return end < 0 ? after : after.slice(0, end)
}

const silent = { write: () => undefined, isTerminal: false, columns: undefined }
const context = {
  stdin: { stream: process.stdin, isTerminal: false },
  stdout: silent,
  stderr: silent,
  environment: {},
  directory: '.',
  signal: new AbortController().signal,
}
const program = createProgram({ context, finish: () => undefined })

interface Documented {
  readonly heading: string
  readonly command: Command
}

const commands: readonly Documented[] = program.commands.flatMap((command): Documented[] => [
  { heading: `## \`win11mon ${command.name()}\``, command },
  ...command.commands.map((child) => ({ heading: `### \`win11mon ${command.name()} ${child.name()}\``, command: child })),
])

test.each(commands)('describes every argument and option of $heading', ({ heading, command }) => {
  const text = section(page('cli.md'), heading)

  for (const option of command.options) expect(text).toContain(`|\`${option.flags}\`|${option.description}`)
  for (const argument of command.registeredArguments) expect(text).toContain(argument.description)
})

test('describes no command and no option that there is not', () => {
  const headings = [...page('cli.md').matchAll(/^##+ `win11mon [^`]+`$/gm)].map(([heading]) => heading)
  const known = new Set(commands.flatMap(({ command }) => command.options.map((option) => option.flags)))
  const described = [...page('cli.md').matchAll(/^\|`(-[^`]+)`\|/gm)].map(([, flags]) => flags ?? '')

  expect(headings).toEqual(commands.map(({ heading }) => heading))
  expect(described.filter((flags) => !known.has(flags))).toEqual([])
})

test('has examples in the help of every command', async () => {
  const helps = await Promise.all(program.commands.map((command) => runCommand(['help', command.name()])))

  for (const { stdout } of helps) expect(stdout).toContain('Examples:')
})

test('explains every exit code', () => {
  const rows = [...section(page('cli.md'), '### Exit codes').matchAll(/^\|(\d+)\|/gm)].map(([, code]) => Number(code))

  expect(rows).toEqual(Object.values(exitCodes))
})

test('has a section for every error code, with its exit code, and for no other', () => {
  const text = page('errors.md')
  const documented = [...text.matchAll(/^## (\S+)$/gm)].map(([, code]) => code as ErrorCode)

  expect(documented).toEqual(errorCodes)
  for (const code of documented) expect(section(text, `## ${code}`)).toContain(`**Exit code** ${exitCodeByError[code]}.`)
})

test('lists every setting with its default and what it does', () => {
  const rows = configDescription.options.map(({ path, node }) => `|\`${path}\`|\`${JSON.stringify(node.default)}\`|${node.description}`)
  const text = section(page('configuration.md'), '## Settings')

  for (const row of rows) expect(text).toContain(row)
  expect(text.match(/^\|`/gm)).toHaveLength(rows.length)
})

test('shows an example of exceptions that is accepted', async () => {
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page('configuration.md')) ?? []
  const { exitCode, stdout } = await runCommand(['config', 'show', '--config', aFile('example.yaml', example)])

  expect(exitCode).toBe(0)
  for (const text of ['rule: HD-08', 'host: WORKSTATION5', 'expires: 2026-06-30']) expect(stdout).toContain(text)
})
