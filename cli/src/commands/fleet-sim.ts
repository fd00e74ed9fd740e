import { randomUUID } from 'node:crypto'

import { Command } from 'commander'

import { runFleet } from '../compose/fleet/run-fleet.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { type ConfigFlags, configOption, parseCount, parseDuration, quietOption } from './options.ts'
import { runService } from './run-service.ts'

interface FleetFlags extends ConfigFlags {
  readonly hosts: string
  readonly rate: string
  readonly seed?: string
  readonly duration?: string
  readonly fast?: boolean
}

const examples = `
Examples:
  $ win11mon fleet-sim --hosts 200 --rate 5000
  $ win11mon fleet-sim --hosts 50 --rate 2000 --duration 10m --fast --seed demo

Publishes to the Kafka of the settings (section kafka) until it is stopped or its time is over. The standard output is one line
of JSON at the end: hosts, issued, published, seconds. One of the hosts is attacked.

Exit codes: 0 done or stopped; 69 Kafka refuses it; 78 a setting is wrong; 130 ended at once.`

/** `win11mon fleet-sim`: load for a pipeline, from endpoints that do not exist. */
export function fleetSimCommand({ context, finish }: CommandHost): Command {
  return new Command('fleet-sim')
    .summary('load a Kafka with simulated endpoints')
    .description('Simulates endpoints in use and publishes what their collectors would, to try and to size a pipeline.')
    .option('--hosts <number>', 'endpoints to simulate', '20')
    .option('--rate <number>', 'events a second, of all of them together', '1000')
    .option('--duration <time>', 'time to simulate, such as 90s or 10m; without end unless given')
    .option('--fast', 'as fast as Kafka takes them, not as time goes by')
    .option('--seed <text>', 'the same text gives the same endpoints; another one at each start unless given')
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText('after', examples)
    .action(async (flags: FleetFlags) => finish(await fleet(flags, context)))
}

async function fleet(flags: FleetFlags, context: CommandContext): Promise<number> {
  const plan = {
    hosts: parseCount('--hosts', flags.hosts, 1, 1_000_000),
    rate: parseCount('--rate', flags.rate, 1, 10_000_000),
    seed: flags.seed ?? randomUUID(),
    durationUs: flags.duration === undefined ? undefined : parseDuration('--duration', flags.duration),
    isLive: flags.fast !== true,
  }
  return await runService({ flags, settings: new Map(), context }, async ({ loaded: { config }, log }) => {
    const fleetPlan = { ...plan, batchEvents: config.collector.batch_events }
    const result = await runFleet(fleetPlan, { kafka: config.kafka, log, signal: context.signal })
    context.stdout.write(`${JSON.stringify(result)}\n`)
  })
}
