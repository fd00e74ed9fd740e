import { processEntityId, provisionalEntityId } from '@win11mon/schemas'

import { isCompatibleImage, isSameImage } from '../windows/image-path.ts'
import type { Tombstone } from './tombstones.ts'
import { type Lifetime, isStartedBefore, lateCreateUs, latestMeantUs, reportSkewUs } from './lifetime.ts'
import { type EndMark, type StartMark, compareEndMarks, compareStartMarks } from './marks.ts'
import { describe, statusOf } from './process-node.ts'

/** Boot times of the host, ascending: no process lives across one. */
export type BootTimes = readonly number[]

/** Number of boot times at or before `timeUs`. */
export function bootIndex(boots: BootTimes, timeUs: number): number {
  let index = 0
  while (index < boots.length && (boots[index] ?? Infinity) <= timeUs) index += 1
  return index
}

/** Lifetimes with a known start, ascending by start. The result depends on the set of marks only, not on their order. */
export function lifetimesFromStarts(hostId: Uint8Array, marks: readonly StartMark[]): Lifetime[] {
  // Nearly every pid of a host has had one process, and one report of its start.
  const groups = marks.length === 1 ? [marks] : groupStarts(marks)
  const lives = groups.map((group) => lifetimeOf(hostId, group))
  return lives.length === 1 ? lives : lives.toSorted((left, right) => left.anchorUs - right.anchorUs)
}

function groupStarts(marks: readonly StartMark[]): StartMark[][] {
  const sorted = marks.toSorted(compareStartMarks)
  const groups = groupEqualStarts(sorted.filter((mark) => mark.isExact))
  const exactGroups = [...groups]
  const claimed = new Set<StartMark[]>()
  for (const group of groupEqualStarts(sorted.filter((mark) => !mark.isExact))) {
    const first = group[0]
    const match = first === undefined ? undefined : (sameStart(exactGroups, first) ?? nearestStart(exactGroups, first, claimed))
    if (match === undefined) groups.push(group)
    else {
      claimed.add(match)
      match.push(...group)
    }
  }
  return groups
}

function groupEqualStarts(sorted: readonly StartMark[]): StartMark[][] {
  const groups: StartMark[][] = []
  for (const mark of sorted) {
    const last = groups.at(-1)
    if (last?.[0]?.startUs === mark.startUs) last.push(mark)
    else groups.push([mark])
  }
  return groups
}

/** One pid and one start time are one process, whatever else the reports say. */
function sameStart(groups: readonly StartMark[][], { startUs }: StartMark): StartMark[] | undefined {
  return groups.find(([first]) => first?.startUs === startUs)
}

/** Two providers report one start within the skew; each start of one provider matches at most one of the other. */
function nearestStart(groups: readonly StartMark[][], mark: StartMark, claimed: ReadonlySet<StartMark[]>): StartMark[] | undefined {
  let best: StartMark[] | undefined
  let bestDistanceUs = reportSkewUs + 1
  for (const group of groups) {
    const first = group[0]
    if (first === undefined || claimed.has(group) || !isCompatibleImage(first.image, mark.image)) continue
    const distanceUs = Math.abs(first.startUs - mark.startUs)
    if (distanceUs < bestDistanceUs) [best, bestDistanceUs] = [group, distanceUs]
  }
  return best
}

function lifetimeOf(hostId: Uint8Array, group: readonly StartMark[]): Lifetime {
  const starts =
    group.length === 1 ? group : group.toSorted((left, right) => Number(left.description === null) - Number(right.description === null))
  const { processId, startUs } = group[0] ?? { processId: 0, startUs: 0 }
  const life = new Life(entityIdOf(hostId, group), processId, startUs)
  life.startUs = startUs
  life.firstSeenUs = startUs
  life.starts = starts
  life.image = starts.find((mark) => mark.image !== null)?.image ?? null
  life.status = statusOf(starts)
  life.description = describe(starts)
  return life
}

/** Of the start that stands first in the group. */
function entityIdOf(hostId: Uint8Array, [first]: readonly StartMark[]): string {
  if (first === undefined) return ''
  first.entityId ??= processEntityId(hostId, first.processId, first.startUs)
  return first.entityId
}

export function placeholder(hostId: Uint8Array, processId: number, anchorUs: number): Lifetime {
  return new Life(provisionalEntityId(hostId, processId, anchorUs), processId, anchorUs)
}

/** Stands for the last started process of the pid that has left the tree, where what comes after it depends on it. */
export function retiredStart(processId: number, { startUs, endUs, isSeenEnd }: NonNullable<Tombstone['started']>): Lifetime {
  const life = new Life('', processId, startUs)
  life.firstSeenUs = startUs
  life.endUs = endUs
  life.endCause = isSeenEnd ? 'terminate' : 'pid_reuse'
  return life
}

/** Stands for the last placeholder of the pid that has left the tree. */
export function retiredPlaceholder(processId: number, firstSeenUs: number): Lifetime {
  const life = new Life('', processId, firstSeenUs)
  life.firstSeenUs = firstSeenUs
  life.endUs = firstSeenUs
  life.endCause = 'terminate'
  return life
}

