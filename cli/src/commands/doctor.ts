import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { type Finding, doctorChecks } from '../compose/doctor-checks.ts'
import { exitCodes } from '../exit-codes.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { sanitize } from '../terminal/sanitize.ts'
import { screenOf } from '../terminal/screen.ts'
import { type ConfigFlags, configOption, loadSettings } from './options.ts'

interface DoctorFlags extends ConfigFlags {
  readonly output: 'text' | 'json'
}

const examples = `
Examples:
  $ win11mon doctor --config C:\\ProgramData\\win11mon\\win11mon.yaml
  $ win11mon doctor -o json

Looks at the state directory, the spool, the disk, the driver and its callbacks, certificates, codec, broker and clock, with the
settings that the collector would use. It changes nothing, and may run beside a collector.

Exit codes: 0 everything is well; 1 something is not, with what to do; 78 a setting is wrong or unknown.`

/** `win11mon doctor`: what stands between this machine and a collector that works. */
export function doctorCommand({ context, finish }: CommandHost): Command {
  return new Command('doctor')
    .summary('check everything a collector needs')
    .description('Checks everything that a collector needs on this machine, and says what to do about what is missing.')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addOption(configOption())
    .addHelpText('after', examples)
    .action(async (flags: DoctorFlags) => finish(await doctor(flags, context)))
}

async function doctor(flags: DoctorFlags, context: CommandContext): Promise<number> {
  const { config } = await loadSettings(flags, context)
  const found: Finding[] = []
  for (const check of doctorChecks) {
    const findings = await check({ config, directory: context.directory, signal: context.signal })
    found.push(...findings)
    if (flags.output === 'text') for (const finding of findings) print(finding, context)
  }
  if (flags.output === 'json') context.stdout.write(`${safeJson(found.map(toJson), 2)}\n`)
  return found.some(({ fix }) => fix !== undefined) ? exitCodes.findings : exitCodes.ok
}

function toJson({ what, detail, fix }: Finding): object {
  return { what, ok: fix === undefined, detail, fix: fix ?? null }
}

function print({ what, detail, fix }: Finding, { stdout, environment }: CommandContext): void {
  const { green, red, bold } = screenOf(stdout, environment).colours
  const mark = fix === undefined ? green('✓') : red('✗')
  stdout.write(`${mark} ${bold(what)}: ${sanitize(detail)}\n${fix === undefined ? '' : `  → ${sanitize(fix)}\n`}`)
}
