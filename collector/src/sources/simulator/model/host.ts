import { type ActivityEvents, createActivityEvents } from './activity-events.ts'
import { type Activity, type Agenda, createAgenda } from './agenda.ts'
import { createIdTable, type IdTable } from './id-table.ts'
import { createProcessEvents, type ProcessEvents } from './process-events.ts'
import { createProcessTable, type ProcessTable } from './process-table.ts'
import { createRandom, type Random, seedBytes } from './random.ts'
import { createRecorder, type EventSink, type Recorder } from './recorder.ts'
import type { SimulatedProcess } from './simulated-process.ts'

/** The well-known processes that others look for by name. */
export type Landmark =
  | 'system'
  | 'smss'
  | 'csrss'
  | 'wininit'
  | 'winlogon'
  | 'services'
  | 'lsass'
  | 'explorer'
  | 'browser'
  | 'scheduler'
  | 'dcomLauncher'
  | 'appInfo'
  | 'updateOrchestrator'
  | 'searchIndexer'
  | 'antivirus'
  | 'errorReporting'

/** One simulated machine: what lives on it and how to make something happen. */
export interface Host {
  readonly name: string
  readonly userName: string
  /** Security identifier of the user, for registry paths. */
  readonly userSid: string
  readonly eventsPerSecond: number
  readonly random: Random
  readonly agenda: Agenda
  readonly recorder: Recorder
  readonly ids: IdTable
  readonly processes: ProcessTable
  readonly landmarks: Map<Landmark, SimulatedProcess>
  readonly write: ProcessEvents & ActivityEvents
}

export interface HostOptions {
  readonly seed: string | number
  readonly index: number
  readonly bootTimeUs: number
  readonly eventsPerSecond: number
  readonly sink: EventSink
}

const userNames = ['alex', 'bianca', 'chen', 'dmitri', 'elena', 'fatima', 'george', 'hanna', 'ivan', 'jules', 'kavya', 'lars'] as const
/** Of the System process; its threads take the next ids. */
const firstId = 4

export function createHost({ seed, index, bootTimeUs, eventsPerSecond, sink }: HostOptions): Host {
  const random = createRandom(seedBytes(seed, index, 'host'))
  const agenda = createAgenda(bootTimeUs)
  const recorder = createRecorder({ agenda, random, bootTimeUs, sink })
  const addressSeed = random.below(0x1_0000_0000)
  return {
    name: `DESKTOP-${nameSuffix(random)}`,
    userName: random.pick(userNames),
    userSid: `S-1-5-21-${random.between(1e9, 4e9)}-${random.between(1e9, 4e9)}-${random.between(1e9, 4e9)}-1001`,
    eventsPerSecond,
    random,
    agenda,
    recorder,
    ids: createIdTable(firstId, random),
    processes: createProcessTable(),
    landmarks: new Map(),
    write: { ...createProcessEvents(recorder, random), ...createActivityEvents({ recorder, random, addressSeed }) },
  }
}

/** Plans an activity. */
export function begin(host: Host, activity: Activity, delayUs = 1): void {
  host.agenda.start(activity, delayUs)
}

/** A process that every running machine has; only call it for landmarks that are up. */
export function landmark(host: Host, name: Landmark): SimulatedProcess {
  const process = host.landmarks.get(name)
  if (process === undefined) throw new Error(`${host.name} has no ${name} yet`)
  return process
}

function nameSuffix(random: Random): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
  return Array.from({ length: 7 }, () => letters.charAt(random.below(letters.length))).join('')
}
