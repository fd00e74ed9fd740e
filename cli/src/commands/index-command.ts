import { type IndexAdministration, type ObjectReport, type RetentionReport, openIndexAdministration } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { sanitize } from '../terminal/sanitize.ts'
import { type ConfigFlags, configOption, readConfig } from './options.ts'

const examples = `
Examples:
  $ win11mon index status
  $ win11mon index bootstrap --config win11mon.yaml
  $ win11mon index retention --apply

The section opensearch of the settings says where the cluster is and how long events stay. What is there already is never
changed by bootstrap; upgrade brings it to this version. Policies, roles, monitors and the log type go where the cluster has the
plugin; the product works without any of them.

Exit codes: 0 everything is there and as planned; 1 something is missing or different; 69 the cluster cannot be reached or
refuses; 78 a setting is wrong.`

interface IndexOptions extends ConfigFlags {
  readonly output: 'table' | 'json'
  readonly apply?: boolean
}

type Action = (administration: IndexAdministration) => Promise<readonly ObjectReport[]>

const actions: readonly (readonly [name: string, description: string, action: Action])[] = [
  ['status', 'compare the cluster with the settings', (administration) => administration.status()],
  ['bootstrap', 'create what is missing', (administration) => administration.bootstrap()],
  ['upgrade', 'create what is missing and bring what is different to this version', (administration) => administration.upgrade()],
]

/** `win11mon index`: puts what the documents need into an OpenSearch cluster, and keeps it in order. */
export function indexCommand({ context, finish }: CommandHost): Command {
  const command = new Command('index')
    .summary('prepare an OpenSearch cluster, compare it, or let old events go')
    .description('Installs templates, policies, roles and monitors in an OpenSearch cluster, compares them, and does the retention.')
  for (const [name, description, action] of actions) {
    subcommand(command, name, description).action(async (options: IndexOptions) => finish(await administer(options, context, action)))
  }
  subcommand(command, 'retention', 'show which days are to be closed or deleted, or do it')
    .option('--apply', 'do it, unless the index management of the cluster does')
    .action(async (options: IndexOptions) => finish(await retain(options, context)))
  return command.addHelpText('after', examples)
}

function subcommand(command: Command, name: string, description: string): Command {
  return command
    .command(name)
    .description(description)
    .addOption(configOption())
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json']).default('table'))
    .addHelpText('after', examples)
}

async function withCluster<Result>(
  options: IndexOptions,
  context: CommandContext,
  use: (opened: IndexAdministration) => Promise<Result>,
): Promise<Result> {
  const { config } = await readConfig(options, context)
  const administration = await openIndexAdministration(config.opensearch)
  try {
    return await use(administration)
  } finally {
    await administration.close()
  }
}

async function administer(options: IndexOptions, context: CommandContext, action: Action): Promise<number> {
  const reports = await withCluster(options, context, action)
  context.stdout.write(options.output === 'json' ? `${safeJson({ objects: reports }, 2)}\n` : reports.map(line).join(''))
  return reports.every(({ state }) => state !== 'missing' && state !== 'different') ? exitCodes.ok : exitCodes.findings
}

const stateWords: Readonly<Record<ObjectReport['state'], string>> = {
  missing: 'missing: create it with `win11mon index bootstrap`',
  created: 'created',
  updated: 'updated',
  as_planned: 'as planned',
  different: 'different: `win11mon index upgrade` brings it to this version',
  not_allowed: 'left out: this user may not look after it',
  no_plugin: 'left out: this cluster has no plugin for it',
}

function line({ kind, name, state }: ObjectReport): string {
  return `${kind.replaceAll('_', ' ').padEnd(18)} ${sanitize(name).padEnd(44)} ${stateWords[state]}\n`
}

async function retain(options: IndexOptions, context: CommandContext): Promise<number> {
  const report = await withCluster(options, context, (administration) => administration.retention(options.apply === true))
  context.stdout.write(options.output === 'json' ? `${safeJson(report, 2)}\n` : retentionLines(report, options.apply === true))
  return exitCodes.ok
}

function retentionLines({ by, indices }: RetentionReport, isApplied: boolean): string {
  const words =
    isApplied && by === 'win11mon'
      ? { close: 'closed', delete: 'deleted', keep: 'kept' }
      : { close: 'to close', delete: 'to delete', keep: 'keep' }
  const lines = indices.map(({ name, ageDays, isReadOnly, step }) => {
    const state = isReadOnly ? 'read-only' : 'open'
    return `${sanitize(name).padEnd(44)} ${String(Math.max(ageDays, 0)).padStart(5)} days  ${state.padEnd(9)}  ${words[step]}\n`
  })
  const note = by === 'plugin' ? 'The index management of this cluster does the retention.\n' : ''
  return `${lines.join('')}${note}`
}
