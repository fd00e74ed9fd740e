import { type AgentHeartbeat, type EventKind, type SourceKind, eventKinds, newEvent, schemaFingerprint, toIdText } from '@win11mon/schemas'

import { type KindCounts, kindCountsText } from '../batch/kind-counts.ts'
import { type CanaryState, blindKinds, canaryText } from '../canary/canary.ts'
import type { SourceCounts } from '../ledger/collector-ledger.ts'
import type { DeviceStatistics } from '../sources/device/port/device.ts'
import type { SpoolCounts } from '../ledger/spool-counts.ts'
import type { HeartbeatTrigger } from './heartbeat-source.ts'

/** What does not change while the collector runs. */
export interface AgentFacts {
  readonly sourceKind: SourceKind
  readonly agentVersion: string
  readonly hostName: string | null
  readonly operatingSystemBuild: number | null
  readonly runtimeVersion: string
  readonly configurationHash: string
  readonly startedUs: number
}

/** What a heartbeat tells of one moment. */
export interface HeartbeatFacts {
  readonly timeUs: number
  readonly trigger: HeartbeatTrigger
  readonly source: SourceCounts
  /** Highest number taken from the source's newest stream. */
  readonly issuedThrough: number | null
  readonly published: number
  readonly spool: SpoolCounts
  /** Undefined without a device, or while the driver does not answer. */
  readonly device: DeviceStatistics | undefined
  /** Undefined without a canary. */
  readonly canary: CanaryState | undefined
}

export function heartbeatEvent(agent: AgentFacts, facts: HeartbeatFacts): AgentHeartbeat {
  const { source, spool } = facts
  const event: AgentHeartbeat = {
    ...newEvent.agent_heartbeat(),
    ...agent,
    timeUs: facts.timeUs,
    trigger: facts.trigger,
    sourceBootId: source.bootId === undefined ? null : toIdText(source.bootId),
    issuedCount: facts.device?.issuedSequence ?? facts.issuedThrough,
    readCount: source.read,
    readByKind: kindCountsText(source.readByKind),
    spooledCount: source.spooled,
    publishedCount: facts.published,
    heldCount: spool.heldEvents,
    lostCount: spool.droppedEvents + spool.corruptEvents,
    lostByKind: kindCountsText(spool.droppedByKind),
    corruptBatches: spool.corruptBatches,
    quarantinedFiles: spool.quarantinedFiles,
    schemaFingerprint,
  }
  describeDevice(event, facts.device)
  describeCanary(event, facts.canary)
  return event
}

function describeDevice(event: AgentHeartbeat, device: DeviceStatistics | undefined): void {
  if (device === undefined) return
  event.refusedByKind = kindCountsText(refusedByKind(device))
  event.ringSizeBytes = device.ringSizeBytes
  event.ringUsedBytes = device.ringUsedBytes
  event.restoredRegistrations = device.restoredRegistrationCount
  event.driverVersion = `${device.abiVersion}/${device.layoutFingerprint.toString(16).padStart(8, '0')}`
}

function describeCanary(event: AgentHeartbeat, canary: CanaryState | undefined): void {
  if (canary === undefined) return
  const blind = blindKinds(canary)
  event.isSensorBlind = blind.length > 0
  event.blindKinds = blind.length > 0 ? blind.join(',') : null
  event.canary = canaryText(canary)
}

/** Events that the driver refused since its load; kinds without any are left out. */
export function refusedByKind({ kinds }: DeviceStatistics): KindCounts {
  const refused: Partial<Record<EventKind, number>> = {}
  for (const kind of eventKinds) {
    const counts = kinds[kind]?.refused
    const count = counts === undefined ? 0 : counts.ring_full + counts.rate_limited
    if (count > 0) refused[kind] = count
  }
  return refused
}
