import { type BootTimes, bootIndex, lastStartedBy } from './build-lifetimes.ts'
import { isCompatibleImage, isSameImage } from '../windows/image-path.ts'
import { type Lifetime, type PlacedMention, isEndedAfter, isStartedBefore, lateCreateUs, latestMeantUs, reportSkewUs } from './lifetime.ts'
import type { EndMark, ProcessReference } from './marks.ts'

/** What is known of one pid: its lives with a known start, and the ends that belong to none of them. */
export interface KnownLives {
  readonly started: readonly Lifetime[]
  readonly orphanEnds: readonly EndMark[]
  readonly boots: BootTimes
  readonly mentions: readonly PlacedMention[]
}

/** The life that a mention belongs to, or undefined when it is of a life whose start was never seen. */
export function startedLifeOf(lives: KnownLives, mention: ProcessReference): Lifetime | undefined {
  if (mention.startUs !== null) return lives.started.findLast((life) => life.startUs === mention.startUs)
  if (mention.role === 'start')
    return lives.started.find((life) => life.starts.some((mark) => !mark.isExact && mark.startUs === mention.timeUs))
  if (mention.role === 'end') return lives.started.find((life) => isEndedBy(life, mention))
  return mentionedLifeOf(lives, mention)
}

function mentionedLifeOf(lives: KnownLives, mention: ProcessReference): Lifetime | undefined {
  const index = lastStartedBy(lives.started, mention.timeUs)
  const current = lives.started[index]
  const next = lives.started[index + 1]
  const isCurrent = current !== undefined && covers(lives, current, mention)
  const isNext = next !== undefined && precedes(lives, next, mention)
  if (isCurrent && isNext) return nearer(current, next, mention)
  if (isCurrent) return current
  if (isNext) return next
  const previous = lives.started[index - 1]
  const isStaleMention = previous !== undefined && isSameImage(previous.image, mention.image) && covers(lives, previous, mention)
  return isStaleMention ? previous : undefined
}

/** True when the reference is one of the reports of the life's end. */
export function isEndedBy(life: Lifetime, { timeUs, image }: ProcessReference): boolean {
  return life.ends.some((end) => end.timeUs === timeUs && end.image === image)
}

/** A life covers a mention from its start until shortly after its end, within one boot, if the images agree. */
function covers(lives: KnownLives, life: Lifetime, mention: ProcessReference): boolean {
  const endUs = life.endUs ?? Infinity
  return (
    mention.timeUs <= endUs + reportSkewUs &&
    isCompatibleImage(life.image, mention.image) &&
    bootIndex(lives.boots, life.anchorUs) === bootIndex(lives.boots, mention.timeUs)
  )
}

/**
 * A create may be stamped after the process was mentioned, and stamps of mentions are cut to seconds, so a mention may seem to
 * come before the start. Without an image only a stamp that is cut to the second of the start says so.
 */
function precedes(lives: KnownLives, life: Lifetime, mention: ProcessReference): boolean {
  const latestUs = latestMeantUs(mention.timeUs)
  const isMeant =
    mention.image === null ? life.anchorUs <= latestUs : life.anchorUs <= latestUs + lateCreateUs && isSameImage(life.image, mention.image)
  return isMeant && !hasEndBetween(lives, mention, life)
}

function hasEndBetween({ orphanEnds }: KnownLives, mention: ProcessReference, { anchorUs }: Lifetime): boolean {
  return orphanEnds.some((end) => end.timeUs >= mention.timeUs && end.timeUs <= anchorUs && isCompatibleImage(end.image, mention.image))
}

/** Where the one that was there before was not seen to end, it must have ended before the new one could begin. */
function nearer(current: Lifetime, next: Lifetime, mention: ProcessReference): Lifetime {
  const leadUs = next.anchorUs - latestMeantUs(mention.timeUs)
  if (current.endCause !== 'terminate' || current.endUs === null || mention.timeUs <= current.endUs) {
    return current.endCause !== 'terminate' && leadUs <= lateCreateUs ? next : current
  }
  return mention.timeUs - current.endUs <= leadUs ? current : next
}

/**
 * The life that a mention belongs to which no life of its time explains: the clock was set back while the process ran, or its
 * create came late and the mention tells no image.
 */
export function lifeByOrderOf(lives: KnownLives, place: PlacedMention): Lifetime | undefined {
  const mention = place.reference
  if (mention.startUs !== null || mention.role !== 'mention') return undefined
  const index = lastStartedBy(lives.started, mention.timeUs)
  const current = lives.started[index]
  if (current !== undefined && isCompatibleImage(current.image, mention.image) && isEndedAfter(current, place, lives.mentions))
    return current
  const next = lives.started[index + 1]
  if (next === undefined || hasEndBetween(lives, mention, next)) return undefined
  if (mention.image === null && next.anchorUs <= mention.timeUs + lateCreateUs) return next
  return isCompatibleImage(next.image, mention.image) && isStartedBefore(next, place, mention.timeUs) ? next : undefined
}
