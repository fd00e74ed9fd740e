import { isSameImage } from '../windows/image-path.ts'
import { type KnownLives, lifeByOrderOf, startedLifeOf } from './assign.ts'
import {
  type BootTimes,
  applyEnds,
  closeByBoundary,
  lastStartedBy,
  lifetimesFromStarts,
  retiredPlaceholder,
  retiredStart,
} from './build-lifetimes.ts'
import { type Lifetime, type StreamPlace, isTombstone, lateCreateUs, reportSkewUs } from './lifetime.ts'
import type { EndMark, ProcessReference, StartMark } from './marks.ts'
import { type Mention, Mentions, type Reassignment, type Use } from './mentions.ts'
import { buildPlaceholders, findPlaceholder } from './placeholders.ts'
import { type Tombstone, withRetired } from './tombstones.ts'

const noMentions: readonly Mention[] = []
const noLifetimes: readonly Lifetime[] = []
const noStarts: readonly StartMark[] = []
const noEnds: readonly EndMark[] = []
const noLives: KnownLives = { started: noLifetimes, orphanEnds: [], boots: [], mentions: noMentions }

/**
 * Everything known of one pid on one host: a pure function of the set of marks, whatever order they came in. Marks
 * only make it stale; the lifetimes are rebuilt by `settle`, and everything else answers as of then.
 */
export class Timeline {
  readonly #hostId: Uint8Array
  readonly #processId: number
  /** Few, as pids are seldom reused; a mark that says nothing new is not kept. */
  #starts: readonly StartMark[] = noStarts
  #ends: readonly EndMark[] = noEnds
  /** Made for the first reference without a start time: most sources give start times throughout. */
  #mentions: Mentions | null = null
  #tombstone: Tombstone | undefined
  #lives: KnownLives = noLives
  #placeholders: readonly Lifetime[] = noLifetimes
  #isStale = false
  /** Lives as the tree shows them: those of the last time that it looked. */
  shown: readonly Lifetime[] = noLifetimes

  constructor(hostId: Uint8Array, processId: number, tombstone: Tombstone | undefined) {
    this.#hostId = hostId
    this.#processId = processId
    this.#tombstone = tombstone
  }

  get isStale(): boolean {
    return this.#isStale
  }

  get tombstone(): Tombstone | undefined {
    return this.#tombstone
  }

  get starts(): readonly StartMark[] {
    return this.#starts
  }

  get ends(): readonly EndMark[] {
    return this.#ends
  }

  /** Ascending by time. */
  get mentions(): readonly Mention[] {
    return this.#mentions?.sorted() ?? noMentions
  }

  get mentionCount(): number {
    return this.#mentions?.size ?? 0
  }

  get isEmpty(): boolean {
    return this.#starts.length === 0 && this.#ends.length === 0 && this.mentionCount === 0
  }

  /** True when a reference with this start time and image says nothing new. */
  knowsStart(startUs: number, image: string | null): boolean {
    for (let index = this.#starts.length - 1; index >= 0; index -= 1) {
      const mark = this.#starts[index]
      if (mark === undefined || mark.startUs !== startUs || !mark.isExact) continue
      if (mark.image === image || (image === null && mark.description !== null)) return true
    }
    return false
  }

