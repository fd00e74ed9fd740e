import { resolve } from 'node:path'

import { createSimulatorSource, scenarioNames } from '@win11mon/collector'
import { Command, Option } from 'commander'

import { checkOutput, recordSource } from '../compose/recording.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { countOf, formatBytes } from '../terminal/format.ts'
import { programVersion } from '../version.ts'
import { type ConfigFlags, collect, configOption, parseCount, parseDuration, parseTime, quietOption, readConfig } from './options.ts'
import { placeScenarios } from './place-scenarios.ts'

interface SimulateOptions extends ConfigFlags {
  readonly out: string
  readonly force?: boolean
  readonly seed: string
  readonly hosts: string
  readonly duration: string
  readonly rate: string
  readonly events?: string
  readonly start?: string
  readonly scenario?: readonly string[]
}

const examples = `
Examples:
  $ win11mon simulate --out day.avro --scenario all
  $ win11mon simulate --out fleet.avro --hosts 50 --duration 1h --rate 20 --scenario injection@20m#7
  $ win11mon analyze day.avro

Scenarios: ${scenarioNames.join(', ')}; or all.
The same options always write the same bytes.

Exit codes: 0 done; 2 wrong options, or --out exists already; 74 the file cannot be written; 130 interrupted (what was
simulated until then is in the file).`

/** `win11mon simulate`: simulated hosts to a recording. */
export function simulateCommand({ context, finish }: CommandHost): Command {
  return new Command('simulate')
    .summary('write a recording of simulated hosts')
    .description('Simulates Windows 11 machines, with attacks if asked for, and writes their events into a recording.')
    .requiredOption('--out <file>', 'recording to write')
    .option('--force', 'replace the file if it exists')
    .option('--seed <text>', 'tells runs apart', 'win11mon')
    .option('--hosts <count>', 'machines', '1')
    .option('--duration <time>', 'time to simulate: 90s, 10m, 2h, 1d', '10m')
    .option('--rate <events>', 'events per second of one machine in use', '40')
    .option('--events <count>', 'end after this many events')
    .option('--start <time>', 'when the first machine is switched on, ISO 8601 (default: 2025-01-15T08:00:00Z)')
    .addOption(new Option('--scenario <name[@offset][#host]>', 'an attack, such as injection@90s#2; may be repeated').argParser(collect))
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText('after', examples)
    .action(async (options: SimulateOptions) => finish(await simulate(options, context)))
}

async function simulate(options: SimulateOptions, context: CommandContext): Promise<number> {
  const { config, notices } = await readConfig(options, context)
  const durationUs = parseDuration('--duration', options.duration)
  const { events, start, scenario = [] } = options
  const source = createSimulatorSource({
    seed: options.seed,
    hosts: parseCount('--hosts', options.hosts, 1, 1_000_000),
    durationUs,
    eventsPerSecond: parseCount('--rate', options.rate, 1, 1_000_000),
    scenarios: placeScenarios(scenario, durationUs),
    agentVersion: programVersion,
    batchEvents: config.collector.batch_events,
    ...(events === undefined ? {} : { events: parseCount('--events', events, 1, Number.MAX_SAFE_INTEGER) }),
    ...(start === undefined ? {} : { startTimeUs: parseTime('--start', start) }),
  })
  const out = resolve(context.directory, options.out)
  await checkOutput(out, options.force === true)
  const recorded = await recordSource(source, out, context.signal)
  const { batches } = recorded
  notices.info(
    `${options.out}: ${countOf(recorded.events, 'event')} in ${countOf(batches, 'batch', 'batches')}, ${formatBytes(recorded.bytes)}`,
  )
  return context.signal.aborted ? exitCodes.interrupted : exitCodes.ok
}
