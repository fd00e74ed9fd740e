import { createNotices } from '../terminal/notices.ts'
import { countOf } from '../terminal/format.ts'
import { type Screen, screenOf } from '../terminal/screen.ts'
import type { CommandContext } from '../command-context.ts'
import { describeTables, describeTable } from './describe-tables.ts'
import { type RowFormat, createRowPrinter } from './print-rows.ts'
import type { QueryMessage } from './query-protocol.ts'
import { runQuery } from './run-query.ts'

/** What holds for every statement of a call. */
export interface QuerySession {
  readonly databasePath: string
  readonly format: RowFormat
  readonly maxRows: number
  readonly deadlineMs: number
}

export const dotCommands = ['.help', '.quit', '.schema', '.tables'] as const

export const dotHelp = `.tables          the tables and views, and what they hold
.schema [TABLE]  the columns of all of them or of one, and what they mean
.help            this
.quit            ends the shell; so does Ctrl+D
Anything else is SQL that reads; a statement ends with a semicolon. Ctrl+C ends a statement that runs.`

/** Runs one statement or dot command and prints what it says. Fails with QUERY_REFUSED. Aborting the signal ends it. */
export async function runStatement(text: string, session: QuerySession, context: CommandContext, signal: AbortSignal): Promise<void> {
  const [command = '', name] = text.trim().split(/[\s;]+/)
  if (command === '.help') context.stdout.write(`${dotHelp}\n`)
  else if (command === '.tables')
    await print(
      describeTables((sql) => run(sql, session, signal)),
      session,
      context,
    )
  else if (command === '.schema')
    await print(
      describeTable(name === '' ? undefined : name, (sql) => run(sql, session, signal)),
      session,
      context,
    )
  else await print(run(text, session, signal), session, context)
}

function run(sql: string, { databasePath, maxRows, deadlineMs }: QuerySession, signal: AbortSignal): AsyncIterable<QueryMessage> {
  return runQuery({ databasePath, sql, maxRows, deadlineMs }, signal)
}

async function print(messages: AsyncIterable<QueryMessage>, { format, maxRows }: QuerySession, context: CommandContext): Promise<void> {
  const { stdout, stderr, environment } = context
  const printer = await createRowPrinter(format, stdout, tableScreen(context))
  for await (const message of messages) {
    printer.take(message)
    if ('end' in message && message.end.isCut) {
      const notices = createNotices(stderr, screenOf(stderr, environment), 'info')
      notices.warn(`Only the first ${countOf(maxRows, 'row')} are shown: raise --limit for more.`)
    }
  }
  printer.end()
}

/** On a terminal a table keeps to its width; in a pipe nothing is cut. */
function tableScreen({ stdout, environment }: CommandContext): Screen {
  const screen = screenOf(stdout, environment)
  return stdout.isTerminal || environment['COLUMNS'] !== undefined ? screen : { ...screen, columns: Infinity }
}
