import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { onTestFinished } from 'vitest'

import type { Output } from '../src/terminal/screen.ts'
import { run } from '../src/program.ts'

export interface CommandResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface CommandWorld {
  readonly directory?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Width of the terminal; without it output goes to a pipe. */
  readonly terminalColumns?: number
  readonly signal?: AbortSignal
  /** What it reads; nothing, unless it is said. */
  readonly stdin?: string
  /** What a person types on a terminal instead. */
  readonly typed?: Readable
}

/** Runs a command line in this process, as the program would, and returns what it wrote. */
export async function runCommand(args: readonly string[], world: CommandWorld = {}): Promise<CommandResult> {
  const stdout = collectOutput(world.terminalColumns)
  const stderr = collectOutput(world.terminalColumns)
  const exitCode = await run(args, {
    stdin: { stream: world.typed ?? Readable.from([world.stdin ?? '']), isTerminal: world.typed !== undefined },
    stdout,
    stderr,
    environment: world.environment ?? {},
    directory: world.directory ?? process.cwd(),
    signal: world.signal ?? new AbortController().signal,
  })
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() }
}

function collectOutput(columns: number | undefined): Output & { text(): string } {
  const parts: string[] = []
  return { write: (text) => void parts.push(text), isTerminal: columns !== undefined, columns, text: () => parts.join('') }
}

/** A directory that goes away with the test. */
export function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-cli-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** A file in a directory of its own. */
export function aFile(name: string, content: string | Uint8Array): string {
  const path = join(aDirectory(), name)
  writeFileSync(path, content)
  return path
}
