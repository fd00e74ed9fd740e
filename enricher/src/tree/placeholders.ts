import { type KnownLives, isEndedBy, startedLifeOf } from './assign.ts'
import { bootIndex, endLifetime, lastStartedBy, placeholder } from './build-lifetimes.ts'
import { isCompatibleImage } from './image-path.ts'
import { type Lifetime, reportSkewUs } from './lifetime.ts'
import type { EndMark, ProcessReference } from './marks.ts'

/** Whose placeholders they are. */
export interface PlaceholderOwner {
  readonly hostId: Uint8Array
  readonly processId: number
}

/**
 * A placeholder fits a reference between the same starts and within the same boot, if the images agree and it has not
 * ended.
 */
export function findPlaceholder(lives: KnownLives, placeholders: readonly Lifetime[], reference: ProcessReference): Lifetime | undefined {
  if (reference.role === 'end') return placeholders.find((life) => isEndedBy(life, reference))
  const region = lastStartedBy(lives.started, reference.timeUs)
  const boot = bootIndex(lives.boots, reference.timeUs)
  return placeholders.findLast(
    (life) =>
      lastStartedBy(lives.started, life.firstSeenUs) === region &&
      bootIndex(lives.boots, life.firstSeenUs) === boot &&
      isCompatibleImage(life.image, reference.image) &&
      (life.endUs === null || reference.timeUs <= life.endUs + reportSkewUs),
  )
}

/** The lives that mentions and ends without a known start prove. `references` ascend by time. */
export function buildPlaceholders(owner: PlaceholderOwner, lives: KnownLives, references: readonly ProcessReference[]): Lifetime[] {
  const placeholders: Lifetime[] = []
  const ends = [...lives.orphanEnds]

  function lifeOf(reference: ProcessReference): Lifetime {
    const life = findPlaceholder(lives, placeholders, reference) ?? open(owner, lives, placeholders, reference)
    life.image ??= reference.image
    return life
  }

  function endUntil(timeUs: number): void {
    for (let end = ends[0]; end !== undefined && end.timeUs < timeUs; end = ends[0]) {
      ends.shift()
      endLifetime(lifeOf(mentionOf(owner.processId, end)), end)
    }
  }

  for (const reference of references) {
    if (reference.role !== 'mention' || startedLifeOf(lives, reference) !== undefined) continue
    endUntil(reference.timeUs)
    lifeOf(reference)
  }
  endUntil(Infinity)
  return placeholders
}

function mentionOf(processId: number, { timeUs, image }: EndMark): ProcessReference {
  return { processId, startUs: null, timeUs, image, role: 'mention' }
}

function open({ hostId, processId }: PlaceholderOwner, lives: KnownLives, placeholders: Lifetime[], reference: ProcessReference): Lifetime {
  const life = placeholder(hostId, processId, anchorUs(lives, placeholders, reference))
  life.image = reference.image
  life.firstSeenUs = reference.timeUs
  placeholders.push(life)
  return life
}

/** The boundary after which the unknown start must lie; the first mention itself only where no boundary is known. */
function anchorUs({ started, boots }: KnownLives, placeholders: readonly Lifetime[], { timeUs }: ProcessReference): number {
  const region = lastStartedBy(started, timeUs)
  const bootUs = boots[bootIndex(boots, timeUs) - 1] ?? 0
  const isFirstHere = !placeholders.some((life) => lastStartedBy(started, life.firstSeenUs) === region && life.firstSeenUs >= bootUs)
  if (!isFirstHere) return timeUs
  const before = started[region]
  if (before === undefined || before.anchorUs < bootUs) return bootUs
  return before.endCause === 'terminate' ? (before.endUs ?? timeUs) : timeUs
}
