import { severities } from '@win11mon/enricher'
import { type LoadedConfig, PipelineError, loadConfig } from '@win11mon/pipeline'
import { Option } from 'commander'

import type { CommandContext } from '../command-context.ts'
import { type Notices, createNotices } from '../terminal/notices.ts'
import { screenOf } from '../terminal/screen.ts'

/** Flags that stand for a setting: name of the option to the setting's path. */
const settingOfFlag: Readonly<Record<string, { readonly path: string; readonly flag: string }>> = {
  minSeverity: { path: 'analysis.min_severity', flag: '--min-severity' },
  failOn: { path: 'analysis.fail_on', flag: '--fail-on' },
}

export interface ConfigFlags {
  readonly config?: string
  readonly quiet?: boolean
  readonly minSeverity?: string
  readonly failOn?: string
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

export function databaseOption(description: string): Option {
  return new Option('--db <file>', description)
}

/** The configuration with the command's flags on top, and the notices it allows; its warnings are given at once. */
export async function readConfig(flags: ConfigFlags, context: CommandContext): Promise<LoadedConfig & { readonly notices: Notices }> {
  const { directory, environment } = context
  const loaded = await loadConfig({ file: flags.config, directory, environment, flags: flagSettings(flags) })
  const notices = createNotices(context.stderr, screenOf(context.stderr, environment), loaded.config.log.level)
  for (const warning of loaded.warnings) notices.warn(warning)
  return { ...loaded, notices }
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
