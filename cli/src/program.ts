import { PipelineError } from '@win11mon/pipeline'
import { Command, CommanderError } from 'commander'

import { analyzeCommand } from './commands/analyze.ts'
import { collectCommand } from './commands/collect.ts'
import { completionCommand } from './commands/completion.ts'
import { configCommand } from './commands/config.ts'
import { demoCommand } from './commands/demo.ts'
import { dlqCommand } from './commands/dlq.ts'
import { enrichCommand } from './commands/enrich.ts'
import { fleetSimCommand } from './commands/fleet-sim.ts'
import { handlesCommand } from './commands/handles.ts'
import { imageCommand } from './commands/image.ts'
import { ledgerCommand } from './commands/ledger.ts'
import { queryCommand } from './commands/query.ts'
import { recordCommand } from './commands/record.ts'
import { rulesCommand } from './commands/rules.ts'
import { scoreCommand } from './commands/score.ts'
import { searchCommand } from './commands/search.ts'
import { showCommand } from './commands/show.ts'
import { simulateCommand } from './commands/simulate.ts'
import { timelineCommand } from './commands/timeline.ts'
import { spoolCommand } from './commands/spool.ts'
import { doctorCommand } from './commands/doctor.ts'
import { tapCommand } from './commands/tap.ts'
import { indexCommand } from './commands/index-command.ts'
import { topicsCommand } from './commands/topics.ts'
import { treeCommand } from './commands/tree.ts'
import { upCommand } from './commands/up.ts'
import { versionCommand } from './commands/version.ts'
import type { CommandContext, CommandHost } from './command-context.ts'
import { exitCodeByError, exitCodes } from './exit-codes.ts'
import { sanitize } from './terminal/sanitize.ts'
import { screenOf } from './terminal/screen.ts'
import { programVersion } from './version.ts'

const description = `Records what Windows 11 processes do and finds those that abuse it.

Start with \`win11mon demo\`, then \`win11mon analyze\` on captures of your own.`

const commands = [
  demoCommand,
  analyzeCommand,
  treeCommand,
  showCommand,
  searchCommand,
  timelineCommand,
  handlesCommand,
  queryCommand,
  ledgerCommand,
  rulesCommand,
  scoreCommand,
  imageCommand,
  simulateCommand,
  recordCommand,
  upCommand,
  collectCommand,
  enrichCommand,
  dlqCommand,
  fleetSimCommand,
  spoolCommand,
  tapCommand,
  doctorCommand,
  topicsCommand,
  indexCommand,
  configCommand,
  completionCommand,
  versionCommand,
]

/** The whole command line. `finish` of the host is called once, by the command that ran. */
export function createProgram(host: CommandHost): Command {
  const program = new Command('win11mon').description(description).version(programVersion, '-V, --version').enablePositionalOptions()
  for (const create of commands) program.addCommand(create(host))
  for (const command of [program, ...program.commands, ...program.commands.flatMap((parent) => parent.commands)])
    prepare(command, host.context)
  return program
}

/** Commander writes and exits by itself unless told otherwise. */
function prepare(command: Command, { stdout, stderr, environment }: CommandContext): void {
  const { columns } = screenOf(stdout, environment)
  command
    .exitOverride()
    .showHelpAfterError(`Try: ${pathOf(command)} --help`)
    .configureHelp({ helpWidth: Math.min(columns, 110) })
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text), outputError: writeLines })
}

function writeLines(text: string, write: (text: string) => void): void {
  write(text.split('\n').map(sanitize).join('\n'))
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`
}

/** Runs one command line and resolves to its exit code. Never rejects: what goes wrong is said on the standard error stream. */
export async function run(args: readonly string[], context: CommandContext): Promise<number> {
  let exitCode: number = exitCodes.ok
  const program = createProgram({ context, finish: (code) => (exitCode = code) })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    return report(error, context)
  }
}

function report(error: unknown, { stderr, environment }: CommandContext): number {
  const isExpected = error instanceof PipelineError
  const message = error instanceof Error ? error.message : String(error)
  const advice = isExpected ? '' : '. This is a defect of win11mon: please report it with the command you ran and WIN11MON_DEBUG=1 set.'
  const { colours } = screenOf(stderr, environment)
  stderr.write(`${colours.red('win11mon:')} ${sanitize(message + advice)}\n`)
  if (environment['WIN11MON_DEBUG'] && error instanceof Error) stderr.write(`${(error.stack ?? '').split('\n').map(sanitize).join('\n')}\n`)
  return isExpected ? exitCodeByError[error.code] : exitCodes.internal
}
