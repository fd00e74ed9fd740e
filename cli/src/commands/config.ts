import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { PipelineError, configTemplate, configText } from '@win11mon/pipeline'
import { Command } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { configDescription } from '../settings.ts'
import { sanitize } from '../terminal/sanitize.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { type ConfigFlags, configOption, readConfig } from './options.ts'

const examples = `
Examples:
  $ win11mon config show --origin
  $ win11mon config init win11mon.yaml
  $ win11mon config schema > win11mon.schema.json

Settings come from one YAML file, then from the environment (WIN11MON_COLLECTOR_BATCH_EVENTS), then from flags.
docs/configuration.md explains each.

Exit codes: 0 done; 2 the file of init exists already; 78 a setting is wrong or unknown.`

/** `win11mon config`: what is set, what can be set, and a file to start from. */
export function configCommand({ context, finish }: CommandHost): Command {
  const command = new Command('config')
    .summary('show, describe or start the settings')
    .description('Shows the settings in force, describes them all, or starts a file.')
  command
    .command('show')
    .description('print the settings in force as YAML; values taken from ${env:…} and ${file:…} are not shown')
    .option('--origin', 'say of each setting where it comes from')
    .addOption(configOption())
    .addHelpText('after', examples)
    .action(async (options: ShowOptions) => finish(await show(options, context)))
  command
    .command('schema')
    .description('print the JSON Schema of the file')
    .addHelpText('after', examples)
    .action(() => {
      context.stdout.write(`${safeJson(configDescription.jsonSchema, 2)}\n`)
      finish(exitCodes.ok)
    })
  command
    .command('init')
    .description('print a commented file with every default, or write it')
    .argument('[file]', 'file to write; it must not exist')
    .addHelpText('after', examples)
    .action(async (file: string | undefined) => finish(await init(file, context)))
  return command.addHelpText('after', examples)
}

interface ShowOptions extends ConfigFlags {
  readonly origin?: boolean
}

async function show(options: ShowOptions, context: CommandContext): Promise<number> {
  const loaded = await readConfig(options, context)
  const text = configText(configDescription, loaded, options.origin === true)
  context.stdout.write(text.split('\n').map(sanitize).join('\n'))
  return exitCodes.ok
}

async function init(file: string | undefined, { stdout, directory }: CommandContext): Promise<number> {
  if (file === undefined) stdout.write(configTemplate(configDescription))
  else await writeNew(resolve(directory, file))
  return exitCodes.ok
}

async function writeNew(path: string): Promise<void> {
  try {
    await writeFile(path, configTemplate(configDescription), { flag: 'wx' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (exists) throw new PipelineError('USAGE', `${path}: exists already. Name another file, or remove it first.`, { cause: error })
    throw new PipelineError('IO_FAILED', `${path}: cannot be written (${reason}). Check that the directory exists and can be written.`, {
      cause: error,
    })
  }
}
