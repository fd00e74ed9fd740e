import { Command, Option } from 'commander'

import { runUpService } from '../compose/up/up-service.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { type ConfigFlags, configOption, givenSettings, quietOption } from './options.ts'
import { runService } from './run-service.ts'

interface UpFlags extends ConfigFlags {
  readonly source?: string
  readonly db?: string
  readonly metrics?: string
}

const examples = `
Examples:
  $ win11mon up --source simulator --db live.sqlite
  $ win11mon query --db live.sqlite "select rule_id, count(*) from alerts group by 1"
  $ win11mon up --config C:\\ProgramData\\win11mon\\win11mon.yaml

Runs until it is stopped, or until the recordings have ended. The store can be read meanwhile. Ctrl+C and SIGTERM stop the intake,
store what was taken and end it within ten seconds; what could not be stored waits in the spool. A second one ends it at once.

Exit codes: 0 stopped or done; 66 a recording is missing; 69 the driver is not there; 74 the spool or the store cannot be written;
75 another has this spool; 78 a setting is wrong; 130 ended at once.`

/** `win11mon up`: everything of one machine in one process. */
export function upCommand({ context, finish }: CommandHost): Command {
  return new Command('up')
    .summary('collect and enrich on one machine, into a SQLite store, as a service does')
    .description(
      'Reads the driver, simulated machines or recordings, and keeps trees, scores, alerts and events in a store, without a server.',
    )
    .argument('[path...]', 'recordings and captures to read, with --source recording')
    .addOption(new Option('--source <name>', 'what to read').choices(['device', 'simulator', 'recording']))
    .option('--db <file>', 'store that takes the documents')
    .option('--metrics <address>', 'loopback address for metrics and health, such as 127.0.0.1:9464')
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: UpFlags) => finish(await up(paths, flags, context)))
}

async function up(paths: readonly string[], flags: UpFlags, context: CommandContext): Promise<number> {
  const settings = givenSettings([
    ['collector.recordings', '[path...]', paths.length === 0 ? undefined : paths],
    ['collector.source', '--source', flags.source],
    ['store.path', '--db', flags.db],
    ['metrics.address', '--metrics', flags.metrics],
  ])
  return await runService({ flags, settings, context }, runUpService)
}
