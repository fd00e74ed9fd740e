import { PipelineError, openSqliteDocumentReader } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { eventLine } from '../store/event-line.ts'
import { requireProcesses } from '../store/find-stored-processes.ts'
import { hostNames } from '../store/host-names.ts'
import { createScriptLines } from '../store/script-lines.ts'
import { createStoredProcesses } from '../store/stored-processes.ts'
import { type StoreWindow, readWindow } from '../store/store-window.ts'
import { countOf } from '../terminal/format.ts'
import { createNotices } from '../terminal/notices.ts'
import { screenOf } from '../terminal/screen.ts'
import { mergedEvents } from '../timeline/merged-events.ts'
import { type EventFormat, createEventPrinter } from '../timeline/print-timeline.ts'
import { databasePath, parseCount, requiredDatabaseOption } from './options.ts'
import { type WindowOptions, addWindowOptions, kindOption, readKinds, timeReading } from './store-options.ts'

interface TimelineOptions extends WindowOptions {
  readonly process?: string
  readonly kind?: readonly string[]
  readonly limit: string
  readonly ids?: boolean
  readonly output: EventFormat
}

/** Each has its own way through the store. */
const mostProcesses = 50

const examples = `
Examples:
  $ win11mon timeline --db capture.sqlite --since 10m                                the last ten minutes of the capture
  $ win11mon timeline --db capture.sqlite --host WORKSTATION5 --process powershell   what powershell.exe did, and what was done to it
  $ win11mon timeline --db capture.sqlite --process 4824 --kind handle_create --kind handle_duplicate
  $ win11mon timeline --db capture.sqlite --since 2025-01-15T08:00Z --until 2025-01-15T09:00Z -o csv --limit 1000000 > hour.csv

A process is meant by its process id, the name of its image, its entity id or the beginning of one; all that fit are shown.

Exit codes: 0 done, also when there are no such events; 2 wrong use; 66 there is no such store, host or process; 78 the file
is no store of this version; 130 interrupted.`

/** `win11mon timeline`: events in the order of time. */
export function timelineCommand({ context, finish }: CommandHost): Command {
  const command = new Command('timeline')
    .summary('list events in the order of time')
    .description('Lists the events of a store in the order of time, one line each.')
    .addOption(requiredDatabaseOption())
    .option('--process <process>', 'only events of these processes: process id, name of the image, or entity id')
    .addOption(kindOption())
  return addWindowOptions(command)
    .option('--limit <events>', 'events to print at most', '1000')
    .option('--ids', 'end each line with the id of the event, for `win11mon show`')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'ndjson', 'csv']).default('table'))
    .addHelpText('after', examples)
    .action(async (options: TimelineOptions) => finish(await timeline(options, context)))
}

async function timeline(options: TimelineOptions, context: CommandContext): Promise<number> {
  const limit = parseCount('--limit', options.limit, 1, 1_000_000_000)
  const kinds = readKinds(options.kind)
  const reader = await openSqliteDocumentReader(databasePath(options.db, context))
  try {
    const window = await readWindow(options, reader, timeReading)
    const hosts = await hostNames(reader)
    const entityIds =
      options.process === undefined ? undefined : (await requireProcesses(reader, options.process, window.hostId)).map(({ id }) => id)
    checkCount(entityIds, options.process)
    const processes = createStoredProcesses(reader)
    const showsHost = window.hostId === undefined && hosts.size > 1
    // Other programs want each event; a person wants each script.
    const scripts = options.output === 'table' ? createScriptLines(reader) : undefined
    const print = createEventPrinter({ format: options.output, showsHost, showsIds: options.ids === true }, context)
    let printed = 0
    let isCut = false
    for await (const row of mergedEvents(reader, { ...window, ...(kinds === undefined ? {} : { kinds }) }, entityIds)) {
      isCut = printed === limit
      if (isCut || context.signal.aborted) break
      const line = await eventLine(row, hosts, processes)
      const shown = scripts === undefined ? line : await scripts.lineOf(row, line)
      if (shown === undefined) continue
      print(shown)
      printed += 1
    }
    tell({ printed, isCut, window }, context)
    return context.signal.aborted ? exitCodes.interrupted : exitCodes.ok
  } finally {
    await reader.close()
  }
}

function checkCount(entityIds: readonly string[] | undefined, wanted: string | undefined): void {
  if (entityIds === undefined || entityIds.length <= mostProcesses) return
  throw new PipelineError('USAGE', `--process ${wanted}: more than ${mostProcesses} processes. Give --host, a process id or an entity id.`)
}

interface Told {
  readonly printed: number
  readonly isCut: boolean
  readonly window: StoreWindow
}

function tell({ printed, isCut, window }: Told, { stderr, environment }: CommandContext): void {
  const notices = createNotices(stderr, screenOf(stderr, environment), 'info')
  if (isCut) {
    notices.warn(`Only the first ${countOf(printed, 'event')} are shown: narrow with --since, --process or --kind, or raise --limit.`)
  }
  if (printed > 0) return
  const isNarrow = window.sinceUs !== undefined || window.untilUs !== undefined
  const advice = isNarrow
    ? 'Times are UTC; `win11mon query "SELECT min(time), max(time) FROM v_events"` says what the store covers.'
    : 'Leave out --kind or --process to see more.'
  notices.info(`No event fits. ${advice}`)
}
