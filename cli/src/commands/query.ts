import { text } from 'node:stream/consumers'

import { PipelineError, familyNames, openSqliteDocumentReader, viewNames } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { columnNames } from '../query/describe-tables.ts'
import type { RowFormat } from '../query/print-rows.ts'
import { type QuerySession, dotHelp, runStatement } from '../query/query-session.ts'
import { isBlank, splitStatements } from '../query/statements.ts'
import { databasePath, parseCount, requiredDatabaseOption } from './options.ts'

interface QueryCommandOptions {
  readonly db: string
  readonly output: RowFormat
  readonly limit: string
  readonly timeout: string
}

const list = (names: readonly string[]): string => names.map((name) => `  ${name}: ${columnNames.get(name)?.join(', ') ?? ''}`).join('\n')

const examples = `
Examples:
  $ win11mon query --db capture.sqlite                                      a shell, with history and completion
  $ win11mon query "SELECT time, severity, rule, actor, object FROM v_alerts ORDER BY time" --db capture.sqlite
  $ win11mon query "SELECT actor, object, rights, count(*) FROM v_handles GROUP BY 1, 2, 3" --db capture.sqlite -o csv
  $ win11mon query "SELECT doc FROM processes WHERE pid = 4824" --db capture.sqlite -o json
  $ win11mon query --db capture.sqlite < questions.sql
  $ win11mon query .tables --db capture.sqlite

Dot commands:
${dotHelp
  .split('\n')
  .slice(0, -1)
  .map((line) => `  ${line}`)
  .join('\n')}

Views, for people (docs/store.md explains every column):
${list(viewNames)}
Tables:
${list(familyNames)}

Only statements that read are run: on a read-only connection, in a process of their own, within a time limit.

Exit codes: 0 done; 2 the statement is wrong, not allowed or took too long; 66 there is no such store; 74 it cannot be read
where it lies; 78 the file is no store of this version; 130 interrupted.`

/** `win11mon query`: SQL over a store. */
export function queryCommand({ context, finish }: CommandHost): Command {
  return new Command('query')
    .summary('ask a store in SQL')
    .description('Runs SQL that reads over a store: one statement, those of the standard input, or on a terminal those that are typed.')
    .argument('[sql]', 'the statement, or a dot command; without it a shell, or the standard input')
    .addOption(requiredDatabaseOption())
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json', 'ndjson', 'csv']).default('table'))
    .option('--limit <rows>', 'rows to print at most', '1000')
    .option('--timeout <seconds>', 'seconds after which the statement is ended', '30')
    .addHelpText('after', examples)
    .action(async (sql: string | undefined, options: QueryCommandOptions) => finish(await query(sql, options, context)))
}

async function query(sql: string | undefined, options: QueryCommandOptions, context: CommandContext): Promise<number> {
  const session: QuerySession = {
    databasePath: databasePath(options.db, context),
    format: options.output,
    maxRows: parseCount('--limit', options.limit, 1, 1_000_000_000),
    deadlineMs: parseCount('--timeout', options.timeout, 1, 86_400) * 1000,
  }
  await checkStore(session.databasePath)
  if (sql === undefined && context.stdin.isTerminal && context.stdout.isTerminal) {
    const { runShell } = await import('../query/shell.ts')
    return runShell(session, context)
  }
  for (const statement of sql === undefined ? await readStatements(context) : [sql]) {
    if (!context.signal.aborted) await runStatement(statement, session, context, context.signal)
  }
  return context.signal.aborted ? exitCodes.interrupted : exitCodes.ok
}

/** Statements and dot commands of the standard input; the last needs no semicolon. Fails with USAGE when there are none. */
async function readStatements({ stdin }: CommandContext): Promise<string[]> {
  const found: string[] = []
  let pending = ''
  for (const line of (await text(stdin.stream)).split('\n')) {
    if (isBlank(pending) && line.trimStart().startsWith('.')) found.push(line)
    else {
      const { statements, rest } = splitStatements(`${pending}${line}\n`)
      found.push(...statements)
      pending = rest
    }
  }
  if (!isBlank(pending)) found.push(pending)
  if (found.length > 0) return found
  throw new PipelineError('USAGE', 'There is no statement: give one, write some to the standard input, or start it on a terminal.')
}

/** A file that is missing or no store is an error of its own, not one of the statement. */
async function checkStore(path: string): Promise<void> {
  const reader = await openSqliteDocumentReader(path)
  await reader.close()
}
