import type { CommandContext } from './command-context.ts'
import { exitCodes } from './exit-codes.ts'
import { quietSqliteWarning } from './quiet-sqlite-warning.ts'
import type { Output } from './terminal/screen.ts'

/** The world of the running process. The first Ctrl+C asks the command to stop, the second ends it. */
export function processContext(): CommandContext {
  quietSqliteWarning()
  return {
    // Not looked at before a command asks: opening it keeps a process alive.
    get stdin() {
      return { stream: process.stdin, isTerminal: process.stdin.isTTY }
    },
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    environment: process.env,
    directory: process.cwd(),
    signal: interruption(),
  }
}

function outputOf(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read us has seen enough (`| head`); that is no failure of ours.
    if (error.code === 'EPIPE') process.exit(exitCodes.ok)
    process.stderr.write(`win11mon: the output cannot be written (${error.message}). Free space, or write it elsewhere.\n`)
    process.exit(exitCodes.io)
  })
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined
    },
  }
}

function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted)
      controller.abort()
    })
  }
  return controller.signal
}
