import { families, familyNames, openSqliteDocumentReader } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { type RowFormat, createRowPrinter } from '../query/print-rows.ts'
import { runQuery } from '../query/run-query.ts'
import { countOf } from '../terminal/format.ts'
import { createNotices } from '../terminal/notices.ts'
import { type Screen, screenOf } from '../terminal/screen.ts'
import { databasePath, parseCount, requiredDatabaseOption } from './options.ts'

interface QueryCommandOptions {
  readonly db: string
  readonly output: RowFormat
  readonly limit: string
  readonly timeout: string
}

const tables = familyNames.map((name) => `  ${name}: id, ${families[name].columns.map((column) => column.name).join(', ')}, doc`).join('\n')

const examples = `
Examples:
  $ win11mon query "SELECT rule_id, severity, count(*) FROM alerts GROUP BY 1, 2" --db capture.sqlite
  $ win11mon query "SELECT pid, executable, abuse_score FROM processes ORDER BY abuse_score DESC LIMIT 10" --db capture.sqlite
  $ win11mon query "SELECT doc ->> '$.process.command_line' FROM processes" --db capture.sqlite -o csv

Tables (docs/store.md explains every column):
${tables}

Only statements that read are run: on a read-only connection, in a process of their own, within a time limit.

Exit codes: 0 done; 2 the statement is wrong, not allowed or took too long; 66 there is no such store; 78 the file is no
store of this version; 130 interrupted.`

/** `win11mon query`: SQL over a store. */
export function queryCommand({ context, finish }: CommandHost): Command {
  return new Command('query')
    .summary('ask a store in SQL')
    .description('Runs one SQL statement that reads over a store.')
    .argument('<sql>', 'the statement')
    .addOption(requiredDatabaseOption())
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json', 'ndjson', 'csv']).default('table'))
    .option('--limit <rows>', 'rows to print at most', '1000')
    .option('--timeout <seconds>', 'seconds after which the statement is ended', '30')
    .addHelpText('after', examples)
    .action(async (sql: string, options: QueryCommandOptions) => finish(await query(sql, options, context)))
}

async function query(sql: string, options: QueryCommandOptions, context: CommandContext): Promise<number> {
  const { stdout, stderr, environment, signal } = context
  const path = databasePath(options.db, context)
  const maxRows = parseCount('--limit', options.limit, 1, 1_000_000_000)
  const deadlineMs = parseCount('--timeout', options.timeout, 1, 86_400) * 1000
  await checkStore(path)
  const printer = await createRowPrinter(options.output, stdout, tableScreen(context))
  for await (const message of runQuery({ databasePath: path, sql, maxRows, deadlineMs }, signal)) {
    printer.take(message)
    if ('end' in message && message.end.isCut) {
      const notices = createNotices(stderr, screenOf(stderr, environment), 'info')
      notices.warn(`Only the first ${countOf(maxRows, 'row')} are shown: raise --limit for more.`)
    }
  }
  printer.end()
  return signal.aborted ? exitCodes.interrupted : exitCodes.ok
}

/** A file that is missing or no store is an error of its own, not one of the statement. */
async function checkStore(path: string): Promise<void> {
  const reader = await openSqliteDocumentReader(path)
  await reader.close()
}

/** On a terminal a table keeps to its width; in a pipe nothing is cut. */
function tableScreen({ stdout, environment }: CommandContext): Screen {
  const screen = screenOf(stdout, environment)
  return stdout.isTerminal || environment['COLUMNS'] !== undefined ? screen : { ...screen, columns: Infinity }
}
