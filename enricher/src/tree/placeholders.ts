import { type KnownLives, isEndedBy, lifeByOrderOf, startedLifeOf } from './assign.ts'
import { bootIndex, endLifetime, lastStartedBy, placeholder } from './build-lifetimes.ts'
import { isCompatibleImage } from '../windows/image-path.ts'
import { type Lifetime, reportSkewUs } from './lifetime.ts'
import type { EndMark, ProcessReference } from './marks.ts'
import type { Mention } from './mentions.ts'

/** Whose placeholders they are. */
export interface PlaceholderOwner {
  readonly hostId: Uint8Array
  readonly processId: number
  /** Stand-ins of placeholders that have left the tree. */
  readonly before: readonly Lifetime[]
}

/**
 * The placeholder that was the newest at the time of a reference, when it fits: between the same starts and within the
 * same boot, with an image that agrees, and not ended. Another image under the pid means that the one before is over.
 * `placeholders` ascend by their first sight.
 */
export function findPlaceholder(lives: KnownLives, placeholders: readonly Lifetime[], reference: ProcessReference): Lifetime | undefined {
  if (reference.role === 'end') return placeholders.find((life) => isEndedBy(life, reference))
  for (let index = placeholders.length - 1; index >= 0; index -= 1) {
    const life = placeholders[index]
    if (life === undefined || life.firstSeenUs > reference.timeUs) continue
    if (fits(lives, life, reference)) return life
    // Of one instant nobody knows the order: only a life that was seen earlier ends the search.
    if (life.firstSeenUs < reference.timeUs) return undefined
  }
  return undefined
}

function fits({ started, boots }: KnownLives, life: Lifetime, { timeUs, image }: ProcessReference): boolean {
  return (
    isCompatibleImage(life.image, image) &&
    (life.endUs === null || timeUs <= life.endUs + reportSkewUs) &&
    lastStartedBy(started, life.firstSeenUs) === lastStartedBy(started, timeUs) &&
    bootIndex(boots, life.firstSeenUs) === bootIndex(boots, timeUs)
  )
}

/** The lives that mentions and ends without a known start prove. `mentions` ascend by time. */
export function buildPlaceholders(owner: PlaceholderOwner, lives: KnownLives, mentions: readonly Mention[]): Lifetime[] {
  const placeholders: Lifetime[] = [...owner.before]
  const ends = [...lives.orphanEnds]

  function lifeOf(reference: ProcessReference): Lifetime {
    const life = findPlaceholder(lives, placeholders, reference) ?? open(owner, lives, placeholders, reference)
    life.image ??= reference.image
    return life
  }

  function endUntil(timeUs: number): void {
    for (let end = ends[0]; end !== undefined && end.timeUs < timeUs; end = ends[0]) {
      ends.shift()
      endLifetime(lifeOf(lastMentionOf(owner.processId, end, lives)), end)
    }
  }

  for (const mention of mentions) {
    const { reference } = mention
    if (reference.role !== 'mention' || startedLifeOf(lives, reference) !== undefined) continue
    endUntil(reference.timeUs)
    const isKnown = findPlaceholder(lives, placeholders, reference) !== undefined
    if (isKnown || lifeByOrderOf(lives, mention) === undefined) lifeOf(reference)
  }
  endUntil(Infinity)
  return placeholders
}

/** An end names a process for the last time. When its pid starts again in that instant, the end was before. */
function lastMentionOf(processId: number, { timeUs, image }: EndMark, { started }: KnownLives): ProcessReference {
  const isStartedAgain = started[lastStartedBy(started, timeUs)]?.anchorUs === timeUs
  return { processId, startUs: null, timeUs: isStartedAgain ? timeUs - 1 : timeUs, image, role: 'mention' }
}

function open({ hostId, processId }: PlaceholderOwner, lives: KnownLives, placeholders: Lifetime[], reference: ProcessReference): Lifetime {
  const life = placeholder(hostId, processId, freeAnchorUs(placeholders, anchorUs(lives, placeholders, reference)))
  life.image = reference.image
  life.firstSeenUs = reference.timeUs
  placeholders.push(life)
  return life
}

/** A provisional id is made of the anchor: images that contradict each other in one instant are still two processes. */
function freeAnchorUs(placeholders: readonly Lifetime[], wantedUs: number): number {
  let freeUs = wantedUs
  while (placeholders.some((life) => life.anchorUs === freeUs)) freeUs += 1
  return freeUs
}

/** The boundary after which the unknown start must lie; the first mention itself only where no boundary is known. */
function anchorUs({ started, boots }: KnownLives, placeholders: readonly Lifetime[], { timeUs }: ProcessReference): number {
  const region = lastStartedBy(started, timeUs)
  const bootUs = boots[bootIndex(boots, timeUs) - 1] ?? 0
  // One that has left the tree may have come later than one that is kept.
  const before = placeholders.filter((life) => life.firstSeenUs <= timeUs && life.firstSeenUs >= bootUs)
  const isFirstHere = !before.some((life) => lastStartedBy(started, life.firstSeenUs) === region)
  if (!isFirstHere) return timeUs
  const previous = started[region]
  if (previous === undefined || previous.anchorUs < bootUs) return bootUs
  return previous.endCause === 'terminate' ? (previous.endUs ?? timeUs) : timeUs
}
