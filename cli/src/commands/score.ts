import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { type ScoreName, builtInModel } from '@win11mon/enricher'
import { type DocumentReader, type DocumentSearch, PipelineError, type StoredRow, openSqliteDocumentReader } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { calibrationLines, calibrationObject } from '../score/calibration-lines.ts'
import { calibrate, calibratedModel } from '../score/calibration-report.ts'
import { explainScore } from '../score/explanation.ts'
import { explanationLines } from '../score/explanation-lines.ts'
import { explanationObject } from '../score/explanation-object.ts'
import { readLabels } from '../score/read-labels.ts'
import { modelText, readModel } from '../score/read-model.ts'
import { replayStore } from '../score/replay.ts'
import { replayLines, replayObject } from '../score/replay-lines.ts'
import { ambiguousSubject, findSubjects, missingSubject } from '../show/find-subject.ts'
import { findHost } from '../store/find-host.ts'
import { hostNames } from '../store/host-names.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { type Screen, screenOf } from '../terminal/screen.ts'
import { databasePath, requiredDatabaseOption } from './options.ts'

const examples = `
Examples:
  $ win11mon score explain grab.exe --db capture.sqlite            why its scores are what they are, and what would change them
  $ win11mon score explain ZpNEFaGt --db capture.sqlite -o json    the actor of an alert, by the beginning of the alert's id
  $ win11mon score calibrate labels.csv --db capture.sqlite --write fitted.yaml
  $ win11mon score model > mine.yaml
  $ win11mon score replay --model mine.yaml --db capture.sqlite    what flips with other numbers

Exit codes: 0 done; 2 wrong use; 66 there is no such store, process or file, or it cannot be read; 74 the model cannot be written;
78 the file is no store of this version.`

type Output = 'table' | 'json'

interface StoreFlags {
  readonly db: string
  readonly output: Output
}

type Reader = DocumentReader & DocumentSearch

/** `win11mon score`: where scores come from, how good they are, and what other numbers would make of them. */
export function scoreCommand({ context, finish }: CommandHost): Command {
  const command = new Command('score')
    .summary('explain, calibrate and replay scores')
    .description('Says why scores are what they are, holds them against labels, and tries other numbers.')
    .addHelpText('after', examples)
  const add = (name: string, description: string): Command =>
    command
      .command(name)
      .description(description)
      .addHelpText('after', examples)
      .addOption(requiredDatabaseOption())
      .addOption(outputOption())
  add('explain', 'show the features behind the scores of a process, the gate, the band and what would change it')
    .argument('<entity>', 'process id, image name, entity id or the beginning of one; or the id of an alert, for its actor')
    .option('--host <name>', 'only this host')
    .action(async (wanted: string, flags: ExplainFlags) => finish(await explain(wanted, flags, context)))
  add('calibrate', 'hold a score against labels: reliability, Brier score, and a fit')
    .argument('<labels>', 'file of lines entity,label; labels are 1 and 0, or words such as malicious and benign')
    .addOption(new Option('--score <name>', 'which score the labels judge').choices(['abuse', 'loader']).default('abuse'))
    .option('--write <file>', 'write a model with the fit, which `score replay` takes')
    .action(async (labels: string, flags: CalibrateFlags) => finish(await calibrateStore(labels, flags, context)))
  add('replay', 'score every process of a store with another model, and show what flips')
    .requiredOption('--model <file>', 'numbers that differ from the built-in ones, YAML or JSON')
    .action(async (flags: ReplayFlags) => finish(await replay(flags, context)))
  command
    .command('model')
    .description('print the numbers of the built-in model, as a file that replay takes')
    .addHelpText('after', examples)
    .action(async () => {
      context.stdout.write(await modelText(builtInModel))
      finish(exitCodes.ok)
    })
  return command
}

interface ExplainFlags extends StoreFlags {
  readonly host?: string
}

interface CalibrateFlags extends StoreFlags {
  readonly score: ScoreName
  readonly write?: string
}

interface ReplayFlags extends StoreFlags {
  readonly model: string
}

function outputOption(): Option {
  return new Option('-o, --output <format>', 'what to print').choices(['table', 'json']).default('table')
}

function print(output: Output, context: CommandContext, lines: (screen: Screen) => readonly string[], object: () => object): void {
  const { stdout, environment } = context
  if (output === 'json') stdout.write(`${safeJson(object(), 2)}\n`)
  else stdout.write(`${lines(screenOf(stdout, environment)).join('\n')}\n`)
}

async function withStore<Result>(flags: StoreFlags, context: CommandContext, use: (reader: Reader) => Promise<Result>): Promise<Result> {
  const reader = await openSqliteDocumentReader(databasePath(flags.db, context))
  try {
    return await use(reader)
  } finally {
    await reader.close()
  }
}

async function explain(wanted: string, flags: ExplainFlags, context: CommandContext): Promise<number> {
  return withStore(flags, context, async (reader) => {
    const row = await findProcess(wanted, flags.host, reader, context)
    const hosts = await hostNames(reader)
    const explanation = await explainScore(row, hosts.get(row.host_id) ?? { id: row.host_id, name: null }, reader)
    const lines = (screen: Screen): string[] => explanationLines(explanation, screen, flags.db)
    print(flags.output, context, lines, () => explanationObject(explanation))
    return exitCodes.ok
  })
}

/** The process that is meant, or the actor of the alert. Fails with INPUT_MISSING. */
async function findProcess(
  wanted: string,
  hostName: string | undefined,
  reader: Reader,
  context: CommandContext,
): Promise<StoredRow<'processes'>> {
  const host = hostName === undefined ? undefined : await findHost(reader, hostName)
  const subjects = (await findSubjects(reader, wanted, host?.id)).filter(({ type }) => type !== 'event')
  const [subject] = subjects
  if (subject === undefined) throw missingSubject(wanted, host?.id)
  if (subjects.length > 1) throw ambiguousSubject(wanted, subjects, await hostNames(reader), context.stderr)
  if (subject.type === 'process') return subject.row
  const actorId = subject.type === 'alert' ? subject.row.process_id : ''
  const actor = await reader.process(actorId)
  if (actor !== undefined) return actor
  throw new PipelineError('INPUT_MISSING', `The alert ${subject.row.id} is about its host, not about a process: it has no score.`)
}

async function calibrateStore(labelsFile: string, flags: CalibrateFlags, context: CommandContext): Promise<number> {
  const path = resolve(context.directory, labelsFile)
  const labels = await readLabels(path)
  return withStore(flags, context, async (reader) => {
    const report = await calibrate(labels, path, { score: flags.score, reader })
    if (flags.write !== undefined) await writeModel(resolve(context.directory, flags.write), await modelText(calibratedModel(report)))
    print(
      flags.output,
      context,
      (screen) => calibrationLines(report, screen),
      () => calibrationObject(report),
    )
    return exitCodes.ok
  })
}

async function writeModel(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PipelineError('IO_FAILED', `The model ${path} cannot be written: ${why}`, { cause })
  }
}

async function replay(flags: ReplayFlags, context: CommandContext): Promise<number> {
  const model = await readModel(resolve(context.directory, flags.model))
  return withStore(flags, context, async (reader) => {
    const found = await replayStore(model, await hostNames(reader), reader)
    print(
      flags.output,
      context,
      (screen) => replayLines(found, screen),
      () => replayObject(found),
    )
    return exitCodes.ok
  })
}
