import { PipelineError } from '@win11mon/pipeline'

import type { CommandContext } from '../command-context.ts'
import { sanitize } from '../terminal/sanitize.ts'
import { screenOf } from '../terminal/screen.ts'
import { type QuerySession, runStatement } from './query-session.ts'
import { isBlank, splitStatements } from './statements.ts'

/** Takes what a person types line by line and runs what is complete. */
export interface TypedStatements {
  /** False when the person wants no more. What is wrong with a statement is said and forgotten. */
  take(line: string): Promise<boolean>
  /** Ends the statement that runs, else forgets the text that was begun; false when no statement ran. */
  interrupt(): boolean
  /** A statement was begun and is not complete. */
  readonly isPending: boolean
}

export function createTypedStatements(session: QuerySession, context: CommandContext): TypedStatements {
  const { stderr, environment, signal } = context
  let pending = ''
  let running: AbortController | undefined

  async function run(statement: string): Promise<void> {
    running = new AbortController()
    try {
      await runStatement(statement, session, context, AbortSignal.any([running.signal, signal]))
      if (running.signal.aborted) stderr.write('Ended by Ctrl+C.\n')
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error
      stderr.write(`${screenOf(stderr, environment).colours.red('error:')} ${sanitize(error.message)}\n`)
    } finally {
      running = undefined
    }
  }

  return {
    async take(line) {
      const command = pending === '' ? /^\s*(\.\w*)/.exec(line)?.[1] : undefined
      if (command === '.quit' || command === '.exit') return false
      if (command !== undefined) await run(line)
      else {
        const { statements, rest } = splitStatements(`${pending}${line}\n`)
        pending = isBlank(rest) ? '' : rest
        for (const statement of statements) await run(statement)
      }
      return true
    },
    interrupt() {
      if (running === undefined) pending = ''
      running?.abort()
      return running !== undefined
    },
    get isPending() {
      return pending !== ''
    },
  }
}
