import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { PipelineError, type StoredLetter, openKafkaEventLog, readDeadLetters } from '@win11mon/pipeline'
import { Command, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Config } from '../settings.ts'
import { formatCount, formatTime } from '../terminal/format.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'
import { type TableColumn, drawTable } from '../terminal/table.ts'
import { type ConfigFlags, collect, configOption, readConfig } from './options.ts'

interface DlqFlags extends ConfigFlags {
  readonly reason?: string
}
interface ListFlags extends DlqFlags {
  readonly output: 'table' | 'json'
}
interface ShowFlags extends ConfigFlags {
  readonly out?: string
}
interface RetryFlags extends DlqFlags {
  readonly id?: readonly string[]
  readonly all?: boolean
}

const examples = `
Examples:
  $ win11mon dlq ls
  $ win11mon dlq show 0-12 --out letter.bin
  $ win11mon dlq retry --reason schema_unknown --all

Reads the dead-letter topic of the settings (kafka.dead_letter_topic). retry puts the bytes into the event topic again, under
their key: after an upgrade that knows their schema, or a topic that takes larger records. A letter stays in its topic until its
retention ends; handing one in twice changes nothing.

Exit codes: 0 done; 2 retry without --id or --all; 66 there is no such letter; 69 Kafka refuses it; 78 a setting is wrong.`

/** `win11mon dlq`: looking after what could not be taken. */
export function dlqCommand(host: CommandHost): Command {
  const command = new Command('dlq')
    .summary('look into the dead-letter topic, and hand letters in again')
    .description('Lists, shows and hands in again what nobody could take: batches and documents, with their bytes and the reason.')
  const add = (name: string, description: string): Command =>
    command.command(name).description(description).addOption(configOption()).addHelpText('after', examples)
  const reason = (): Option => new Option('--reason <word>', 'only letters with this reason')
  add('ls', 'list what is there')
    .addOption(reason())
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['table', 'json']).default('table'))
    .action(async (flags: ListFlags) => host.finish(await list(flags, host.context)))
  add('show', 'show one, with the beginning of its bytes')
    .argument('<id>', 'id that ls shows')
    .option('--out <file>', 'file that takes its bytes')
    .action(async (id: string, flags: ShowFlags) => host.finish(await show(id, flags, host.context)))
  add('retry', 'hand letters in again')
    .addOption(reason())
    .addOption(new Option('--id <id>', 'this one; may be repeated').argParser(collect))
    .option('--all', 'all of them, or all with the reason')
    .action(async (flags: RetryFlags) => host.finish(await retryLetters(flags, host.context)))
  return command.addHelpText('after', examples)
}

async function lettersOf({ kafka }: Config, isWanted: (letter: StoredLetter) => boolean): Promise<StoredLetter[]> {
  const letters: StoredLetter[] = []
  await readDeadLetters(kafka, (letter) => {
    if (isWanted(letter)) letters.push(letter)
  })
  return letters.toSorted((left, right) => left.timeMs - right.timeMs)
}

function hasReason(reason: string | undefined): (letter: StoredLetter) => boolean {
  return ({ headers }) => reason === undefined || headers['reason'] === reason
}

const columns: readonly TableColumn[] = [
  { title: 'id' },
  { title: 'time' },
  { title: 'host' },
  { title: 'reason' },
  { title: 'bytes', align: 'right' },
  { title: 'message' },
]

async function list({ reason, output, ...flags }: ListFlags, context: CommandContext): Promise<number> {
  const { config } = await readConfig(flags, context)
  const letters = await lettersOf(config, hasReason(reason))
  if (output === 'json') context.stdout.write(`${safeJson(letters.map(factsOf))}\n`)
  else if (letters.length === 0) context.stdout.write('There are no dead letters.\n')
  else {
    const rows = letters.map(({ id, timeMs, key, value, headers }) => [
      id,
      formatTime(timeMs * 1_000),
      key,
      headers['reason'] ?? '',
      formatCount(value.length),
      headers['message'] ?? '',
    ])
    context.stdout.write(`${drawTable(columns, rows, screenOf(context.stdout, context.environment)).join('\n')}\n`)
  }
  return exitCodes.ok
}

function factsOf({ id, timeMs, key, value, headers }: StoredLetter): object {
  return { id, time: new Date(timeMs).toISOString(), host_id: key, bytes: value.length, ...headers }
}

const shownBytes = 256

async function show(id: string, { out, ...flags }: ShowFlags, context: CommandContext): Promise<number> {
  const { config } = await readConfig(flags, context)
  const [letter] = await lettersOf(config, (one) => one.id === id)
  if (letter === undefined) throw unknownLetter(id)
  const hex = Buffer.from(letter.value.subarray(0, shownBytes)).toString('hex')
  context.stdout.write(`${safeJson({ ...factsOf(letter), first_bytes: hex })}\n`)
  if (out !== undefined) writeFileSync(resolve(context.directory, out), letter.value, { flag: 'wx' })
  return exitCodes.ok
}

async function retryLetters({ reason, id: ids, all, ...flags }: RetryFlags, context: CommandContext): Promise<number> {
  if (ids === undefined && all !== true) throw new PipelineError('USAGE', 'dlq retry: name letters with --id, or give --all.')
  const { config, notices } = await readConfig(flags, context)
  const isNamed = (letter: StoredLetter): boolean => ids === undefined || ids.includes(letter.id)
  const letters = await lettersOf(config, (letter) => isNamed(letter) && hasReason(reason)(letter))
  const missing = ids?.find((id) => !letters.some((letter) => letter.id === id))
  if (missing !== undefined) throw unknownLetter(missing)
  // A document that the store refused is no batch: its events are in the topic already.
  const batches = letters.filter(({ headers }) => headers['reason'] !== 'document_refused')
  const log = await openKafkaEventLog({ settings: { ...config.kafka, framing: 'batch' }, onWarning: notices.warn })
  try {
    for (const { key, value } of batches) await log.append([{ key, value }], context.signal)
  } finally {
    await log.close()
  }
  context.stdout.write(`${batches.length} of ${letters.length} letters were handed in again.\n`)
  return exitCodes.ok
}

function unknownLetter(id: string): PipelineError {
  return new PipelineError('INPUT_MISSING', `There is no dead letter ${id}. \`win11mon dlq ls\` shows those that are there.`)
}
