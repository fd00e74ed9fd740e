import { isEndedBy, startedLifeOf } from './assign.ts'
import { type BootTimes, applyEnds, bootIndex, endLifetime, lastStartedBy, lifetimesFromStarts, placeholder } from './build-lifetimes.ts'
import { isCompatibleImage } from './image-path.ts'
import { type Lifetime, reportSkewUs } from './lifetime.ts'
import type { EndMark, ProcessReference, StartMark } from './marks.ts'
import { createMentions } from './mentions.ts'

/** Where an identity that was given out is kept: in which column of which event's document. */
export interface Use {
  readonly eventId: string
  readonly column: 'process_id' | 'object_id'
}

/** An identity that was given out and is another now: the document that keeps it must follow. */
export interface Reassignment extends Use {
  readonly toEntityId: string
}

/**
 * Everything known of one pid on one host: a pure function of the set of marks, whatever order they came in. Marks
 * only make it stale; the lifetimes are rebuilt when somebody asks.
 */
export interface Timeline {
  addStart(mark: StartMark): void
  addEnd(mark: EndMark): void
  /** A process with this pid was named without a start time. */
  addReference(reference: ProcessReference): void
  /** Boot times of the host changed. */
  invalidate(): void
  readonly isStale: boolean
  /** Brings the lifetimes up to date; returns what became of references that were answered before. */
  settle(boots: BootTimes): Reassignment[]
  /** Lifetimes after the last `settle`, started ones first, each group ascending. */
  lifetimes(): readonly Lifetime[]
  /** The answer to a reference is kept somewhere: `settle` reports when it changes. */
  remember(reference: ProcessReference, entityId: string, use: Use): void
  /** The process behind a reference, after `settle`. */
  find(reference: ProcessReference): Lifetime | undefined
}

export function createTimeline(hostId: Uint8Array, processId: number): Timeline {
  const starts = new Map<string, StartMark>()
  const ends: EndMark[] = []
  const mentions = createMentions()
  let started: readonly Lifetime[] = []
  let orphanEnds: readonly EndMark[] = []
  let placeholders: Lifetime[] = []
  let boots: BootTimes = []
  let isStale = false

  function find(reference: ProcessReference): Lifetime | undefined {
    return startedLifeOf({ started, orphanEnds, boots }, reference) ?? (reference.startUs === null ? findPlaceholder(reference) : undefined)
  }

  /** A placeholder fits between the same starts and within the same boot, if the images agree and it has not ended. */
  function findPlaceholder(reference: ProcessReference): Lifetime | undefined {
    const region = regionOf(reference.timeUs)
    if (reference.role === 'end') return placeholders.find((life) => isEndedBy(life, reference))
    return placeholders.findLast(
      (life) =>
        regionOf(life.firstSeenUs) === region &&
        isCompatibleImage(life.image, reference.image) &&
        bootIndex(boots, life.firstSeenUs) === bootIndex(boots, reference.timeUs) &&
        (life.endUs === null || reference.timeUs <= life.endUs + reportSkewUs),
    )
  }

  function regionOf(timeUs: number): number {
    return lastStartedBy(started, timeUs)
  }

  /** Mentions and ends that belong to no known start, in order of time, make the placeholders. */
  function buildPlaceholders(): void {
    placeholders = []
    const unexplainedEnds = [...orphanEnds]
    for (const reference of mentions.sorted()) {
      if (reference.role !== 'mention' || startedLifeOf({ started, orphanEnds, boots }, reference) !== undefined) continue
      endPlaceholders(unexplainedEnds, reference.timeUs)
      const life = findPlaceholder(reference) ?? openPlaceholder(reference)
      life.image ??= reference.image
    }
    endPlaceholders(unexplainedEnds, Infinity)
  }

  function openPlaceholder(reference: ProcessReference): Lifetime {
    const life = placeholder(hostId, processId, placeholderAnchorUs(reference))
    life.image = reference.image
    life.firstSeenUs = reference.timeUs
    placeholders.push(life)
    return life
  }

  /** The boundary after which the unknown start must lie; the first mention itself only where no boundary is known. */
  function placeholderAnchorUs(reference: ProcessReference): number {
    const region = regionOf(reference.timeUs)
    const bootUs = boots[bootIndex(boots, reference.timeUs) - 1] ?? 0
    const before = started[region]
    const isFirstHere = !placeholders.some((life) => regionOf(life.firstSeenUs) === region && life.firstSeenUs >= bootUs)
    if (!isFirstHere) return reference.timeUs
    if (before === undefined || before.anchorUs < bootUs) return bootUs
    return before.endCause === 'terminate' ? (before.endUs ?? reference.timeUs) : reference.timeUs
  }

  function endPlaceholders(unexplainedEnds: EndMark[], untilUs: number): void {
    while (unexplainedEnds[0] !== undefined && unexplainedEnds[0].timeUs < untilUs) {
      const end = unexplainedEnds.shift()
      if (end === undefined) return
      const { timeUs, image } = end
      const reference: ProcessReference = { processId, startUs: null, timeUs, image, role: 'mention' }
      const life = findPlaceholder(reference) ?? openPlaceholder(reference)
      life.image ??= image
      endLifetime(life, end)
    }
  }

  function rebuild(): void {
    started = lifetimesFromStarts(hostId, [...starts.values()])
    orphanEnds = applyEnds(started, ends, boots)
    closeByNextStartOrBoot(started, boots)
    buildPlaceholders()
    for (const life of placeholders) closeByBoundary(life, started[regionOf(life.firstSeenUs) + 1], boots)
  }

  return {
    addStart(mark) {
      const key = `${mark.startUs} ${mark.eventId ?? mark.image ?? ''}`
      if (starts.has(key)) return
      starts.set(key, mark)
      isStale = true
    },
    addEnd(mark) {
      ends.push(mark)
      isStale = true
    },
    addReference(reference) {
      if (!mentions.add(reference) || isStale) return
      const life = find(reference)
      isStale = life === undefined || reference.timeUs < life.firstSeenUs || life.image === null || reference.image === null
    },
    invalidate() {
      isStale = true
    },
    get isStale() {
      return isStale
    },
    settle(newBoots) {
      if (!isStale) return []
      boots = newBoots
      rebuild()
      isStale = false
      return mentions.reassign((reference) => find(reference)?.entityId)
    },
    lifetimes: () => [...started, ...placeholders],
    find,
    remember(reference, entityId, use) {
      if (reference.startUs === null) mentions.remember(reference, entityId, use)
    },
  }
}

function closeByNextStartOrBoot(started: readonly Lifetime[], boots: BootTimes): void {
  for (const [index, life] of started.entries()) closeByBoundary(life, started[index + 1], boots)
}

/** A life without a seen end is over when its pid starts again or the host boots. */
function closeByBoundary(life: Lifetime, next: Lifetime | undefined, boots: BootTimes): void {
  if (life.endUs !== null) return
  const seenUs = life.startUs ?? life.firstSeenUs
  const bootUs = boots[bootIndex(boots, seenUs)]
  if (bootUs !== undefined && (next === undefined || bootUs <= next.anchorUs)) {
    life.endUs = bootUs
    life.endCause = 'reboot'
  } else if (next !== undefined) {
    life.endUs = next.anchorUs
    life.endCause = 'pid_reuse'
  }
}
