import { openSqliteDocumentReader } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { type AnswerFormat, printAnswer } from '../search/print-answer.ts'
import { type Terms, readTerms } from '../search/read-terms.ts'
import { type Answer, runSearch } from '../search/run-search.ts'
import { readWindow } from '../store/store-window.ts'
import { countOf, formatSeconds } from '../terminal/format.ts'
import { createNotices } from '../terminal/notices.ts'
import { screenOf } from '../terminal/screen.ts'
import { databasePath, parseCount, requiredDatabaseOption } from './options.ts'
import { type WindowOptions, addWindowOptions, kindOption, readKinds, timeReading } from './store-options.ts'

interface SearchOptions extends WindowOptions {
  readonly in: 'both' | 'processes' | 'events'
  readonly kind?: readonly string[]
  readonly caseSensitive?: boolean
  readonly limit: string
  readonly timeout: string
  readonly ids?: boolean
  readonly output: AnswerFormat
}

const examples = `
Examples:
  $ win11mon search mimikatz --db capture.sqlite                                   text in any value, of events and processes
  $ win11mon search 'process.command_line=*-enc*' user.name=*admin* --db capture.sqlite
  $ win11mon search process.name=lsass.exe --kind handle_create --since 1h --db capture.sqlite
  $ win11mon search win11mon.handle.granted_access=0x1410 --host WORKSTATION5 --db capture.sqlite -o csv
  $ win11mon search pid=4824 --in processes --db capture.sqlite

TEXT stands anywhere in a value; FIELD=VALUE is the whole value of a field, by its ECS name (docs/events/), by the short
names pid, name, user, command_line, executable and kind, or process.name for the last part of a path. * stands for any
text, ? for one character, letters of either case are alike, numbers may be written as 0x1410. Several terms must all fit.

Everything that the filters leave is looked at: about a million events in a few seconds. --since and --until make it less.

Exit codes: 0 done, also when nothing fits; 2 wrong use; 66 there is no such store or host; 78 the file is no store of this
version; 130 interrupted or out of time, with what was found until then.`

/** `win11mon search`: events and processes by what is in them. */
export function searchCommand({ context, finish }: CommandHost): Command {
  const command = new Command('search')
    .summary('find events and processes by what is in them')
    .description('Finds the events and processes of a store that have a text in them, or a value in a field.')
    .argument('<term...>', 'text, or FIELD=VALUE; several must all fit')
    .addOption(requiredDatabaseOption())
    .addOption(new Option('--in <family>', 'where to look').choices(['both', 'processes', 'events']).default('both'))
    .addOption(kindOption())
  return addWindowOptions(command)
    .option('--case-sensitive', 'letters of the other case are others')
    .option('--limit <count>', 'events and processes to print at most, of each', '50')
    .option('--timeout <seconds>', 'seconds after which the search ends with what it found', '60')
    .option('--ids', 'end each event with its id, for `win11mon show`')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json', 'ndjson', 'csv']).default('table'))
    .addHelpText('after', examples)
    .action(async (terms: string[], options: SearchOptions) => finish(await search(terms, options, context)))
}

async function search(texts: readonly string[], options: SearchOptions, context: CommandContext): Promise<number> {
  const asked = readTerms(texts, options.caseSensitive === true)
  const kinds = readKinds(options.kind)
  const limit = parseCount('--limit', options.limit, 1, 100_000)
  const deadline = AbortSignal.timeout(parseCount('--timeout', options.timeout, 1, 86_400) * 1000)
  const reader = await openSqliteDocumentReader(databasePath(options.db, context))
  try {
    const window = await readWindow(options, reader, timeReading)
    const families = options.in === 'both' ? (['processes', 'events'] as const) : ([options.in] as const)
    const answer = await runSearch(reader, { window, asked, kinds, families, limit }, AbortSignal.any([deadline, context.signal]))
    printAnswer(answer, { format: options.output, terms: asked.terms, showsIds: options.ids === true }, context)
    tell(answer, asked, context)
    return answer.isComplete ? exitCodes.ok : exitCodes.interrupted
  } finally {
    await reader.close()
  }
}

function tell(answer: Answer, { asksWhole }: Terms, { stderr, environment }: CommandContext): void {
  const { processes, events, isComplete, seconds } = answer
  const notices = createNotices(stderr, screenOf(stderr, environment), 'info')
  if (!isComplete) {
    notices.warn('The search was ended before it had seen everything: narrow it with --since or --until, or raise --timeout.')
  }
  const lookedAt = `Looked at ${countOf(processes.lookedAt, 'process', 'processes')} and ${countOf(events.lookedAt, 'event')} in ${formatSeconds(seconds)}.`
  if (processes.total + events.total > 0) notices.info(lookedAt)
  else {
    notices.info(`Nothing fits. ${lookedAt}${asksWhole ? ' A value is meant as a whole: FIELD=*PART* finds a part of it.' : ''}`)
  }
}
