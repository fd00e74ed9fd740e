import { type Event, hostIdFromName } from '@win11mon/schemas'

import { type EventStream, createEventStream } from '../../event-stream.ts'
import type { CaptureSettings } from '../input/capture-options.ts'
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
  /** UTC time of the last measurement of the zone before it; null when there was none. */
  readonly measuredBeforeUs: number | null
  readonly ownTimeUs: number | null
  readonly position: number
  readonly lacksProcessId: boolean
}

/** An event whose process Sysmon names by a GUID. */
export type NamedByGuid = Extract<Event, { sourceGuid: string | null; processId: number | null }>

/** A record that waits for its process id. */
export interface Unnumbered {
  readonly stream: ProviderStream
  readonly event: NamedByGuid
  readonly position: number
}

/** What one input has told about one host so far. */
export interface HostSession {
  readonly name: string
  /** What its id is made of. */
  readonly key: string
  readonly clock: HostClock
  readonly processIds: ProcessIdsByGuid
  readonly unplaced: Unplaced[]
  /** By GUID. */
  readonly unnumbered: Map<string, Unnumbered[]>
  /** Nothing told the zone in time: stamps are taken as they are. */
  hasGivenUpOnZone: boolean
  stream(provider: Provider): ProviderStream
}

interface HostSessionOptions {
  /** As it is shown. */
  readonly name: string
  /** What the host's id is made of. */
  readonly key: string
  readonly identity: InputIdentity
  readonly settings: CaptureSettings
  readonly guidBudget: GuidBudget
  readonly onProcessId: (host: HostSession, guid: string, processId: number) => void
}

export function createHostSession(options: HostSessionOptions): HostSession {
  const { name, key } = options
  const streams = new Map<Provider, ProviderStream>()
  const host: HostSession = {
    name,
    key,
    clock: createHostClock(),
    processIds: createProcessIdsByGuid(options.guidBudget, (guid, processId) => options.onProcessId(host, guid, processId)),
    unplaced: [],
    unnumbered: new Map(),
    hasGivenUpOnZone: false,
    stream(provider) {
      const open = streams.get(provider) ?? openStream(host, provider, options)
      streams.set(provider, open)
      return open
    },
  }
  return host
}

function openStream(host: HostSession, provider: Provider, { name, key, identity, settings }: HostSessionOptions): ProviderStream {
  const hostId = hostIdFromName(key)
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
