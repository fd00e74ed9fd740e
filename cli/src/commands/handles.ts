import { openSqliteDocumentReader } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { readHandles } from '../handles/handle-rows.ts'
import { type HandleFormat, printHandles } from '../handles/print-handles.ts'
import { requireProcesses } from '../store/find-stored-processes.ts'
import { hostNames } from '../store/host-names.ts'
import { createStoredProcesses } from '../store/stored-processes.ts'
import { readWindow } from '../store/store-window.ts'
import { countOf, formatCount } from '../terminal/format.ts'
import { createNotices } from '../terminal/notices.ts'
import { screenOf } from '../terminal/screen.ts'
import { databasePath, parseCount, requiredDatabaseOption } from './options.ts'
import { type WindowOptions, addWindowOptions, timeReading } from './store-options.ts'

interface HandlesOptions extends WindowOptions {
  readonly process?: string
  readonly limit: string
  readonly output: HandleFormat
}

const examples = `
Examples:
  $ win11mon handles --db capture.sqlite --limit 20                     who holds the gravest rights on whom
  $ win11mon handles --db capture.sqlite --process lsass.exe            what lsass opened, and who opened lsass
  $ win11mon handles --db capture.sqlite --host WORKSTATION5 --process 4824 --since 10m
  $ win11mon handles --db capture.sqlite -o csv --limit 1000000 > handles.csv

Events that differ in nothing but their time are one row. What led to an alert stands first (▲), then rights that let the
actor take the object over, then those that read or change it; of equal ones the rarest first. A duplicate says whose handle
was copied and into whom.

Exit codes: 0 done, also when there are no handles; 2 wrong use; 66 there is no such store, host or process; 78 the file is
no store of this version.`

/** `win11mon handles`: actor, object and rights. */
export function handlesCommand({ context, finish }: CommandHost): Command {
  const command = new Command('handles')
    .summary('list who holds which rights on whom')
    .description('Lists who opened or duplicated handles to whom, with which rights, how often and when.')
    .addOption(requiredDatabaseOption())
    .option('--process <process>', 'only handles of or to these processes: process id, name of the image, or entity id')
  return addWindowOptions(command)
    .option('--limit <rows>', 'rows to print at most', '100')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json', 'ndjson', 'csv']).default('table'))
    .addHelpText('after', examples)
    .action(async (options: HandlesOptions) => finish(await handles(options, context)))
}

async function handles(options: HandlesOptions, context: CommandContext): Promise<number> {
  const limit = parseCount('--limit', options.limit, 1, 1_000_000_000)
  const reader = await openSqliteDocumentReader(databasePath(options.db, context))
  try {
    const window = await readWindow(options, reader, timeReading)
    const meant = options.process === undefined ? undefined : await requireProcesses(reader, options.process, window.hostId)
    const filter = { ...window, ...(meant === undefined ? {} : { entityIds: meant.map(({ id }) => id) }) }
    const hosts = await hostNames(reader)
    const found = await readHandles(reader, filter, { hosts, processes: createStoredProcesses(reader) })
    const rows = await found.rows(found.uses.slice(0, limit))
    printHandles(rows, { format: options.output, showsHost: window.hostId === undefined && hosts.size > 1 }, context)
    tell(found.uses.length, limit, context)
    return exitCodes.ok
  } finally {
    await reader.close()
  }
}

function tell(found: number, limit: number, { stderr, environment }: CommandContext): void {
  const notices = createNotices(stderr, screenOf(stderr, environment), 'info')
  if (found === 0)
    notices.info('No handle event fits. Sysmon records handles to processes as event 10 only when its configuration asks for it.')
  if (found > limit)
    notices.warn(
      `Only the first ${countOf(limit, 'row')} of ${formatCount(found)} are shown: narrow with --process or --since, or raise --limit.`,
    )
}
