import { PipelineError, suggest } from '@win11mon/pipeline'
import { type EventKind, eventKinds } from '@win11mon/schemas'
import { type Command, Option } from 'commander'

import type { WindowFlags } from '../store/store-window.ts'
import { type TimeReading } from '../store/store-window.ts'
import { collect, parseDuration, parseTime } from './options.ts'

/** Options that choose a part of a store. */
export function addWindowOptions(command: Command): Command {
  return command
    .option('--host <name>', 'only this host')
    .option('--since <time>', 'only from this time on: ISO 8601, UTC unless it says otherwise; or 90s, 10m, 2h, 1d before the newest event')
    .option('--until <time>', 'only before this time; in the same forms')
}

export const timeReading: TimeReading = { time: parseTime, duration: parseDuration }

export function kindOption(): Option {
  return new Option('--kind <kind>', 'only events of this kind; may be repeated').choices(eventKinds).argParser(collect)
}

/** Kinds of the catalogue. Fails with USAGE. */
export function readKinds(kinds: readonly string[] | undefined): readonly EventKind[] | undefined {
  return kinds?.map((kind) => {
    const known = eventKinds.find((one) => one === kind)
    if (known !== undefined) return known
    const meant = suggest(kind, eventKinds)
    const advice = meant === undefined ? `Kinds are: ${eventKinds.join(', ')}.` : `Did you mean ${meant}?`
    throw new PipelineError('USAGE', `--kind ${kind}: there is no such kind of event. ${advice}`)
  })
}

export interface WindowOptions extends WindowFlags {
  readonly db: string
}
