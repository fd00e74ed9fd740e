import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

import {
  type QuarantinedSpool,
  type StoredContents,
  kindCountsText,
  listQuarantined,
  openStoredSpool,
  removeQuarantined,
} from '@win11mon/collector'
import { PipelineError } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import { exportSpool } from '../compose/export-spool.ts'
import { checkOutput } from '../compose/recording.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { countOf, formatBytes, formatCount, formatTime } from '../terminal/format.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'
import { programVersion } from '../version.ts'
import { type ConfigFlags, configOption, loadSettings } from './options.ts'

interface SpoolFlags extends ConfigFlags {
  readonly spool?: string
}

const examples = `
Examples:
  $ win11mon spool ls --spool C:\\ProgramData\\win11mon\\spool
  $ win11mon spool check
  $ win11mon spool export --out spool.avro && win11mon analyze spool.avro
  $ win11mon spool drop --yes

A spool that a collector has open is locked, for reading too: then only the files are shown, and the exit code is 75. What
that collector holds stands in its metrics and its heartbeats.

Exit codes: 0 done; 1 check found damage; 2 drop without --yes; 66 there is no spool; 75 a collector has it open.`

/** `win11mon spool`: looking after a spool. */
export function spoolCommand(host: CommandHost): Command {
  const command = new Command('spool')
    .summary('look into the spool of a collector')
    .description('Shows, checks, exports or empties the spool of a collector that does not run.')
  const add = (name: string, description: string): Command =>
    command
      .command(name)
      .description(description)
      .option('--spool <directory>', 'directory of the spool (default: that of the settings)')
      .addOption(configOption())
      .addHelpText('after', examples)
  add('ls', 'list what the spool holds, by stream, and what was set aside')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json']).default('table'))
    .action(async (flags: ListFlags) => host.finish(await list(flags, host.context)))
  add('check', 'read every batch and check its checksum').action(async (flags: SpoolFlags) => host.finish(await check(flags, host.context)))
  add('export', 'write everything it holds into a recording; the spool stays as it is')
    .requiredOption('--out <file>', 'recording to write')
    .option('--force', 'replace the file if it exists')
    .action(async (flags: ExportFlags) => host.finish(await exportTo(flags, host.context)))
  add('drop', 'empty it; the next run of the collector declares what was dropped')
    .option('--yes', 'really do it')
    .option('--quarantined', 'remove the files that were set aside instead')
    .action(async (flags: DropFlags) => host.finish(await drop(flags, host.context)))
  return command.addHelpText('after', examples)
}

async function directoryOf(flags: SpoolFlags, context: CommandContext): Promise<string> {
  const { config } = await loadSettings(flags, context)
  return resolve(context.directory, flags.spool ?? config.collector.spool.directory)
}

interface ListFlags extends SpoolFlags {
  readonly output: 'table' | 'json'
}

async function list(flags: ListFlags, context: CommandContext): Promise<number> {
  const directory = await directoryOf(flags, context)
  if (!existsSync(directory)) throw new PipelineError('INPUT_MISSING', `${directory}: there is no spool. Name its directory with --spool.`)
  const quarantined = listQuarantined(directory)
  const contents = await contentsOf(directory)
  const isInUse = contents === 'in use'
  if (flags.output === 'json')
    context.stdout.write(`${safeJson({ directory, in_use: isInUse, ...(isInUse ? {} : jsonOf(contents)), quarantined }, 2)}\n`)
  else context.stdout.write(`${[...describe(directory, contents, context), ...quarantineLines(quarantined)].join('\n')}\n`)
  if (isInUse)
    context.stderr.write(
      'A collector has this spool open, and then nobody else can read it. Its metrics and heartbeats say what it holds.\n',
    )
  return isInUse ? exitCodes.held : exitCodes.ok
}

/** A damaged spool is shown by the files it will become. */
async function contentsOf(directory: string): Promise<StoredContents | 'in use'> {
  try {
    const spool = await openStoredSpool(directory, programVersion)
    try {
      return spool.contents()
    } finally {
      spool.close()
    }
  } catch (error) {
    if (error instanceof PipelineError && error.code === 'SPOOL_HELD') return 'in use'
    throw error
  }
}

