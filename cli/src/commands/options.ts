import { resolve } from 'node:path'

import { severities } from '@win11mon/enricher'
import { type LoadedConfig, PipelineError, loadConfig } from '@win11mon/pipeline'
import { type Command, Option } from 'commander'

import type { CaptureFilters } from '../compose/open-captures.ts'
import type { CommandContext } from '../command-context.ts'
import { type Config, configDescription } from '../settings.ts'
import { type Notices, createNotices } from '../terminal/notices.ts'
import { screenOf } from '../terminal/screen.ts'

/** Flags that stand for a setting: name of the option to the setting's path. */
const settingOfFlag: Readonly<Record<string, { readonly path: string; readonly flag: string }>> = {
  minSeverity: { path: 'analysis.min_severity', flag: '--min-severity' },
  failOn: { path: 'analysis.fail_on', flag: '--fail-on' },
  rules: { path: 'enricher.rules.directory', flag: '--rules' },
}

export interface ConfigFlags {
  readonly config?: string
  readonly quiet?: boolean
  readonly minSeverity?: string
  readonly failOn?: string
  readonly rules?: string
}

export function configOption(): Option {
  return new Option('--config <file>', 'settings, YAML (default: win11mon.yaml here, if there is one)')
}

export function quietOption(): Option {
  return new Option('-q, --quiet', 'no warnings and notes on the standard error stream')
}

export function minSeverityOption(): Option {
  return new Option('--min-severity <severity>', 'show alerts of at least this severity').choices(severities)
}

export function failOnOption(): Option {
  return new Option('--fail-on <severity>', 'exit with 1 when there is an alert of at least this severity').choices([
    ...severities,
    'never',
  ])
}

export function rulesOption(): Option {
  return new Option('--rules <dir>', 'directory of Sigma rules that raise alerts, too')
}

export function databaseOption(description: string): Option {
  return new Option('--db <file>', description)
}

/** The configuration with the command's flags on top, and the notices it allows; its warnings are given at once. */
export async function readConfig(
  flags: ConfigFlags,
  context: CommandContext,
): Promise<LoadedConfig<Config> & { readonly notices: Notices }> {
  const loaded = await loadSettings(flags, context)
  const notices = createNotices(context.stderr, screenOf(context.stderr, context.environment), loaded.config.log.level)
  for (const warning of loaded.warnings) notices.warn(warning)
  return { ...loaded, notices }
}

/** Flags of one command that stand for settings, by path of the setting. */
export type FlagSettings = ReadonlyMap<string, { readonly flag: string; readonly value: unknown }>

/** Those of the flags that were given: path of the setting, the flag, its value. */
export function givenSettings(flags: readonly (readonly [string, string, unknown])[]): FlagSettings {
  return new Map(flags.filter(([, , value]) => value !== undefined).map(([path, flag, value]) => [path, { flag, value }]))
}

/** The same without a word to anybody; `more` are the command's own flags. */
export function loadSettings(flags: ConfigFlags, context: CommandContext, more: FlagSettings = new Map()): Promise<LoadedConfig<Config>> {
  const { directory, environment } = context
  const all = new Map([...flagSettings(flags), ...more])
  return loadConfig(configDescription, { file: flags.config, directory, environment, flags: all })
}

function flagSettings(flags: ConfigFlags): Map<string, { flag: string; value: unknown }> {
  const settings = new Map<string, { flag: string; value: unknown }>()
  for (const [name, { path, flag }] of Object.entries(settingOfFlag)) {
    const value = flags[name as keyof ConfigFlags]
    if (value !== undefined) settings.set(path, { flag, value })
  }
  if (flags.quiet === true) settings.set('log.level', { flag: '--quiet', value: 'error' })
  return settings
}

/** Collects an option that may be given more than once. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value]
}

const isoTimeForm = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/

/** Microseconds of an ISO 8601 time; without a zone it is UTC. Fails with USAGE. */
export function parseTime(flag: string, text: string): number {
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) || text.length <= 10 ? text : `${text}Z`
  const timeMs = isoTimeForm.test(text) ? Date.parse(zoned) : NaN
  if (!Number.isNaN(timeMs)) return timeMs * 1000
  throw new PipelineError('USAGE', `${flag} ${text}: not a time. Write it as 2025-01-15T08:00:00Z; without a zone it is UTC.`)
}

/** A whole number within bounds. Fails with USAGE. */
export function parseCount(flag: string, text: string, least: number, most: number): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= least && count <= most) return count
  throw new PipelineError('USAGE', `${flag} ${text}: not a whole number from ${least} to ${most}.`)
}

/** A store that must be there already. */
export function requiredDatabaseOption(): Option {
  return new Option('--db <file>', 'store that `win11mon analyze --db` wrote').makeOptionMandatory()
}

/** The store's path from where the command runs. */
export function databasePath(file: string, { directory }: CommandContext): string {
  return resolve(directory, file)
}

export interface FilterFlags {
  readonly host?: readonly string[]
  readonly since?: string
  readonly until?: string
}

/** Options that choose among the events of captures. */
export function addFilterOptions(command: Command): Command {
  return command
    .addOption(new Option('--host <name>', 'only events of this host; may be repeated').argParser(collect))
    .option('--since <time>', 'only events from this time on, ISO 8601, UTC unless it says otherwise')
    .option('--until <time>', 'only events before this time')
}

/** Fails with USAGE when a time is none, or when they leave nothing between them. */
export function readFilters({ host, since, until }: FilterFlags): CaptureFilters {
  const sinceUs = since === undefined ? undefined : parseTime('--since', since)
  const untilUs = until === undefined ? undefined : parseTime('--until', until)
  if (sinceUs !== undefined && untilUs !== undefined && sinceUs >= untilUs) {
    throw new PipelineError('USAGE', `--since ${since} is not before --until ${until}: no event could pass. Exchange them.`)
  }
  return { hosts: host ?? [], sinceUs, untilUs }
}

const durationUnits: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 }

/** Microseconds of a duration such as 90s, 10m or 1.5h. Fails with USAGE. */
export function parseDuration(flag: string, text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(s|m|min|h|d)$/.exec(text) ?? []
  const seconds = Number(amount) * (durationUnits[unit ?? ''] ?? NaN)
  if (Number.isFinite(seconds)) return Math.round(seconds * 1e6)
  throw new PipelineError('USAGE', `${flag} ${text}: not a duration. Write it as 90s, 10m, 2h or 1d.`)
}
