import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

import {
  type DeviceSource,
  type EventSource,
  createPacedSource,
  createSimulatorSource,
  driverConfigOf,
  openDeviceSource,
} from '@win11mon/collector'
import { type Logger, PipelineError, systemClock } from '@win11mon/pipeline'
import type { SourceKind } from '@win11mon/schemas'

import type { Config } from '../../settings.ts'
import { programVersion } from '../../version.ts'
import { breathe } from '../breathing-source.ts'
import { openCaptures } from '../open-captures.ts'
import { libraryBesideProgram } from '../library-place.ts'

export interface CollectInput {
  readonly source: EventSource
  readonly sourceKind: SourceKind
  /** The driver, when that is what is read. */
  readonly device: DeviceSource | undefined
}

export interface InputOptions {
  readonly config: Config
  /** Where relative paths start. */
  readonly directory: string
  readonly hostId: Uint8Array
  readonly log: Logger
}

/** What the collector is told to read. */
export async function chooseInput(options: InputOptions): Promise<CollectInput> {
  const { source } = options.config.collector
  if (source === 'simulator') return { source: openSimulator(options), sourceKind: 'simulator', device: undefined }
  if (source === 'recording') return { source: openRecordings(options), sourceKind: 'capture', device: undefined }
  return openDevice(options)
}

async function openDevice({ config, hostId, log }: InputOptions): Promise<CollectInput> {
  const { device } = config.collector
  const source = await openDeviceSource({
    libraryPath: device.library === '' ? libraryBesideProgram() : device.library,
    hostId,
    hostName: hostname(),
    agentVersion: programVersion,
    batchEvents: device.batch_events,
    driverConfig: driverConfigOf(device),
    onProblem: ({ reason, count, detail }) => log.warn({ reason, count }, detail),
  })
  return { source, sourceKind: 'driver', device: source }
}

function openSimulator({ config, hostId }: InputOptions): EventSource {
  const { seed, hosts, events_per_second: eventsPerSecond, pace, duration_seconds: durationSeconds } = config.collector.simulator
  const source = createSimulatorSource({
    seed: seed === '' ? randomBytes(16).toString('hex') : seed,
    hosts,
    eventsPerSecond,
    startTimeUs: systemClock.nowUs(),
    batchEvents: config.collector.batch_events,
    batchSpanUs: 1_000_000,
    agentVersion: programVersion,
    identity: { hostId, hostName: hostname() },
    durationUs: durationSeconds === null ? Infinity : durationSeconds * 1e6,
  })
  return breathe(pace === 'live' ? createPacedSource(source, systemClock) : source)
}

function openRecordings({ config, directory }: InputOptions): EventSource {
  const { recordings } = config.collector
  if (recordings.length === 0)
    throw new PipelineError('CONFIG_INVALID', 'collector.recordings: names no file, and collector.source is recording. Name one or more.')
  return breathe(openCaptures(recordings, { config, directory, hosts: [], sinceUs: undefined, untilUs: undefined }))
}
