import { defaultScenarios } from '@win11mon/collector'
import { Command } from 'commander'

import { analyse } from '../compose/analysis-session.ts'
import { createSimulatedInput } from '../compose/simulated-input.ts'
import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Screen, screenOf } from '../terminal/screen.ts'
import { programVersion } from '../version.ts'
import { type ConfigFlags, configOption, quietOption, readConfig } from './options.ts'

interface DemoOptions extends ConfigFlags {
  readonly seed: string
}

const examples = `
Examples:
  $ win11mon demo
  $ win11mon demo --seed monday`

/** `win11mon demo`: ten minutes of a simulated host with five attacks, through the whole pipeline. */
export function demoCommand({ context, finish }: CommandHost): Command {
  return new Command('demo')
    .summary('show what it finds on a simulated host under attack')
    .description('Simulates ten minutes of a Windows 11 machine with five attacks and runs them through the whole pipeline.')
    .option('--seed <text>', 'another machine, another day', 'demo')
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText('after', examples)
    .action(async (options: DemoOptions) => finish(await demo(options, context)))
}

async function demo(options: DemoOptions, context: CommandContext): Promise<number> {
  const { config } = await readConfig(options, context)
  const { batch_events: batchEvents } = config.collector
  const source = createSimulatedInput('simulated host', {
    seed: options.seed,
    scenarios: defaultScenarios,
    agentVersion: programVersion,
    batchEvents,
  })
  const result = await analyse({ config, source, directory: context.directory, databasePath: undefined }, context.signal)
  const { renderReport } = await import('../report/render-report.ts')
  const screen = screenOf(context.stdout, context.environment)
  context.stdout.write(renderReport(result, screen))
  context.stdout.write(nextSteps(screen))
  return result.report.complete ? exitCodes.ok : exitCodes.interrupted
}

function nextSteps({ colours }: Screen): string {
  const { bold, dim } = colours
  return [
    '',
    `${dim('Your own captures:')}  ${bold('npx win11mon analyze FILES')}  ${dim('(JSON, EVTX, zip)')}`,
    `${dim('Keep and query:')}     ${bold('npx win11mon analyze FILES --db store.sqlite')}`,
    '',
  ].join('\n')
}
