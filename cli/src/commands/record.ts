import { resolve } from 'node:path'

import { Command } from 'commander'

import { openCaptures } from '../compose/open-captures.ts'
import { checkOutput, recordSource } from '../compose/recording.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { noteInputs } from '../report/note-problems.ts'
import { countOf, formatBytes } from '../terminal/format.ts'
import { startProgressBar } from '../terminal/progress-bar.ts'
import { screenOf } from '../terminal/screen.ts'
import { type ConfigFlags, type FilterFlags, addFilterOptions, configOption, quietOption, readConfig, readFilters } from './options.ts'

interface RecordOptions extends ConfigFlags, FilterFlags {
  readonly out: string
  readonly force?: boolean
}

const examples = `
Examples:
  $ win11mon record capture.zip --out capture.avro
  $ win11mon record logs/ --host WORKSTATION5 --since 2025-01-15T08:00Z --out workstation5.avro
  $ win11mon analyze capture.avro

A recording is an Avro object container file of event batches: smaller and faster to read than the capture, and any Avro
tool reads it.

Exit codes: 0 done; 2 --out exists already; 66 an input is missing or could not be read to its end; 74 the file cannot be
written; 130 interrupted (what was read is in the file).`

/** `win11mon record`: captures to a recording. */
export function recordCommand({ context, finish }: CommandHost): Command {
  const command = new Command('record')
    .summary('turn captures into a recording')
    .description('Reads captures and writes their events into one recording.')
    .argument('<path...>', 'files, archives or directories')
    .requiredOption('--out <file>', 'recording to write')
    .option('--force', 'replace the file if it exists')
  return addFilterOptions(command)
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText('after', examples)
    .action(async (paths: string[], options: RecordOptions) => finish(await record(paths, options, context)))
}

async function record(paths: readonly string[], options: RecordOptions, context: CommandContext): Promise<number> {
  const { config, notices } = await readConfig(options, context)
  const out = resolve(context.directory, options.out)
  const source = openCaptures(paths, { ...readFilters(options), config, directory: context.directory })
  await checkOutput(
    out,
    options.force === true,
    paths.map((path) => resolve(context.directory, path)),
  )
  const stopProgress = startProgressBar(context.stderr, screenOf(context.stderr, context.environment), source.progress)
  const recorded = await recordSource(source, out, context.signal).finally(stopProgress)
  const inputs = source.inputs()
  noteInputs(inputs, notices)
  const { batches, events, bytes } = recorded
  notices.info(`${options.out}: ${countOf(events, 'event')} in ${countOf(batches, 'batch', 'batches')}, ${formatBytes(bytes)}`)
  if (context.signal.aborted) return exitCodes.interrupted
  return inputs.some(({ error }) => error !== null) ? exitCodes.noInput : exitCodes.ok
}
