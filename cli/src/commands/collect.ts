import { Command, Option } from 'commander'

import { runCollectService } from '../compose/collect/collect-service.ts'
import { endOfInput } from '../compose/collect/end-of-input.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { type ConfigFlags, type FlagSettings, configOption, givenSettings, quietOption } from './options.ts'
import { runService } from './run-service.ts'

interface CollectFlags extends ConfigFlags {
  readonly source?: string
  readonly out?: string
  readonly spool?: string
  readonly state?: string
  readonly metrics?: string
  readonly stopWithInput?: boolean
}

const examples = `
Examples:
  $ win11mon collect --config C:\\ProgramData\\win11mon\\win11mon.yaml
  $ win11mon collect --source simulator --out live.avro
  $ win11mon collect --source recording day.avro --out copy.avro

Runs until it is stopped, or until the recordings have ended. Ctrl+C and SIGTERM stop the intake, publish what was taken
and end it within ten seconds; what could not be published waits in the spool. A second one ends it at once.

Exit codes: 0 stopped or done; 66 a recording is missing; 69 the driver is not there; 74 the spool or the state directory cannot
be written; 75 another collector has this spool; 78 a setting is wrong; 130 ended at once.`

/** `win11mon collect`: the collector of an endpoint. */
export function collectCommand({ context, finish }: CommandHost): Command {
  return new Command('collect')
    .summary('collect events on an endpoint, as a service does')
    .description('Reads the driver, simulated machines or recordings, keeps the events in a spool and publishes them until it is stopped.')
    .argument('[path...]', 'recordings and captures to read, with --source recording')
    .addOption(new Option('--source <name>', 'what to read').choices(['device', 'simulator', 'recording']))
    .option('--out <file>', 'recording that takes the events instead of Kafka; written on, not replaced')
    .option('--spool <directory>', 'directory of the spool')
    .option('--state <directory>', 'directory of the host id')
    .option('--metrics <address>', 'loopback address for metrics and health, such as 127.0.0.1:9464')
    .option('--stop-with-input', 'stop when the standard input ends, as the Windows service does it')
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText('after', examples)
    .action(async (paths: string[], flags: CollectFlags) =>
      finish(await collect(paths, flags, flags.stopWithInput === true ? stoppedByInput(context) : context)),
    )
}

function stoppedByInput(context: CommandContext): CommandContext {
  return { ...context, signal: AbortSignal.any([context.signal, endOfInput(context.stdin.stream)]) }
}

async function collect(paths: readonly string[], flags: CollectFlags, context: CommandContext): Promise<number> {
  return await runService({ flags, settings: settingsOf(paths, flags), context }, runCollectService)
}

function settingsOf(paths: readonly string[], { source, out, spool, state, metrics }: CollectFlags): FlagSettings {
  return givenSettings([
    ['collector.recordings', '[path...]', paths.length === 0 ? undefined : paths],
    ['collector.source', '--source', source],
    ['collector.output', '--out', out],
    ['collector.spool.directory', '--spool', spool],
    ['collector.state_directory', '--state', state],
    ['metrics.address', '--metrics', metrics],
  ])
}
