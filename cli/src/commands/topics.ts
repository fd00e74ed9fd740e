import { type TopicReport, openKafkaTopics } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { sanitize } from '../terminal/sanitize.ts'
import { type ConfigFlags, configOption, readConfig } from './options.ts'

const examples = `
Examples:
  $ win11mon topics status
  $ win11mon topics bootstrap --config win11mon.yaml
  $ win11mon topics status -o json

The section kafka of the settings says where the cluster is and what its topics should be like. Topics that exist are never
changed: what is different is shown, and changed by whoever runs the cluster.

Exit codes: 0 every topic is there and as planned; 1 one is missing or different; 69 the cluster cannot be reached or
refuses; 78 a setting is wrong.`

interface TopicsOptions extends ConfigFlags {
  readonly output: 'table' | 'json'
}

/** `win11mon topics`: creates what the pipeline needs in a Kafka cluster, and says what is different there. */
export function topicsCommand({ context, finish }: CommandHost): Command {
  const command = new Command('topics')
    .summary('create the topics of a Kafka cluster, or compare them')
    .description('Creates the topics that the pipeline needs, or compares those that are there with the settings.')
  for (const [name, description, creates] of [
    ['status', 'compare the topics with the settings', false],
    ['bootstrap', 'create the topics that are missing', true],
  ] as const) {
    command
      .command(name)
      .description(description)
      .addOption(configOption())
      .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json']).default('table'))
      .addHelpText('after', examples)
      .action(async (options: TopicsOptions) => finish(await topics(options, context, creates)))
  }
  return command.addHelpText('after', examples)
}

async function topics(options: TopicsOptions, context: CommandContext, creates: boolean): Promise<number> {
  const { config } = await readConfig(options, context)
  const cluster = await openKafkaTopics(config.kafka)
  try {
    const reports = creates ? await cluster.createMissing() : await cluster.status()
    context.stdout.write(options.output === 'json' ? `${safeJson({ topics: reports }, 2)}\n` : reports.map(lines).join(''))
    return reports.every(({ state }) => state === 'created' || state === 'as_planned') ? exitCodes.ok : exitCodes.findings
  } finally {
    await cluster.close()
  }
}

const stateWords: Readonly<Record<TopicReport['state'], string>> = {
  missing: 'missing: create it with `win11mon topics bootstrap`',
  created: 'created',
  as_planned: 'as planned',
  different: 'different',
}

function lines({ name, state, differences }: TopicReport): string {
  const details = differences.map(({ setting, planned, actual }) => `  ${setting} is ${sanitize(actual)}, planned ${planned}\n`)
  return `${sanitize(name)}: ${stateWords[state]}\n${details.join('')}`
}