  /** True when a process of the pid that started up to then has left the tree. */
  hasRetired(startUs: number): boolean {
    return startUs <= (this.#tombstone?.started?.startUs ?? -Infinity)
  }

  addStart(mark: StartMark): void {
    const isKnown = mark.bootId === null ? this.knowsStart(mark.startUs, mark.image) : this.#starts.some((known) => isSameMark(known, mark))
    if (isKnown) return
    this.#starts = [...this.#starts, mark]
    this.#isStale = true
  }

  addEnd(mark: EndMark): void {
    this.#ends = [...this.#ends, mark]
    this.#isStale = true
  }

  /** A process with this pid was named without a start time. */
  addReference(reference: ProcessReference, place: StreamPlace): void {
    this.#mentions ??= new Mentions()
    const before = this.#mentions.size
    if (!this.#mentions.add(reference, place) || this.#isStale) return
    if (this.#mentions.size === before) {
      this.#isStale = this.#dependsOnOrder(reference.timeUs)
      return
    }
    const life = this.find(reference)
    const isTelling = life === undefined || life.image === null || reference.image === null || mayComeFirst(reference, life)
    // A clock that was set back may explain a mention that nothing explained so far.
    this.#isStale = isTelling || (this.#ends.length > 0 && this.#placeholders.length > 0)
  }

  /** Only around ends, and before starts, does it matter where the mention stands in its stream. */
  #dependsOnOrder(timeUs: number): boolean {
    return this.#ends.length > 0 || (this.#lives.started.at(-1)?.anchorUs ?? -Infinity) > timeUs
  }

  restoreMention(mention: Mention): void {
    this.#mentions ??= new Mentions()
    this.#mentions.restore(mention)
    this.#isStale = true
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
    return this.#mentions?.reassign((reference) => this.find(reference)?.entityId) ?? []
  }

  /** Started ones first, each group ascending. */
  lifetimes(): readonly Lifetime[] {
    const { started } = this.#lives
    if (this.#tombstone !== undefined) return [...started, ...this.#placeholders].filter((life) => !isTombstone(life))
    return this.#placeholders.length === 0 ? started : [...started, ...this.#placeholders]
  }

  /** The process that started then, or undefined: the usual question, answered without looking at anything else. */
  startedAt(startUs: number): Lifetime | undefined {
    const { started } = this.#lives
    for (let index = started.length - 1; index >= 0; index -= 1) {
      const life = started[index]
      if (life !== undefined && life.startUs === startUs) return life
    }
    return undefined
  }

  /** The process behind a reference. */
  find(reference: ProcessReference): Lifetime | undefined {
    if (reference.startUs !== null) return this.startedAt(reference.startUs)
    const started = startedLifeOf(this.#lives, reference)
    const life = started ?? findPlaceholder(this.#lives, this.#placeholders, reference) ?? this.#byOrder(reference)
    return life !== undefined && isTombstone(life) ? undefined : life
  }

  #byOrder(reference: ProcessReference): Lifetime | undefined {
    const mention = this.#mentions?.find(reference)
    return mention === undefined ? undefined : lifeByOrderOf(this.#lives, mention)
  }

  /** The answer to a reference is kept somewhere: `settle` reports when it changes. */
  remember(reference: ProcessReference, entityId: string, use: Use): void {
    if (reference.startUs === null) this.#mentions?.remember(reference, entityId, use)
  }

  /**
   * Forgets the marks of lives that have left the tree, and mentions before the boundary that no life depends on any more.
   * The lives that stay are what they were: `settle` rebuilds the same.
   */
  retire(gone: ReadonlySet<string>, boundaryUs: number): void {
    const lives = this.lifetimes()
    for (const life of lives) if (gone.has(life.entityId)) this.#forget(life)
    const kept = new Set(lives.flatMap((life) => (gone.has(life.entityId) ? [] : this.#firstMentions(life))))
    for (const mention of this.#lastMentions(boundaryUs, gone)) kept.add(mention)
    this.#mentions?.retain((mention) => {
      if (kept.has(mention)) return true
      const life = this.find(mention.reference)
      return mention.reference.timeUs >= boundaryUs && (life === undefined || !gone.has(life.entityId))
    })
    if (this.mentionCount === 0) this.#mentions = null
    this.#isStale = true
  }

  #forget(life: Lifetime): void {
    this.#starts = this.#starts.filter((mark) => !life.starts.includes(mark))
    this.#ends = this.#ends.filter((mark) => !life.ends.includes(mark))
    this.#tombstone = withRetired(this.#tombstone, life)
  }

  /** The mentions that make a placeholder what it is: its first, and the first that tells its image. */
  #firstMentions(life: Lifetime): Mention[] {
    if (life.startUs !== null) return []
    const own = this.mentions.filter(({ reference }) => reference.role === 'mention' && this.find(reference) === life)
    return [own[0], own.find(({ reference }) => reference.image !== null)].flatMap((mention) => mention ?? [])
  }

  /** Of each life that stays the last mention before the boundary: whether it goes on across a silence is still to be told. */
  #lastMentions(boundaryUs: number, gone: ReadonlySet<string>): Iterable<Mention> {
    const last = new Map<string, Mention>()
    for (const mention of this.mentions) {
      const { role, image, timeUs } = mention.reference
      if (timeUs >= boundaryUs) break
      const life = role === 'mention' && image !== null ? this.find(mention.reference) : undefined
      if (life !== undefined && !gone.has(life.entityId)) last.set(life.entityId, mention)
    }
    return last.values()
  }

  #rebuild(boots: BootTimes): void {
    const started = this.#startedLives()
    const references = this.mentions.map((mention) => mention.reference)
    const orphanEnds =
      this.#ends.length === 0
        ? []
        : applyEnds(started, this.#ends, { boots, isSeenBefore: (end, since, next) => isSeenBefore(references, end, { since, next }) })
    for (const [index, life] of started.entries()) closeByBoundary(life, started[index + 1], boots)
    this.#lives = { started, orphanEnds, boots, mentions: this.mentions }
    this.#placeholders = references.length === 0 && orphanEnds.length === 0 ? noLifetimes : this.#buildPlaceholders()
    for (const [index, life] of this.#placeholders.entries()) {
      const [next, other] = [started[lastStartedBy(started, life.firstSeenUs) + 1], this.#placeholders[index + 1]]
      const isReplaced = other !== undefined && (next === undefined || other.firstSeenUs < next.anchorUs)
      closeByBoundary(life, isReplaced ? { anchorUs: other.firstSeenUs } : next, boots)
    }
  }

  #startedLives(): Lifetime[] {
    const started = lifetimesFromStarts(this.#hostId, this.#starts)
    if (this.#tombstone == null || this.#tombstone.started === null) return started
    const before = retiredStart(this.#processId, this.#tombstone.started)
    return [...started, before].toSorted((left, right) => left.anchorUs - right.anchorUs)
  }

  #buildPlaceholders(): readonly Lifetime[] {
    const retiredUs = this.#tombstone?.placeholderUs ?? null
    const before = retiredUs === null ? [] : [retiredPlaceholder(this.#processId, retiredUs)]
    return buildPlaceholders({ hostId: this.#hostId, processId: this.#processId, before }, this.#lives, this.mentions)
  }
}

/** Mentions of one instant are ordered by image, so that a placeholder first seen then may turn out to be another's. */
function mayComeFirst({ timeUs }: ProcessReference, { firstSeenUs, startUs }: Lifetime): boolean {
  return timeUs < firstSeenUs || (timeUs === firstSeenUs && startUs === null)
}

function isSameMark(left: StartMark, right: StartMark): boolean {
  return left.bootId === right.bootId && left.startUs === right.startUs && left.description?.sequence === right.description?.sequence
}

/** Mentions right before the start that follows may be of that process; earlier ones are not. */
function isSeenBefore(
  mentions: readonly ProcessReference[],
  end: EndMark,
  { since, next }: { readonly since: Lifetime | undefined; readonly next: Lifetime },
): boolean {
  const sinceUs = since === undefined ? -Infinity : (since.endUs ?? since.anchorUs) + reportSkewUs
  const untilUs = Math.min(end.timeUs, next.anchorUs - lateCreateUs)
  return mentions.some(
    ({ role, timeUs, image }) => role === 'mention' && timeUs > sinceUs && timeUs < untilUs && isSameImage(image, end.image),
  )
}
