import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** One server that runs on its own, known by a directory with its pid and output: whoever has the directory can end it. */
export interface ServerProcess {
  readonly directory: string
  /** Undefined when it does not run. */
  pid(): number | undefined
  /** Starts it unless it runs, and waits until it is ready. */
  start(): Promise<void>
  /** Asks it to end, and ends it after ten seconds. */
  stop(): Promise<void>
  /** Ends it as a power cut would. Resolves when it is gone. */
  kill(): Promise<void>
  signal(name: NodeJS.Signals): void
}

export interface ServerOptions {
  readonly directory: string
  readonly command: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** A part of the command line that no other process has: a pid from a file may belong to somebody else by now. */
  readonly mark: string
  /** How long it may take to get ready; a minute and a half unless given. */
  readonly readyWithinMs?: number
  /** Whether it takes requests. Gets what it has printed since its start. */
  isReady(output: string): Promise<boolean> | boolean
}

const usuallyReadyWithinMs = 90_000
const pollMs = 50
const graceMs = 10_000

export function serverProcess(options: ServerOptions): ServerProcess {
  const { directory, mark, isReady, readyWithinMs = usuallyReadyWithinMs } = options
  const pidPath = join(directory, 'pid')
  const outputPath = join(directory, 'output.log')

  function pid(): number | undefined {
    if (!existsSync(pidPath)) return undefined
    const number = Number(readFileSync(pidPath, 'utf8'))
    return commandLineOf(number)?.includes(mark) === true ? number : undefined
  }

  async function start(): Promise<void> {
    if (pid() !== undefined) return
    launch(options, { pidPath, outputPath })
    const deadline = Date.now() + readyWithinMs
    while (!(await isReady(readFileSync(outputPath, 'utf8')))) {
      if (pid() === undefined) throw new Error(`The server in ${directory} ended at its start:\n${endOf(outputPath)}`)
      if (Date.now() > deadline) throw new Error(`The server in ${directory} is not ready after ${readyWithinMs} ms:\n${endOf(outputPath)}`)
      await sleep(pollMs)
    }
  }

  async function end(first: NodeJS.Signals): Promise<void> {
    const number = pid()
    if (number === undefined) return rmSync(pidPath, { force: true })
    process.kill(number, first)
    const deadline = Date.now() + graceMs
    while (!hasEnded(number)) {
      if (Date.now() > deadline) process.kill(number, 'SIGKILL')
      await sleep(pollMs)
    }
    rmSync(pidPath, { force: true })
  }

  return {
    directory,
    pid,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    signal(name) {
      const number = pid()
      if (number === undefined) throw new Error(`The server in ${directory} does not run.`)
      process.kill(number, name)
    },
  }
}

function launch({ directory, command, args, environment }: ServerOptions, paths: { pidPath: string; outputPath: string }): void {
  mkdirSync(directory, { recursive: true })
  const output = openSync(paths.outputPath, 'w')
  const child = spawn(command, args, {
    cwd: directory,
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...environment },
  })
  closeSync(output)
  if (child.pid === undefined) throw new Error(`${command} cannot be started.`)
  writeFileSync(paths.pidPath, String(child.pid))
  child.unref()
}

/** Undefined when there is no such process, or when it has ended and nobody has asked how. */
function commandLineOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return undefined
  }
}

/** Its memory goes before its sockets do, so an empty command line is not the end; the last thread of a zombie has neither. */
function hasEnded(pid: number): boolean {
  try {
    const [, state = ''] = /^\d+ \(.*\) (\S)/u.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return (state === 'Z' || state === 'X') && readdirSync(`/proc/${pid}/task`).length <= 1
  } catch {
    return true
  }
}

function endOf(path: string): string {
  return readFileSync(path, 'utf8').slice(-3_000)
}
