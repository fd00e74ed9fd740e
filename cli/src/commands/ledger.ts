import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { ledgerLines } from '../report/ledger-lines.ts'
import type { ReportLedger } from '../analysis/report.ts'
import { openStore } from '../store/open-store.ts'
import { type StreamLedger, readLedger } from '../store/read-ledger.ts'
import { formatCount } from '../terminal/format.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { type Screen, screenOf } from '../terminal/screen.ts'
import { drawTable } from '../terminal/table.ts'
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

Exit codes: 0 every event is accounted for; 1 some are not; 66 there is no such store; 78 the file is no store of this version.`

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
  const database = await openStore(databasePath(options.db, context))
  const streams = readLedger(database)
  database.close()
  print(streams, options, context)
  return streams.every(isBalanced) ? exitCodes.ok : exitCodes.findings
}

/** The equation holds, and what was indexed is there. */
function isBalanced({ unexplained, indexed, stored }: StreamLedger): boolean {
  return unexplained === 0 && indexed === stored
}

function print(streams: readonly StreamLedger[], { output }: LedgerOptions, { stdout, environment }: CommandContext): void {
  const total = sumOf(streams)
  if (output === 'json') stdout.write(`${safeJson({ streams, total }, 2)}\n`)
  else if (output === 'ndjson') for (const stream of streams) stdout.write(`${safeJson({ type: 'stream', ...stream })}\n`)
  else stdout.write(`${tableLines(streams, total, screenOf(stdout, environment)).join('\n')}\n`)
}

const numberTitles = ['issued', 'indexed', 'stored', 'dead-lettered', 'gaps', 'in flight', 'unexplained'] as const

function tableLines(streams: readonly StreamLedger[], total: ReportLedger, screen: Screen): string[] {
  const columns = [
    { title: 'host', cut: 'end' },
    { title: 'stream', cut: 'end' },
    ...numberTitles.map((title) => ({ title, align: 'right' }) as const),
  ] as const
  const rows = streams.map((stream) => {
    const { issued, indexed, stored, dead_lettered: deadLettered, gaps, in_flight: inFlight, unexplained } = stream
    const numbers = [issued, indexed, stored, deadLettered, gaps, inFlight, unexplained].map(formatCount)
    return [stream.host.name ?? stream.host.id, stream.stream, ...numbers]
  })
  const lost = streams.filter(({ indexed, stored }) => indexed !== stored).length
  return [
    ...drawTable(columns, rows, screen),
    '',
    ...ledgerLines(total, screen),
    ...(lost === 0
      ? []
      : [screen.colours.red(`✗ the store does not hold what was indexed of ${formatCount(lost)} streams: it was changed or is damaged`)]),
  ]
}

function sumOf(streams: readonly StreamLedger[]): ReportLedger {
  const total = { issued: 0, indexed: 0, dead_lettered: 0, gaps: 0, in_flight: 0, unexplained: 0 }
  for (const stream of streams) for (const key of Object.keys(total) as (keyof ReportLedger)[]) total[key] += stream[key]
  return total
}