const noStarts: readonly StartMark[] = []
const noEnds: readonly EndMark[] = []

/** A class, so that all lives have one shape: a host of a fleet has thousands. */
class Life implements Lifetime {
  readonly entityId: string
  readonly processId: number
  readonly anchorUs: number
  status: Lifetime['status'] = 'placeholder'
  startUs: number | null = null
  endUs: number | null = null
  endCause: Lifetime['endCause'] = null
  exitStatus: number | null = null
  firstSeenUs = Infinity
  image: Lifetime['image'] = null
  starts: readonly StartMark[] = noStarts
  ends: readonly EndMark[] = noEnds
  description: Lifetime['description'] = null
  parentId: string | null = null
  edgeConfidence: Lifetime['edgeConfidence'] = 'unknown'
  creatorId: string | null = null

  constructor(entityId: string, processId: number, anchorUs: number) {
    this.entityId = entityId
    this.processId = processId
    this.anchorUs = anchorUs
  }
}

export interface EndContext {
  readonly boots: BootTimes
  /** True when the image of the end was seen under the pid before the life `next` can have begun, after the life `since`. */
  isSeenBefore(end: EndMark, since: Lifetime | undefined, next: Lifetime): boolean
}

/** Gives each end to the life it ends; returns the ends of lives whose start was never seen, ascending by time. */
export function applyEnds(lifetimes: readonly Lifetime[], ends: readonly EndMark[], context: EndContext): EndMark[] {
  const orphans: EndMark[] = []
  for (const end of ends.toSorted(compareEndMarks)) {
    const ended = lifetimeEndedBy(lifetimes, end, context)
    if (ended === undefined) orphans.push(end)
    else endLifetime(ended, end)
  }
  return orphans
}

/** The first report of an end sets its time; later ones add what they know. */
export function endLifetime(lifetime: Lifetime, end: EndMark): void {
  lifetime.ends = [...lifetime.ends, end]
  lifetime.exitStatus ??= end.exitStatus
  if (lifetime.endUs !== null) return
  lifetime.endUs = Math.max(end.timeUs, lifetime.startUs ?? end.timeUs)
  lifetime.endCause = 'terminate'
}

function lifetimeEndedBy(lifetimes: readonly Lifetime[], end: EndMark, { boots, isSeenBefore }: EndContext): Lifetime | undefined {
  if (end.startUs !== null) return lifetimes.find((lifetime) => lifetime.startUs === end.startUs)
  const index = lastStartedBy(lifetimes, end.timeUs)
  const current = lifetimes[index]
  const previous = lifetimes[index - 1]
  // At equal times the older process is the one that ended: none ends in the instant of its creation while its pid is still taken.
  if (current?.startUs === end.timeUs && previous !== undefined && canEnd(previous, end, boots)) return previous
  if (current !== undefined && canEnd(current, end, boots)) return current
  const next = lifetimes[index + 1]
  if (next === undefined) return undefined
  const isShort = isEndOfShortLife(next, end, boots) && !isSeenBefore(end, current, next)
  return isShort || isEndByOrder(next, end) ? next : undefined
}

/** The clock was set back while the process ran. */
function isEndByOrder(life: Lifetime, end: EndMark): boolean {
  return life.endUs === null && isSameImage(life.image, end.image) && isStartedBefore(life, end, end.timeUs)
}

/** A process that is gone before its create is stamped seems to end before it. */
function isEndOfShortLife(life: Lifetime, end: EndMark, boots: BootTimes): boolean {
  const latestUs = latestMeantUs(end.timeUs) + lateCreateUs
  return life.anchorUs <= latestUs && isSameImage(life.image, end.image) && canEnd(life, { ...end, timeUs: latestUs }, boots)
}

function canEnd(lifetime: Lifetime, end: EndMark, boots: BootTimes): boolean {
  const isSecondReport = lifetime.endUs !== null && end.timeUs - lifetime.endUs <= reportSkewUs
  return (
    (lifetime.endUs === null || isSecondReport) &&
    isCompatibleImage(lifetime.image, end.image) &&
    bootIndex(boots, lifetime.anchorUs) === bootIndex(boots, end.timeUs)
  )
}

/** Index of the last lifetime that starts at or before `timeUs`; -1 when there is none. */
export function lastStartedBy(lifetimes: readonly Lifetime[], timeUs: number): number {
  let low = 0
  let high = lifetimes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lifetimes[middle]?.anchorUs ?? Infinity) <= timeUs) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** A life without a seen end is over when its pid starts again, is seen with another image, or the host boots. */
export function closeByBoundary(life: Lifetime, next: Pick<Lifetime, 'anchorUs'> | undefined, boots: BootTimes): void {
  if (life.endUs !== null) return
  const bootUs = boots[bootIndex(boots, life.startUs ?? life.firstSeenUs)]
  if (bootUs !== undefined && (next === undefined || bootUs <= next.anchorUs)) {
    life.endUs = bootUs
    life.endCause = 'reboot'
  } else if (next !== undefined) {
    life.endUs = next.anchorUs
    life.endCause = 'pid_reuse'
  }
}
