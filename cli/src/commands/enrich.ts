import { Command, Option } from 'commander'

import { runEnrichService } from '../compose/enrich/enrich-service.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { type ConfigFlags, configOption, givenSettings, quietOption } from './options.ts'
import { runService } from './run-service.ts'

interface EnrichFlags extends ConfigFlags {
  readonly db?: string
  readonly state?: string
  readonly metrics?: string
}

const examples = `
Examples:
  $ win11mon enrich --config /etc/win11mon/win11mon.yaml
  $ WIN11MON_KAFKA_BROKERS='["kafka:9092"]' win11mon enrich --db store.sqlite

Runs until it is stopped. Several share the partitions of the topic. Ctrl+C and SIGTERM stop the intake, write and keep what was
taken and end it within ten seconds; what could not be written comes again at the next start. A second one ends it at once.

Exit codes: 0 stopped; 69 Kafka refuses it; 74 the store or the states cannot be written; 78 a setting is wrong; 130 ended at once.`

/** `win11mon enrich`: a member of the group that makes documents of events. */
export function enrichCommand({ context, finish }: CommandHost): Command {
  return new Command('enrich')
    .summary('make documents, scores and alerts of the events in Kafka, as a service does')
    .description(
      'Reads the event topic as a member of the consumer group, and writes trees, scores, alerts and events until it is stopped.',
    )
    .option('--db <file>', 'SQLite file that takes the documents')
    .option('--state <file>', 'SQLite file that keeps the states of hosts')
    .addOption(new Option('--metrics <address>', 'loopback address for metrics and health, such as 127.0.0.1:9465'))
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText('after', examples)
    .action(async (flags: EnrichFlags) => finish(await enrich(flags, context)))
}

async function enrich(flags: EnrichFlags, context: CommandContext): Promise<number> {
  const settings = givenSettings([
    ['store.path', '--db', flags.db],
    ['state.path', '--state', flags.state],
    ['metrics.address', '--metrics', flags.metrics],
  ])
  return await runService({ flags, settings, context }, runEnrichService)
}
