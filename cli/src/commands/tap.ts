import { resolve } from 'node:path'

import { suggest } from '@win11mon/pipeline'
import { type EventKind, decodeBatch, eventKinds, eventToJson, toIdText } from '@win11mon/schemas'
import { Command, InvalidArgumentError, Option } from 'commander'

import type { CommandContext, CommandHost } from '../command-context.ts'
import { type TapPlace, tapBatches } from '../compose/tap-batches.ts'
import { exitCodes } from '../exit-codes.ts'
import { type TappedEvent, executableOf, tappedLine } from '../tap/tapped-line.ts'
import { countOf } from '../terminal/format.ts'
import { createNotices } from '../terminal/notices.ts'
import { safeJson } from '../terminal/safe-json.ts'
import { screenOf } from '../terminal/screen.ts'
import { createLineDrawing } from '../timeline/line-layout.ts'
import { type ConfigFlags, collect, configOption, loadSettings, parseCount, quietOption } from './options.ts'

interface TapFlags extends ConfigFlags {
  readonly spool?: string
  readonly recording?: string
  readonly device?: boolean
  readonly topic?: boolean
  readonly kind?: readonly EventKind[]
  readonly host?: readonly string[]
  readonly process?: string
  readonly limit?: string
  readonly output: 'compact' | 'json' | 'ndjson'
}

const examples = `
Examples:
  $ win11mon tap
  $ win11mon tap --kind handle_duplicate --kind handle_create --process rundll32
  $ win11mon tap --recording day.avro -o ndjson | jq .command_line
  $ win11mon tap --topic --host WORKSTATION5

Without an option it listens to the collector that runs on this machine, and sees what it reads, live. It takes nothing away:
a spool is read and left as it is, a topic is read by a group of its own that commits nothing. The driver lets one read at a
time, so --device works only while no collector does; what is shown is given to the next reader again.

Exit codes: 0 the end, the limit or Ctrl+C; 66 there is no such spool or recording; 69 no collector or broker answers; 75 the
driver has a reader already.`

/** `win11mon tap`: events as they come, one line each. */
export function tapCommand({ context, finish }: CommandHost): Command {
  return new Command('tap')
    .summary('watch events live')
    .description('Shows events of the running collector, a spool, a recording, the driver or the topic as they come, one line each.')
    .addOption(
      new Option('--spool <directory>', 'spool of the collector to listen to (default: that of the settings)').conflicts([
        'recording',
        'device',
        'topic',
      ]),
    )
    .addOption(new Option('--recording <file>', 'show what is in a recording').conflicts(['device', 'topic']))
    .addOption(new Option('--device', 'read the driver itself, while nobody else does').conflicts('topic'))
    .option('--topic', 'show what comes into the Kafka topic from now on')
    .addOption(new Option('--kind <kind>', 'only events of this kind; may be repeated').argParser(parseKind))
    .addOption(new Option('--host <name>', 'only events of this host, by name or id; may be repeated').argParser(collect))
    .option('--process <name>', 'only events of processes whose image has this in its path')
    .option('--limit <count>', 'end after so many events')
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['compact', 'json', 'ndjson']).default('compact'))
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText('after', examples)
    .action(async (flags: TapFlags) => finish(await tap(flags, context)))
}

function parseKind(kind: string, before: readonly string[] = []): string[] {
  if ((eventKinds as readonly string[]).includes(kind)) return [...before, kind]
  const meant = suggest(kind, eventKinds)
  throw new InvalidArgumentError(meant === undefined ? 'There is no such kind.' : `Did you mean ${meant}?`)
}

async function tap(flags: TapFlags, context: CommandContext): Promise<number> {
  const { config } = await loadSettings(flags, context)
  const notices = createNotices(context.stderr, screenOf(context.stderr, context.environment), config.log.level)
  const limit = flags.limit === undefined ? Infinity : parseCount('--limit', flags.limit, 1, Number.MAX_SAFE_INTEGER)
  const print = printerOf(flags.output, context)
  const isWanted = filterOf(flags)
  const items = tapBatches(placeOf(flags, config.collector.spool.directory, context), {
    config,
    signal: context.signal,
    onWarning: (message) => notices.warn(message),
  })
  let shown = 0
  for await (const item of items) {
    if ('leftOut' in item) notices.warn(`${countOf(item.leftOut, 'event')} left out: this terminal is slower than they come. Filters help.`)
    else {
      for (const tapped of eventsOf(item.value).filter(isWanted)) {
        if (shown >= limit) break
        print(tapped)
        shown += 1
      }
    }
    if (shown >= limit || context.signal.aborted) break
  }
  return exitCodes.ok
}

function placeOf({ recording, device, topic, spool }: TapFlags, configured: string, { directory }: CommandContext): TapPlace {
  if (recording !== undefined) return { kind: 'recording', path: resolve(directory, recording) }
  if (device === true) return { kind: 'device', path: '' }
  if (topic === true) return { kind: 'topic', path: '' }
  return { kind: 'spool', path: resolve(directory, spool ?? configured) }
}

function eventsOf(value: Uint8Array): TappedEvent[] {
  const { hostId, hostName, bootId, events } = decodeBatch(value)
  const host = { id: toIdText(hostId), name: hostName }
  return events.map((event) => ({ event, host, bootId }))
}

function filterOf({ kind, host, process }: TapFlags): (tapped: TappedEvent) => boolean {
  const hosts = host?.map((name) => name.toLowerCase())
  const wanted = process?.toLowerCase()
  return ({ event, host: { id, name } }) => {
    if (kind !== undefined && !kind.includes(event.kind)) return false
    if (hosts !== undefined && !hosts.includes(id.toLowerCase()) && !hosts.includes(name?.toLowerCase() ?? '')) return false
    return wanted === undefined || (executableOf(event)?.toLowerCase().includes(wanted) ?? false)
  }
}

function printerOf(output: TapFlags['output'], { stdout, environment }: CommandContext): (tapped: TappedEvent) => void {
  if (output !== 'compact') {
    return ({ event, host }) =>
      stdout.write(`${safeJson({ host_id: host.id, host_name: host.name, ...eventToJson(event) }, output === 'json' ? 2 : undefined)}\n`)
  }
  const draw = createLineDrawing({ screen: screenOf(stdout, environment), showsHost: true, showsIds: false, splitsDays: true })
  return (tapped) => stdout.write(`${draw(tappedLine(tapped)).join('\n')}\n`)
}
