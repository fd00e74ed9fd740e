import { type EventKind, type Gap, kindNumber, newEvent } from '@win11mon/schemas'

/** One record that should have been an event. */
export interface Loss {
  /** Why it was refused, as the report counts it. */
  readonly reason: string
  /** What it would have become; null when that is not known. */
  readonly kind: EventKind | null
  /** When it happened; null when that is not known. */
  readonly timeUs: number | null
}

export interface TimeRange {
  readonly firstTimeUs: number
  readonly lastTimeUs: number
}

interface Group {
  readonly kind: EventKind | null
  readonly isTooLong: boolean
  count: number
  readonly counts: Map<string, number>
  firstTimeUs: number
  lastTimeUs: number
  hasUnknownTime: boolean
}

/** Collects refused records of one stream and makes one gap event for each kind lost. */
export interface Losses {
  readonly isEmpty: boolean
  add(loss: Loss): void
  /** `range` stands for losses whose time is not known. */
  toGaps(range: TimeRange): readonly Gap[]
}

export function createLosses(): Losses {
  const groups = new Map<string, Group>()
  return {
    add(loss) {
      const isTooLong = loss.reason === 'line_too_long' || loss.reason === 'event_too_large'
      const key = `${loss.kind} ${isTooLong}`
      const group = groups.get(key) ?? newGroup(loss.kind, isTooLong)
      groups.set(key, group)
      countLoss(group, loss)
    },
    get isEmpty() {
      return groups.size === 0
    },
    toGaps: (range) => [...groups.values()].map((group) => toGap(group, range)),
  }
}

function newGroup(kind: EventKind | null, isTooLong: boolean): Group {
  return { kind, isTooLong, count: 0, counts: new Map(), firstTimeUs: Infinity, lastTimeUs: -Infinity, hasUnknownTime: false }
}

function countLoss(group: Group, { reason, timeUs }: Loss): void {
  group.count += 1
  group.counts.set(reason, (group.counts.get(reason) ?? 0) + 1)
  if (timeUs === null) {
    group.hasUnknownTime = true
    return
  }
  group.firstTimeUs = Math.min(group.firstTimeUs, timeUs)
  group.lastTimeUs = Math.max(group.lastTimeUs, timeUs)
}

function toGap(group: Group, range: TimeRange): Gap {
  const gap = newEvent.gap()
  const { firstTimeUs, lastTimeUs } = group.hasUnknownTime ? widen(group, range) : group
  gap.timeUs = lastTimeUs
  gap.firstTimeUs = firstTimeUs
  gap.lastTimeUs = lastTimeUs
  gap.lostKind = group.kind
  gap.lostKindNumber = group.kind === null ? 0 : kindNumber[group.kind]
  gap.lostCount = group.count
  gap.reason = group.isTooLong ? 'record_too_long' : 'record_malformed'
  gap.detail = [...group.counts].map(([reason, count]) => `${reason}: ${count}`).join(', ')
  return gap
}

function widen(one: TimeRange, other: TimeRange): TimeRange {
  return { firstTimeUs: Math.min(one.firstTimeUs, other.firstTimeUs), lastTimeUs: Math.max(one.lastTimeUs, other.lastTimeUs) }
}
