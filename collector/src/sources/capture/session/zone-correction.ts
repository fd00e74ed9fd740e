import type { Event } from '@win11mon/schemas'

import type { CaptureRecord } from '../record/capture-record.ts'
import { type Stamp, parseTime } from '../record/parse-time.ts'
import { roundToQuarterHour } from './host-clock.ts'
import type { HostSession, ProviderStream, Unplaced } from './host-session.ts'

/** Events of one input that wait until the zone of their host is known. */
const maxWaiting = 5000
/** After the first, every so many records with a time of their own are compared with their stamp. */
const samplingInterval = 32

/** An event on its way, with the line or number of its record. */
export interface Arrival {
  readonly stream: ProviderStream
  readonly event: Event
  readonly position: number
  readonly lacksProcessId: boolean
}

/**
 * Puts events that only have an exporter's time stamp on the same clock as the ones that state UTC themselves. Security
 * records that come before the first Sysmon record of their host wait for it, within a bound.
 */
export interface ZoneCorrection {
  /** The event states its UTC time itself: its stamp tells the error of the stamps of its host. */
  observe(host: HostSession, record: CaptureRecord, utcUs: number): void
  /** Corrects the event's time and passes it on, now or when the zone is known. */
  place(arrival: Arrival, record: CaptureRecord, stamp: Stamp): void
  /** Passes on what still waits, with the times as they are. */
  finish(): void
}

interface ZoneOutcomes {
  /** The event's time is as right as it will get. */
  readonly onPlaced: (arrival: Arrival) => void
  /** A time without zone was taken for UTC. */
  readonly onAssumedUtc: () => void
}

export function createZoneCorrection({ onPlaced, onAssumedUtc }: ZoneOutcomes): ZoneCorrection {
  const waiting = new Set<HostSession>()
  let waitingCount = 0

  function release(host: HostSession): void {
    const unplaced = host.unplaced.splice(0)
    waiting.delete(host)
    waitingCount -= unplaced.length
    for (const one of unplaced) passCorrected(one, host.clock.offsetUs(one.stampName))
  }

  function passCorrected(one: Unplaced, offsetUs: number | undefined): void {
    if (offsetUs !== undefined) one.event.timeUs += offsetUs
    else if (!one.hasZone) onAssumedUtc()
    onPlaced(one)
  }

  function giveUp(): void {
    for (const host of waiting) {
      host.hasGivenUpOnZone = true
      release(host)
    }
  }

  return {
    observe(host, record, utcUs) {
      const isFirst = host.clock.offsetUs(record.stamps.name) === undefined
      host.timedRecords += 1
      if (!isFirst && host.timedRecords % samplingInterval !== 0) return
      const stamp = parseTime(record.stamps.value)
      if (stamp === null) return
      host.clock.observe(record.stamps.name, utcUs, stamp.timeUs)
      if (isFirst && host.unplaced.length > 0) release(host)
    },
    place(arrival, record, stamp) {
      const { host } = arrival.stream
      const one = { ...arrival, stampName: record.stamps.name, hasZone: stamp.hasZone }
      const offsetUs = host.clock.offsetUs(one.stampName) ?? (stamp.hasZone ? undefined : receivedOffsetUs(record))
      if (offsetUs !== undefined || host.hasGivenUpOnZone) return passCorrected(one, offsetUs)
      host.unplaced.push(one)
      waiting.add(host)
      waitingCount += 1
      if (waitingCount >= maxWaiting) giveUp()
    },
    finish: giveUp,
  }
}

/** The exporter may state the moment of receipt twice: in the host's local time, and by a server in UTC. */
function receivedOffsetUs({ stamps }: CaptureRecord): number | undefined {
  const local = parseTime(stamps.receivedLocal)
  const utc = parseTime(stamps.receivedUtc)
  if (local === null || utc === null || local.hasZone || !utc.hasZone) return undefined
  return roundToQuarterHour(utc.timeUs - local.timeUs)
}
