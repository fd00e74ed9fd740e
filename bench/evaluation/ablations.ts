import type { ScenarioVariant } from '@win11mon/collector'
import type { Event } from '@win11mon/schemas'

import { randomOf } from './random.ts'

/** One way in which less is seen of an attack than could be, or in which it is done otherwise. */
export interface Ablation {
  readonly id: string
  /** Completes "Seen …". */
  readonly title: string
  readonly variant?: ScenarioVariant
  /** Events as a poorer sensor would have them. `round` tells repeated tries apart. */
  readonly reduce?: (events: readonly Event[], round: number) => readonly Event[]
  /** Tries, where chance decides. */
  readonly rounds?: number
  /** Only kernel exploits have it; the other scenarios have no such step or can be played in one way. */
  readonly isOfExploits?: true
}

const lostShare = 0.1
/** Shorter than the path of any program that is worth a name. */
const textLength = 20
const systemIntegrity = 0x4000

export const ablations: readonly Ablation[] = [
  { id: 'full', title: 'in full' },
  { id: 'no_scan', title: 'without the driver looking for rings', reduce: withoutScans, isOfExploits: true },
  { id: 'no_child', title: 'without the System children', reduce: withoutSystemChildren, isOfExploits: true },
  { id: 'neither', title: 'without either', reduce: (events) => withoutScans(withoutSystemChildren(events)), isOfExploits: true },
  { id: 'dotnet', title: 'as .NET code in a signed shell', variant: { isManaged: true }, isOfExploits: true },
  {
    id: 'dotnet_no_scan',
    title: 'as .NET code, and no ring looked for',
    variant: { isManaged: true },
    reduce: withoutScans,
    isOfExploits: true,
  },
  { id: 'high', title: 'started at high integrity', variant: { isElevated: true }, isOfExploits: true },
  {
    id: 'high_no_scan',
    title: 'started high, and no ring looked for',
    variant: { isElevated: true },
    reduce: withoutScans,
    isOfExploits: true,
  },
  { id: 'slow', title: 'forty times as slowly', variant: { slowness: 40 }, isOfExploits: true },
  { id: 'truncated', title: 'with every text cut to 20 characters', reduce: truncated },
  { id: 'lost', title: 'with 10 % of the events lost', reduce: withLosses, rounds: 20 },
]

/** A driver that can not look for rings: no scans, and no counts of ring operations. */
function withoutScans(events: readonly Event[]): readonly Event[] {
  const rest = events.filter(({ kind }) => kind !== 'ioring_scan' && kind !== 'process_profile')
  return renumbered(rest.map((event) => (event.kind === 'process_terminate' ? { ...event, ioringOperationCount: null } : event)))
}

/** As when the new rights are used for something else than starting programs. */
function withoutSystemChildren(events: readonly Event[]): readonly Event[] {
  const levels = new Map<string, number>()
  const gone = new Set<string>()
  for (const event of events) {
    if (event.kind !== 'process_create') continue
    const [key, parent] = [keyOf(event.processId, event.processStartUs), keyOf(event.parentProcessId, event.parentStartUs)]
    levels.set(key, event.integrityLevel ?? 0)
    const isRisen = event.integrityLevel === systemIntegrity && (levels.get(parent) ?? systemIntegrity) < systemIntegrity
    const isOfCreator = event.creatorProcessId === event.parentProcessId
    if ((isRisen && isOfCreator) || gone.has(parent)) gone.add(key)
  }
  return renumbered(events.filter((event) => !mentionsAny(event, gone)))
}

function mentionsAny(event: Event, keys: ReadonlySet<string>): boolean {
  if ('processId' in event && keys.has(keyOf(event.processId, event.processStartUs))) return true
  return 'objectProcessId' in event && keys.has(keyOf(event.objectProcessId, event.objectStartUs))
}

function keyOf(processId: number | null, startUs: number | null): string {
  return `${processId} ${startUs}`
}

function truncated(events: readonly Event[]): readonly Event[] {
  const textFields = ['executable', 'commandLine', 'workingDirectory', 'imagePath', 'objectExecutable'] as const
  return events.map((event) => {
    const copy: Record<string, unknown> = { ...event }
    for (const name of textFields) if (typeof copy[name] === 'string') copy[name] = copy[name].slice(0, textLength)
    if ('isTruncated' in copy) copy['isTruncated'] = true
    return copy as unknown as Event
  })
}

function withLosses(events: readonly Event[], round: number): readonly Event[] {
  const random = randomOf(round + 1)
  return events.filter(() => random() >= lostShare)
}

/** What a source does not carry takes no number. */
function renumbered(events: readonly Event[]): readonly Event[] {
  return events.map((event, index) => ({ ...event, sequence: index + 1 }))
}