function jsonOf({ streams, damagedBatches, hasUndeclaredLosses }: StoredContents): object {
  return {
    streams: streams.map(({ kindCounts, ...stream }) => ({ ...stream, kinds: kindCounts })),
    damaged_batches: damagedBatches,
    undeclared_losses: hasUndeclaredLosses,
  }
}

const columns: readonly TableColumn[] = [
  { title: 'host', cut: 'end' },
  { title: 'stream', cut: 'end' },
  { title: 'numbers', align: 'right' },
  { title: 'events', align: 'right' },
  { title: 'bytes', align: 'right' },
  { title: 'from' },
  { title: 'to' },
  { title: 'kinds', cut: 'end' },
]

function describe(directory: string, contents: StoredContents | 'in use', { stdout, environment }: CommandContext): string[] {
  if (contents === 'in use') return readdirSync(directory).map((name) => `${name}  ${formatBytes(statSync(join(directory, name)).size)}`)
  const rows = contents.streams.map((stream) => [
    stream.hostName ?? stream.hostId,
    stream.bootId,
    `${stream.firstSequence}-${stream.lastSequence}`,
    formatCount(stream.events),
    formatBytes(stream.bytes),
    formatTime(stream.firstTimeUs),
    formatTime(stream.lastTimeUs),
    kindCountsText(stream.kindCounts),
  ])
  const table = rows.length === 0 ? ['The spool is empty.'] : drawTable(columns, rows, screenOf(stdout, environment))
  const notes =
    contents.damagedBatches > 0
      ? [`${countOf(contents.damagedBatches, 'batch', 'batches')} damaged: set aside and declared by the next run.`]
      : []
  return [...table, ...notes, ...(contents.hasUndeclaredLosses ? ['Losses wait to be declared by the next run.'] : [])]
}

function quarantineLines(quarantined: readonly QuarantinedSpool[]): string[] {
  return quarantined.map(({ stamp, files, bytes }) => `set aside ${stamp}: ${files.join(', ')} (${formatBytes(bytes)})`)
}

async function check(flags: SpoolFlags, context: CommandContext): Promise<number> {
  const spool = await openStoredSpool(await directoryOf(flags, context), programVersion)
  try {
    const { streams, damagedBatches } = spool.contents()
    const batches = streams.reduce((sum, stream) => sum + stream.batches, 0)
    context.stdout.write(
      `${countOf(batches, 'batch', 'batches')} of ${countOf(streams.length, 'stream')}, ${formatCount(damagedBatches)} damaged\n`,
    )
    return damagedBatches > 0 ? exitCodes.findings : exitCodes.ok
  } finally {
    spool.close()
  }
}

interface ExportFlags extends SpoolFlags {
  readonly out: string
  readonly force?: boolean
}

async function exportTo(flags: ExportFlags, context: CommandContext): Promise<number> {
  const out = resolve(context.directory, flags.out)
  const directory = await directoryOf(flags, context)
  await checkOutput(out, flags.force === true)
  const { batches, damaged } = await exportSpool(directory, out)
  context.stderr.write(
    `${flags.out}: ${countOf(batches, 'batch', 'batches')}, ${countOf(damaged, 'damaged batch', 'damaged batches')} left out\n`,
  )
  return context.signal.aborted ? exitCodes.interrupted : exitCodes.ok
}

interface DropFlags extends SpoolFlags {
  readonly yes?: boolean
  readonly quarantined?: boolean
}

async function drop(flags: DropFlags, context: CommandContext): Promise<number> {
  const directory = await directoryOf(flags, context)
  if (flags.yes !== true)
    throw new PipelineError(
      'USAGE',
      `${directory}: dropping loses events for good. \`win11mon spool export\` keeps them first; add --yes to drop them.`,
    )
  if (flags.quarantined === true) return dropQuarantined(directory, context)
  const spool = await openStoredSpool(directory, programVersion)
  try {
    context.stderr.write(`${countOf(spool.drop(), 'event')} dropped; the next run of the collector declares them lost.\n`)
    return exitCodes.ok
  } finally {
    spool.close()
  }
}

function dropQuarantined(directory: string, { stderr }: CommandContext): number {
  const sets = listQuarantined(directory)
  for (const set of sets) removeQuarantined(directory, set)
  stderr.write(`${countOf(sets.length, 'spool')} that had been set aside removed.\n`)
  return exitCodes.ok
}
