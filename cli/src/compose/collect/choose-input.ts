import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

import { type DeviceSource, type EventSource, createPacedSource, createSimulatorSource } from '@win11mon/collector'
import { PipelineError, systemClock } from '@win11mon/pipeline'
import type { SourceKind } from '@win11mon/schemas'

import type { Config } from '../../settings.ts'
import { programVersion } from '../../version.ts'
import { breathe } from '../breathing-source.ts'
import { openCaptures } from '../open-captures.ts'

export interface CollectInput {
  readonly source: EventSource
  readonly sourceKind: SourceKind
  /** The driver, when that is what is read. */
  readonly device: DeviceSource | undefined
  /** A source that can wait loses nothing when the spool is full; the driver's ring cannot wait for long. */
  readonly canWait: boolean
}

export interface InputOptions {
  readonly config: Config
  /** Where relative paths start. */
  readonly directory: string
  readonly hostId: Uint8Array
}

/** What the collector is told to read. */
export async function chooseInput(options: InputOptions): Promise<CollectInput> {
  switch (options.config.collector.source) {
    case 'device':
      return openDevice(options)
    case 'simulator':
      return { source: openSimulator(options), sourceKind: 'simulator', device: undefined, canWait: true }
    case 'recording':
      return { source: openRecordings(options), sourceKind: 'capture', device: undefined, canWait: true }
  }
}

async function openDevice(_options: InputOptions): Promise<CollectInput> {
  throw new PipelineError('CONFIG_INVALID', 'collector.source device: this build has no driver library.')
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
