import { createHash, randomBytes } from 'node:crypto'
import { hostname, release } from 'node:os'

import {
  type AgentFacts,
  type Canary,
  type CollectorLedger,
  type DeviceSource,
  type DeviceStatistics,
  type EventStream,
  type HeartbeatSource,
  type HeartbeatTrigger,
  type Sensor,
  type SnapshotSource,
  type Spool,
  createCanary,
  createEventStream,
  createHeartbeatSource,
  createSnapshotSource,
  heartbeatEvent,
} from '@win11mon/collector'
import { type Clock, type LoadedConfig, type Logger, configText } from '@win11mon/pipeline'
import { type AgentHeartbeat, type SourceKind, toIdText } from '@win11mon/schemas'

import { type Config, configDescription } from '../../settings.ts'
import { programVersion } from '../../version.ts'

/** Snapshots of one host for all gaps of a minute. */
const leastSnapshotIntervalMs = 60_000

export interface CompanionOptions {
  readonly loaded: LoadedConfig<Config>
  readonly hostId: Uint8Array
  readonly sourceKind: SourceKind
  readonly device: DeviceSource | undefined
  readonly spool: Pick<Spool, 'counts'>
  /** The collector's, which is made after its sources. */
  readonly ledger: () => CollectorLedger
  readonly clock: Clock
  readonly log: Logger
}

/** What accompanies the source: heartbeats always; with the driver a canary, and snapshots of running processes. */
export interface Companions {
  readonly heartbeat: HeartbeatSource
  readonly snapshot: SnapshotSource | undefined
  readonly canary: Canary | undefined
}

export function createCompanions(options: CompanionOptions): Companions {
  const { device, clock, log, loaded } = options
  const canary = device === undefined ? undefined : openCanary(device, options, () => heartbeat.hasten())
  const snapshot =
    device &&
    createSnapshotSource({
      stream: ownStream(options, loaded.config.collector.batch_events),
      clock,
      runningProcesses: () => device.device.runningProcesses(),
      leastIntervalMs: leastSnapshotIntervalMs,
      onFailure: (error) => log.warn({ reason: String(error) }, 'The running processes could not be listed; it is tried again.'),
    })
  const agent = agentFacts(options)
  const describe = describeWith(options, agent, { canary, snapshot })
  const intervalMs = loaded.config.collector.heartbeat_seconds * 1000
  const heartbeat = createHeartbeatSource({ stream: ownStream(options, 1), clock, intervalMs, describe })
  return { heartbeat, snapshot, canary }
}

/** A stream of this run. */
function ownStream({ hostId }: CompanionOptions, batchEvents: number): EventStream {
  return createEventStream({ hostId, hostName: hostname(), bootId: randomBytes(16), agentVersion: programVersion, batchEvents })
}

function openCanary(source: DeviceSource, options: CompanionOptions, onChange: () => void): Canary | undefined {
  const { clock, log, ledger, loaded } = options
  const intervalMs = loaded.config.collector.canary_seconds * 1000
  if (intervalMs === 0) return undefined
  return createCanary({
    device: source.device,
    watched: watchedSensors(loaded.config),
    read: () => ledger().source('input').readByKind,
    isDrainedSince: (elapsedMs) => source.lastDrainedMs >= elapsedMs,
    clock,
    intervalMs,
    answerMs: intervalMs / 2,
    onChange: (blind) => {
      if (blind.length > 0) log.error({ finding: 'sensor_blind', kinds: blind }, 'The sensor does not see what the collector causes.')
      else log.info({}, 'The sensor sees every kind again.')
      onChange()
    },
    onFailure: (what, error) => log.warn({ what, reason: String(error) }, 'The canary could not do its part.'),
  })
}

/** A mask on rights may leave out the handles that the canary opens, and then their silence means nothing. */
function watchedSensors({ collector: { device } }: Config): readonly Sensor[] {
  return device.handle_access_mask === 0 ? device.sensors : device.sensors.filter((sensor) => sensor !== 'object')
}

function agentFacts({ loaded, sourceKind, clock }: CompanionOptions): AgentFacts {
  return {
    sourceKind,
    agentVersion: programVersion,
    hostName: hostname(),
    operatingSystemBuild: process.platform === 'win32' ? Number(release().split('.')[2] ?? 0) : null,
    runtimeVersion: process.version,
    // References are hashed as they are written: the hash tells nothing of a secret.
    configurationHash: createHash('sha256')
      .update(configText(configDescription, loaded, false))
      .digest('hex')
      .slice(0, 16),
    startedUs: clock.nowUs(),
  }
}

type Looked = Pick<Companions, 'canary' | 'snapshot'>

function describeWith(
  options: CompanionOptions,
  agent: AgentFacts,
  { canary, snapshot }: Looked,
): (trigger: HeartbeatTrigger) => AgentHeartbeat {
  const { spool, ledger, clock, device } = options
  let droppedBefore = 0
  return (trigger) => {
    const { droppedEvents } = spool.counts
    // What the spool drops is a gap, too: whoever started meanwhile is in no event.
    if (droppedEvents > droppedBefore) snapshot?.request()
    droppedBefore = droppedEvents
    const source = ledger().source('input')
    const issuedThrough = source.bootId === undefined ? null : (ledger().issued.get(toIdText(source.bootId)) ?? null)
    return heartbeatEvent(agent, {
      timeUs: clock.nowUs(),
      trigger,
      source,
      issuedThrough,
      published: ledger().published,
      spool: spool.counts,
      device: device && statisticsOf(device),
      canary: canary?.state,
    })
  }
}

function statisticsOf({ device }: DeviceSource): DeviceStatistics | undefined {
  try {
    return device.statistics()
  } catch {
    // The driver is away, which the missing fields and the canary say.
    return undefined
  }
}
