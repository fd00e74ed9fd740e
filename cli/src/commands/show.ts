import { type DocumentReader, type DocumentSearch, openSqliteDocumentReader } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { HostName } from '../analysis/report.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Subject, ambiguousSubject, findSubjects, missingSubject } from '../show/find-subject.ts'
import { alertPageLines, alertPageObject, readAlertPage } from '../show/show-alert.ts'
import { eventPageLines, eventPageObject, readEventPage } from '../show/show-event.ts'
import { processPageLines, processPageObject, readProcessPage } from '../show/show-process.ts'
import { findHost } from '../store/find-host.ts'
import { hostNames } from '../store/host-names.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { type Screen, screenOf } from '../terminal/screen.ts'
import { databasePath, requiredDatabaseOption } from './options.ts'

interface ShowOptions {
  readonly db: string
  readonly host?: string
  readonly output: 'table' | 'json'
}

const examples = `
Examples:
  $ win11mon show lsass.exe --db capture.sqlite                    a process by the name of its image
  $ win11mon show 4824 --host WORKSTATION5 --db capture.sqlite     by its process id
  $ win11mon show ZpNEFaGt --db capture.sqlite                     an alert, process or event by the beginning of its id
  $ win11mon show JUUWN7N7gpx4vraRvE3hew-3124 --db capture.sqlite -o json

An alert: why, what it means and what to do, actor and object with their lineage, and the events it rests on. A process: lineage,
facts, scores with reasons, alerts, children, what it did by kind, handles it holds and handles on it. An event: every field
under its ECS name, masks and codes decoded.

Exit codes: 0 done; 2 wrong use; 66 there is no such store, host or thing, or several may be meant: they are listed; 78 the
file is no store of this version.`

/** `win11mon show`: everything about one alert, process or event. */
export function showCommand({ context, finish }: CommandHost): Command {
  return new Command('show')
    .summary('show everything about an alert, a process or an event')
    .description('Shows everything that a store knows of one alert, process or event.')
    .argument('<what>', 'id or the beginning of one; process id or image name of a process')
    .addOption(requiredDatabaseOption())
    .option('--host <name>', 'only this host')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json']).default('table'))
    .addHelpText('after', examples)
    .action(async (what: string, options: ShowOptions) => finish(await show(what, options, context)))
}

async function show(what: string, options: ShowOptions, context: CommandContext): Promise<number> {
  const reader = await openSqliteDocumentReader(databasePath(options.db, context))
  try {
    const host = options.host === undefined ? undefined : await findHost(reader, options.host)
    const hosts = await hostNames(reader)
    const subjects = await findSubjects(reader, what, host?.id)
    const [subject] = subjects
    if (subject === undefined) throw missingSubject(what, host?.id)
    if (subjects.length > 1) throw ambiguousSubject(what, subjects, hosts, context.stderr)
    const page = await pageOf(subject, reader, hosts)
    if (options.output === 'json') context.stdout.write(`${safeJson(page.object(), 2)}\n`)
    else context.stdout.write(`${page.lines(screenOf(context.stdout, context.environment), options.db).join('\n')}\n`)
    return exitCodes.ok
  } finally {
    await reader.close()
  }
}

interface Page {
  lines(screen: Screen, store: string): string[]
  object(): Readonly<Record<string, unknown>>
}

async function pageOf(subject: Subject, reader: DocumentReader & DocumentSearch, hosts: ReadonlyMap<string, HostName>): Promise<Page> {
  if (subject.type === 'alert') {
    const page = await readAlertPage(subject.row, reader, hosts)
    return { lines: (screen, store) => alertPageLines(page, screen, store), object: () => alertPageObject(page) }
  }
  if (subject.type === 'event') {
    const page = await readEventPage(subject.row, reader, hosts)
    return { lines: (screen, store) => eventPageLines(page, screen, store), object: () => eventPageObject(page) }
  }
  const page = await readProcessPage(subject.row, reader, hosts)
  return { lines: (screen, store) => processPageLines(page, screen, store), object: () => processPageObject(page) }
}
