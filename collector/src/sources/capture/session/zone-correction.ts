import type { Event } from '@win11mon/schemas'

import type { CaptureRecord } from '../record/capture-record.ts'
import { type Stamp, parseTime } from '../record/parse-time.ts'
import { type ClockChange, type KnownClock, roundToQuarterHour } from './host-clock.ts'
import type { HostSession, ProviderStream, Unplaced } from './host-session.ts'
import { mayHaveChangedBetween } from './zone-change-hours.ts'

/** Events of one input that wait until the zone of their host is known, or known not to have changed. */
const maxWaiting = 5000

/** An event on its way, with the line or number of its record. */
export interface Arrival {
  readonly stream: ProviderStream
  readonly event: Event
  readonly position: number
  readonly lacksProcessId: boolean
  /** What the event itself says of its time, by a clock that is right where it agrees. */
  readonly ownTimeUs: number | null
}

/** An event may be so long on its way into the log, and stamps have whole seconds in many exports. */
const maxDelayUs = 2_000_000

/**
 * Puts events that only have an exporter's time stamp on the same clock as the ones that state UTC themselves. A zone is
 * measured at Sysmon records, and may change between two of them: an event waits for the next measurement, which says
 * whether it did. Within a bound.
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
  /** A time without zone was taken for UTC because nothing told the zone. */
  readonly onAssumedUtc: () => void
  /** The zone is known from records before or after, and may have changed in between. */
  readonly onUnsureZone: () => void
}

export function createZoneCorrection({ onPlaced, onAssumedUtc, onUnsureZone }: ZoneOutcomes): ZoneCorrection {
  const waiting = new Set<HostSession>()
  let waitingCount = 0

  function release(host: HostSession, change: ClockChange | null, isMeasured: boolean): void {
    if (host.unplaced.length === 0) return
    const unplaced = host.unplaced.splice(0)
    waiting.delete(host)
    waitingCount -= unplaced.length
    for (const one of unplaced) pass(one, host.clock.known(one.stampName), isMeasured ? change : undefined)
  }

  /** `change` is undefined when no measurement followed the event. */
  function pass(one: Unplaced, known: KnownClock | undefined, change: ClockChange | null | undefined): void {
    if (known === undefined) {
      if (one.ownTimeUs !== null) one.event.timeUs = one.ownTimeUs
      else if (!one.hasZone) onAssumedUtc()
    } else if (change !== null && change !== undefined) one.event.timeUs = acrossChange(one.event.timeUs, change, onUnsureZone)
    else {
      const isUnsure = isTooFar(one, known, change)
      one.event.timeUs += known.offsetUs
      if (isUnsure) onUnsureZone()
    }
    finishPlacing(one)
  }

  function finishPlacing(one: Arrival): void {
    preferOwnTime(one)
    onPlaced(one)
  }

  function wait(host: HostSession, one: Unplaced): void {
    host.unplaced.push(one)
    waiting.add(host)
    waitingCount += 1
    if (waitingCount >= maxWaiting) giveUp()
  }

  function giveUp(): void {
    for (const host of waiting) {
      host.hasGivenUpOnZone = host.unplaced.some(({ stampName }) => host.clock.known(stampName) === undefined)
      release(host, null, false)
    }
  }

  return {
    observe(host, record, utcUs) {
      const stamp = parseTime(record.stamps.value)
      if (stamp === null) return
      const { name } = record.stamps
      const news = host.clock.observe(name, utcUs, stamp.timeUs)
      host.hasGivenUpOnZone = false
      if (news !== 'doubtful') release(host, news === 'changed' ? (host.clock.known(name)?.change ?? null) : null, true)
    },
    place(arrival, record, stamp) {
      const { host } = arrival.stream
      const { name } = record.stamps
      const known = host.clock.known(name)
      const one = { ...arrival, stampName: name, hasZone: stamp.hasZone, measuredBeforeUs: known?.measuredUs ?? null }
      const ownOffsetUs = known === undefined ? receivedOffsetUs(record, stamp) : undefined
      one.event.timeUs += ownOffsetUs ?? 0
      if (ownOffsetUs !== undefined || isCertain(one, known)) finishPlacing(one)
      else if (host.hasGivenUpOnZone) pass(one, known, undefined)
      else wait(host, one)
    },
    finish: giveUp,
  }
}

/** Of the time of the record and the one that the event states, the finer where they agree. */
function preferOwnTime({ event, ownTimeUs }: Arrival): void {
  if (ownTimeUs !== null && Math.abs(ownTimeUs - event.timeUs) <= maxDelayUs) event.timeUs = ownTimeUs
}

const maxUnmeasuredUs = 14 * 24 * 3600 * 1_000_000

/** Between two equal measurements two changes fit when they are weeks apart; beside a single one, where clocks are set. */
function isTooFar({ event, measuredBeforeUs }: Unplaced, { offsetUs, measuredUs }: KnownClock, change: null | undefined): boolean {
  if (measuredBeforeUs !== null && change === null) return measuredUs - measuredBeforeUs > maxUnmeasuredUs
  return mayHaveChangedBetween((measuredBeforeUs ?? measuredUs) - offsetUs, event.timeUs)
}

/** Of the two times that a stamp may mean, the one nearer to the measurements around the change. */
function acrossChange(stampUs: number, change: ClockChange, onUnsureZone: () => void): number {
  const before = stampUs + change.beforeUs
  const after = stampUs + change.afterUs
  const difference = distance(before, change) - distance(after, change)
  if (difference === 0) onUnsureZone()
  return difference <= 0 ? before : after
}

function distance(timeUs: number, { lastBeforeUs, firstAfterUs }: ClockChange): number {
  return Math.max(lastBeforeUs - timeUs, timeUs - firstAfterUs, 0)
}

/** A stamp that names its zone, and was right so far. */
function isCertain({ hasZone }: Unplaced, known: KnownClock | undefined): boolean {
  return hasZone && known?.offsetUs === 0
}

/** The exporter may state the moment of receipt twice: in the host's local time, and by a server in UTC. */
function receivedOffsetUs({ stamps }: CaptureRecord, { hasZone }: Stamp): number | undefined {
  if (hasZone) return undefined
  const local = parseTime(stamps.receivedLocal)
  const utc = parseTime(stamps.receivedUtc)
  if (local === null || utc === null || local.hasZone || !utc.hasZone) return undefined
  return roundToQuarterHour(utc.timeUs - local.timeUs)
}
