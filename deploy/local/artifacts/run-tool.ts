import { spawnSync } from 'node:child_process'

export interface ToolOptions {
  readonly directory?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs a program to its end and returns what it printed. Throws with the end of its output when it fails. */
export function runTool(command: string, args: readonly string[], { directory, environment }: ToolOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...environment },
    ...(directory === undefined ? {} : { cwd: directory }),
  })
  if (error !== undefined) throw new Error(`${command} cannot be started: ${error.message}`, { cause: error })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed with ${status}:\n${`${stdout}\n${stderr}`.slice(-3_000)}`)
  return stdout
}

export function hasTool(command: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', command]).status === 0
}
