import { type KnownLives, startedLifeOf } from './assign.ts'
import { type BootTimes, applyEnds, closeByBoundary, lastStartedBy, lifetimesFromStarts } from './build-lifetimes.ts'
import { isSameImage } from './image-path.ts'
import { type Lifetime, clockTickUs, reportSkewUs } from './lifetime.ts'
import type { EndMark, ProcessReference, StartMark } from './marks.ts'
import { createMentions } from './mentions.ts'
import { buildPlaceholders, findPlaceholder } from './placeholders.ts'

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
 * only make it stale; the lifetimes are rebuilt by `settle`, and everything else answers as of then.
 */
export class Timeline {
  readonly #hostId: Uint8Array
  readonly #processId: number
  readonly #starts = new Map<string, StartMark>()
  readonly #ends: EndMark[] = []
  readonly #mentions = createMentions()
  #lives: KnownLives = { started: [], orphanEnds: [], boots: [] }
  #placeholders: readonly Lifetime[] = []
  #isStale = false

  constructor(hostId: Uint8Array, processId: number) {
    this.#hostId = hostId
    this.#processId = processId
  }

  get isStale(): boolean {
    return this.#isStale
  }

  addStart(mark: StartMark): void {
    const key = `${mark.startUs} ${mark.eventId ?? mark.image ?? ''}`
    if (this.#starts.has(key)) return
    this.#starts.set(key, mark)
    this.#isStale = true
  }

  addEnd(mark: EndMark): void {
    this.#ends.push(mark)
    this.#isStale = true
  }

  /** A process with this pid was named without a start time. */
  addReference(reference: ProcessReference): void {
    if (!this.#mentions.add(reference) || this.#isStale) return
    const life = this.find(reference)
    this.#isStale = life === undefined || reference.timeUs < life.firstSeenUs || life.image === null || reference.image === null
  }

  /** Boot times of the host changed. */
  invalidate(): void {
    this.#isStale = true
  }

  /** Brings the lifetimes up to date; returns what became of references that were answered before. */
  settle(boots: BootTimes): Reassignment[] {
    if (!this.#isStale) return []
    this.#isStale = false
    this.#rebuild(boots)
    return this.#mentions.reassign((reference) => this.find(reference)?.entityId)
  }

  /** Started ones first, each group ascending. */
  lifetimes(): readonly Lifetime[] {
    return [...this.#lives.started, ...this.#placeholders]
  }

  /** The process behind a reference. */
  find(reference: ProcessReference): Lifetime | undefined {
    const started = startedLifeOf(this.#lives, reference)
    if (started !== undefined || reference.startUs !== null) return started
    return findPlaceholder(this.#lives, this.#placeholders, reference)
  }

  /** The answer to a reference is kept somewhere: `settle` reports when it changes. */
  remember(reference: ProcessReference, entityId: string, use: Use): void {
    if (reference.startUs === null) this.#mentions.remember(reference, entityId, use)
  }

  #rebuild(boots: BootTimes): void {
    const started = lifetimesFromStarts(this.#hostId, [...this.#starts.values()])
    const mentions = this.#mentions.sorted()
    const orphanEnds = applyEnds(started, this.#ends, { boots, isSeenBefore: (end, since) => isSeenBefore(mentions, end, since) })
    for (const [index, life] of started.entries()) closeByBoundary(life, started[index + 1], boots)
    this.#lives = { started, orphanEnds, boots }
    this.#placeholders = buildPlaceholders({ hostId: this.#hostId, processId: this.#processId }, this.#lives, mentions)
    for (const life of this.#placeholders) closeByBoundary(life, started[lastStartedBy(started, life.firstSeenUs) + 1], boots)
  }
}

/** Mentions within a clock tick of the end may be of the process whose start follows; earlier ones are not. */
function isSeenBefore(mentions: readonly ProcessReference[], end: EndMark, since: Lifetime | undefined): boolean {
  const sinceUs = since === undefined ? -Infinity : (since.endUs ?? since.anchorUs) + reportSkewUs
  const untilUs = end.timeUs - clockTickUs
  return mentions.some(
    ({ role, timeUs, image }) => role === 'mention' && timeUs > sinceUs && timeUs < untilUs && isSameImage(image, end.image),
  )
}
