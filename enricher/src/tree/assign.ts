import { type BootTimes, bootIndex, lastStartedBy } from './build-lifetimes.ts'
import { isCompatibleImage, isSameImage } from '../windows/image-path.ts'
import { type Lifetime, clockTickUs, latestMeantUs, reportSkewUs } from './lifetime.ts'
import type { EndMark, ProcessReference } from './marks.ts'

/** What is known of one pid: its lives with a known start, and the ends that belong to none of them. */
export interface KnownLives {
  readonly started: readonly Lifetime[]
  readonly orphanEnds: readonly EndMark[]
  readonly boots: BootTimes
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
 * Stamps of mentions lag behind by a clock tick or are cut to seconds, so a mention may seem to come before the start.
 * Without an image only a stamp that is cut to the second of the start says so.
 */
function precedes(lives: KnownLives, life: Lifetime, mention: ProcessReference): boolean {
  const latestUs = latestMeantUs(mention.timeUs)
  const isMeant =
    mention.image === null ? life.anchorUs <= latestUs : life.anchorUs <= latestUs + clockTickUs && isSameImage(life.image, mention.image)
  return (
    isMeant &&
    !lives.orphanEnds.some(
      (end) => end.timeUs >= mention.timeUs && end.timeUs <= life.anchorUs && isCompatibleImage(end.image, mention.image),
    )
  )
}

function nearer(current: Lifetime, next: Lifetime, mention: ProcessReference): Lifetime {
  const leadUs = next.anchorUs - latestMeantUs(mention.timeUs)
  if (current.endCause !== 'terminate' || current.endUs === null || mention.timeUs <= current.endUs) {
    return current.endCause !== 'terminate' && leadUs <= clockTickUs ? next : current
  }
  return mention.timeUs - current.endUs <= leadUs ? current : next
}
