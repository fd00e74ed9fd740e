import { openSqliteDocumentReader } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ReportInput, ReportLedger } from '../analysis/report.ts'
import { readStored } from '../analysis/stored-document.ts'
import { type StreamLedger, readLedger } from '../store/read-ledger.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'
import { databasePath, requiredDatabaseOption } from './options.ts'

interface LedgerOptions {
  readonly db: string
  readonly output: 'table' | 'json' | 'ndjson'
}

const examples = `
Examples:
  $ win11mon ledger --db capture.sqlite
  $ win11mon ledger --db capture.sqlite -o json

issued = indexed + dead-lettered + gaps + in flight + unexplained, for each stream of events; stored is what the
store really holds of what was indexed.

Exit codes: 0 every event is accounted for; 1 some are not; 66 there is no such store, or
nothing was stored in it; 78 the file is no store of this version.`

/** `win11mon ledger`: where every event is. */
export function ledgerCommand({ context, finish }: CommandHost): Command {
  return new Command('ledger')
    .summary('account for every event of a store')
    .description('Prints, for every host and stream of a store, where each event is that the source numbered.')
    .addOption(requiredDatabaseOption())
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json', 'ndjson']).default('table'))
    .addHelpText('after', examples)
    .action(async (options: LedgerOptions) => finish(await ledger(options, context)))
}

async function ledger(options: LedgerOptions, context: CommandContext): Promise<number> {
  const reader = await openSqliteDocumentReader(databasePath(options.db, context))
  try {
    const streams = await readLedger(reader)
    const inputs = await reader.inputs()
    await print({ streams, inputs: inputs.map((row) => readStored(row, (document: RejectedRecords) => document)) }, options, context)
    if (streams.length === 0) return exitCodes.noInput
    return streams.every(isBalanced) ? exitCodes.ok : exitCodes.findings
  } finally {
    await reader.close()
  }
}

/** The equation holds, and what was indexed is there. */
function isBalanced({ unexplained, indexed, stored }: StreamLedger): boolean {
  return unexplained === 0 && indexed === stored
}

type RejectedRecords = Pick<ReportInput, 'rejected'>

interface Account {
  readonly streams: readonly StreamLedger[]
  readonly inputs: readonly RejectedRecords[]
}

async function print({ streams, inputs }: Account, { output }: LedgerOptions, { stdout, environment }: CommandContext): Promise<void> {
  const total = sumOf(streams)
  if (output === 'json') stdout.write(`${safeJson({ streams, total }, 2)}\n`)
  else if (output === 'ndjson') for (const stream of streams) stdout.write(`${safeJson({ type: 'stream', ...stream })}\n`)
  else {
    const { streamLedgerLines } = await import('../report/stream-ledger-lines.ts')
    stdout.write(`${streamLedgerLines(streams, { total, inputs }, screenOf(stdout, environment)).join('\n')}\n`)
  }
}

function sumOf(streams: readonly StreamLedger[]): ReportLedger {
  const total = { issued: 0, indexed: 0, dead_lettered: 0, gaps: 0, in_flight: 0, unexplained: 0 }
  for (const stream of streams) for (const key of Object.keys(total) as (keyof ReportLedger)[]) total[key] += stream[key]
  return total
}
