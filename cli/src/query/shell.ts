import { type Interface, createInterface } from 'node:readline'
import { Writable } from 'node:stream'

import type { CommandContext } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { createNotices } from '../terminal/notices.ts'
import { sanitize } from '../terminal/sanitize.ts'
import { type Output, screenOf } from '../terminal/screen.ts'
import { complete } from './complete.ts'
import { type History, historyPath, openHistory } from './history.ts'
import type { QuerySession } from './query-session.ts'
import { type TypedStatements, createTypedStatements } from './typed-statements.ts'

const prompts = { first: 'win11mon> ', more: '     ...> ' }
const greeting = 'A statement ends with a semicolon. .tables lists what there is, .help says more, Ctrl+D ends.'

/**
 * Asks a person for statements until there are no more. Each runs under the same guards as one of the command line. What is wrong
 * with one is said, and the next may come. Ctrl+C ends the statement that runs, else the text that was begun.
 */
export async function runShell(session: QuerySession, context: CommandContext): Promise<number> {
  const { stdout, stderr, environment, signal } = context
  const history = openHistory(historyPath(environment))
  if (history.problem !== undefined) createNotices(stderr, screenOf(stderr, environment), 'warn').warn(history.problem)
  stdout.write(`${sanitize(session.databasePath)}\n${greeting}\n`)
  const terminal = openTerminal(context, history)
  const close = (): void => terminal.close()
  signal.addEventListener('abort', close)
  try {
    await converse(terminal, createTypedStatements(session, context), history)
  } finally {
    signal.removeEventListener('abort', close)
    terminal.close()
  }
  stdout.write('\n')
  return signal.aborted ? exitCodes.interrupted : exitCodes.ok
}

function openTerminal({ stdin, stdout }: CommandContext, { lines }: History): Interface {
  return createInterface({
    input: stdin.stream,
    output: writableOf(stdout),
    terminal: true,
    completer: complete,
    history: [...lines],
    historySize: 1000,
    removeHistoryDuplicates: true,
  })
}

async function converse(terminal: Interface, statements: TypedStatements, history: History): Promise<void> {
  const lines = linesOf(terminal)
  const ask = (): void => {
    // The person may have ended the input while a statement ran.
    if (lines.isClosed) return
    terminal.setPrompt(statements.isPending ? prompts.more : prompts.first)
    terminal.prompt()
  }
  terminal.on('SIGINT', () => {
    if (statements.interrupt()) return
    // What was typed of the line goes too.
    terminal.write(null, { ctrl: true, name: 'e' })
    terminal.write(null, { ctrl: true, name: 'u' })
    ask()
  })
  ask()
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
    history.add(line)
    if (!(await statements.take(line))) return
    ask()
  }
}

interface Lines {
  /** Undefined when there are no more. */
  next(): Promise<string | undefined>
  /** No line will be typed any more. */
  readonly isClosed: boolean
}

/** Keeps lines that come while a statement runs, as when several are pasted. */
function linesOf(terminal: Interface): Lines {
  const waiting: string[] = []
  let isClosed = false
  let wake: (() => void) | undefined
  terminal.on('line', (line: string) => {
    waiting.push(line)
    wake?.()
  })
  terminal.on('close', () => {
    isClosed = true
    wake?.()
  })
  return {
    async next() {
      while (waiting.length === 0 && !isClosed) await new Promise<void>((resolve) => (wake = resolve))
      return waiting.shift()
    },
    get isClosed() {
      return isClosed
    },
  }
}

/** Our output as the stream that readline draws on. */
function writableOf(output: Output): Writable {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      output.write(chunk.toString())
      done()
    },
  })
  return Object.defineProperty(stream, 'columns', { get: () => output.columns })
}
