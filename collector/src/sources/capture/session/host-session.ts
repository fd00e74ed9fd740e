import { type Event, type ProcessCreate, hostIdFromName } from '@win11mon/schemas'

import { type EventStream, createEventStream } from '../../event-stream.ts'
import { type CaptureSettings, isWantedHost } from '../input/capture-options.ts'
import type { Provider } from '../record/capture-record.ts'
import { type InputIdentity, captureBootId } from './boot-id.ts'
import { type HostClock, createHostClock } from './host-clock.ts'
import { type Losses, createLosses } from './losses.ts'
import { type GuidBudget, type ProcessIdsByGuid, createProcessIdsByGuid } from './process-ids-by-guid.ts'

/** The records of one provider on one host in one input: one numbered stream. */
export interface ProviderStream {
  readonly host: HostSession
  readonly provider: Provider
  events: EventStream
  readonly losses: Losses
  /** Goes on with a fresh object, after everything was flushed: the old one keeps the memory of its largest batch. */
  reopen(): void
}

/** An event that waits for the zone of its host. */
export interface Unplaced {
  readonly stream: ProviderStream
  readonly event: Event
  readonly stampName: string
  readonly hasZone: boolean
  readonly position: number
  readonly lacksProcessId: boolean
}

/** A create record that waits for its process id. */
export interface Unnumbered {
  readonly stream: ProviderStream
  readonly event: ProcessCreate
  readonly position: number
}

/** What one input has told about one host so far. */
export interface HostSession {
  readonly name: string
  readonly isWanted: boolean
  readonly clock: HostClock
  readonly processIds: ProcessIdsByGuid
  readonly unplaced: Unplaced[]
  /** By GUID. */
  readonly unnumbered: Map<string, Unnumbered[]>
  /** Records with a time of their own seen so far; only some are compared with their stamp. */
  timedRecords: number
  /** Nothing told the zone in time: stamps are taken as they are. */
  hasGivenUpOnZone: boolean
  stream(provider: Provider): ProviderStream
}

interface HostSessionOptions {
  readonly name: string
  readonly identity: InputIdentity
  readonly settings: CaptureSettings
  readonly guidBudget: GuidBudget
  readonly onProcessId: (host: HostSession, guid: string, processId: number) => void
}

export function createHostSession(options: HostSessionOptions): HostSession {
  const { name, settings } = options
  const streams = new Map<Provider, ProviderStream>()
  const host: HostSession = {
    name,
    isWanted: isWantedHost(name, settings.hosts),
    clock: createHostClock(),
    processIds: createProcessIdsByGuid(options.guidBudget, (guid, processId) => options.onProcessId(host, guid, processId)),
    unplaced: [],
    unnumbered: new Map(),
    timedRecords: 0,
    hasGivenUpOnZone: false,
    stream(provider) {
      const open = streams.get(provider) ?? openStream(host, provider, options)
      streams.set(provider, open)
      return open
    },
  }
  return host
}

function openStream(host: HostSession, provider: Provider, { name, identity, settings }: HostSessionOptions): ProviderStream {
  const hostId = hostIdFromName(name.toLowerCase())
  const bootId = captureBootId(hostId, provider, identity)
  const { agentVersion, batchEvents } = settings
  const streamOptions = { hostId, hostName: name, bootId, agentVersion, batchEvents }
  const stream: ProviderStream = {
    host,
    provider,
    events: createEventStream(streamOptions),
    losses: createLosses(),
    reopen() {
      stream.events = createEventStream({ ...streamOptions, continuesAfter: stream.events.lastSequence })
    },
  }
  return stream
}
