import { isSameImage } from '../windows/image-path.ts'
import type { Silence } from './activity.ts'
import { bootDurationUs } from './boot-evidence.ts'
import { lateCreateUs, reportSkewUs } from './lifetime.ts'
import { type EndMark, type StartMark, compareText } from './marks.ts'
import type { Mention } from './mentions.ts'

/** A silence, and the time around it in which it is looked at who is there. */
export interface QuietStretch extends Silence {
  readonly sinceUs: number
  readonly untilUs: number
}

/** What became of a pid across a silence: its process is there on both sides, or another one, or it was seen on one side. */
export type Crossing = 'goes_on' | 'changed' | 'before' | 'after' | 'unknown'

/** How one pid crossed a silence. */
export interface PidCrossing {
  readonly crossing: Crossing
  /** Image of the process that goes on; else that of the one right before the silence, which was not seen to end. */
  readonly before: string | null
  /** Image of the process that goes on; else that of the one right after the silence, which was not seen to start there. */
  readonly after: string | null
  /** Times of the last sight before the silence and of the first one after it: only what was mentioned in between may change this. */
  readonly beforeUs: number
  readonly afterUs: number
}

/** What is known of one pid. */
export interface PidMarks {
  readonly starts: readonly StartMark[]
  readonly ends: readonly EndMark[]
  /** Ascending by time. */
  readonly mentions: readonly Mention[]
}

interface Sighting {
  readonly timeUs: number
  readonly image: string | null
}

export function crossingOf(marks: PidMarks, silence: QuietStretch): PidCrossing {
  const place = firstPlaceAfter(marks.mentions, silence.firstUs)
  const before = inStretch(lastBefore(marks, silence, place), silence)
  const after = inStretch(firstAfter(marks, silence, place), silence)
  const isNew = after !== undefined && marks.starts.length > 0 && hasStartBy(marks, silence, after.timeUs)
  const isProved = marks.starts.some((mark) => isProvedLater(mark, silence))
  const crossing = isProved ? 'goes_on' : kindOf(before, after, { silence, isNew })
  const [beforeUs, afterUs] = [before?.timeUs ?? -Infinity, after?.timeUs ?? Infinity]
  if (crossing === 'goes_on') {
    const image = imageOf(before, after)
    return { crossing, before: image, after: image, beforeUs, afterUs }
  }
  return { crossing, before: nearImage(before, silence), after: isNew ? null : nearImage(after, silence), beforeUs, afterUs }
}

function imageOf(before: Sighting | undefined, after: Sighting | undefined): string {
  return after?.image ?? before?.image ?? ''
}

function inStretch(sighting: Sighting | undefined, { sinceUs, untilUs }: QuietStretch): Sighting | undefined {
  return sighting !== undefined && sighting.timeUs >= sinceUs && sighting.timeUs < untilUs ? sighting : undefined
}

/** True when a mention of that time may change how its pid crossed the silence. */
export function mayChange({ beforeUs, afterUs }: PidCrossing, { firstUs }: Silence, timeUs: number): boolean {
  return timeUs > firstUs ? timeUs <= afterUs : timeUs >= beforeUs
}

interface Circumstances {
  readonly silence: Silence
  /** The process after the silence was started after it. */
  readonly isNew: boolean
}

function kindOf(before: Sighting | undefined, after: Sighting | undefined, { silence, isNew }: Circumstances): Crossing {
  if (before === undefined) return after === undefined || isNew || !isNear(after.timeUs, silence) ? 'unknown' : 'after'
  if (after === undefined) return isNear(before.timeUs, silence) ? 'before' : 'unknown'
  return isNew || !isSameImage(before.image, after.image) ? changeOf(before, after, silence) : 'goes_on'
}

function nearImage(sighting: Sighting | undefined, silence: Silence): string | null {
  return sighting === undefined || !isNear(sighting.timeUs, silence) ? null : sighting.image
}

/** A snapshot shows a process that was there before. */
function isProvedLater({ startUs, isExact, description }: StartMark, { firstUs, lastUs }: Silence): boolean {
  return isExact && startUs <= firstUs && description !== null && description.timeUs >= lastUs
}

/** Hours apart, a pid changes hands without a boot. */
function changeOf(before: Sighting, after: Sighting, silence: Silence): Crossing {
  return isNear(before.timeUs, silence) && isNear(after.timeUs, silence) ? 'changed' : 'unknown'
}

function isNear(timeUs: number, { firstUs, lastUs }: Silence): boolean {
  return firstUs - timeUs <= bootDurationUs && timeUs - lastUs <= bootDurationUs
}

/**
 * The last sight of a process that was not seen to end, with the image that it was known by.
 *
 * @param place of the first mention after the silence.
 */
function lastBefore({ starts, ends, mentions }: PidMarks, { firstUs }: Silence, place: number): Sighting | undefined {
  const start = newestStart(starts, firstUs)
  const startedUs = start?.startUs ?? -Infinity
  const mention = lastMention(mentions, place, startedUs)
  const timeUs = mention?.timeUs ?? startedUs
  const image = mention?.image ?? start?.image ?? null
  if (image === null) return undefined
  const isOver = ends.some((end) => end.timeUs <= firstUs && end.timeUs >= startedUs && end.timeUs + reportSkewUs >= timeUs)
  return isOver ? undefined : (mention ?? { timeUs, image })
}

function newestStart(starts: readonly StartMark[], untilUs: number): StartMark | undefined {
  let newest: StartMark | undefined
  for (const mark of starts) if (mark.startUs <= untilUs && (newest === undefined || compareStarts(mark, newest) > 0)) newest = mark
  return newest
}

function lastMention(mentions: readonly Mention[], place: number, sinceUs: number): Sighting | undefined {
  for (let index = place - 1; index >= 0; index -= 1) {
    const reference = mentions[index]?.reference
    if (reference === undefined || reference.timeUs < sinceUs) return undefined
    if (reference.role === 'mention' && reference.image !== null) return reference
  }
  return undefined
}

/** The first sight of a process, or of its end. */
function firstAfter({ starts, ends, mentions }: PidMarks, { firstUs }: Silence, place: number): Sighting | undefined {
  let first: Sighting | undefined = firstMention(mentions, place)
  for (const { startUs: timeUs, image } of starts) if (timeUs > firstUs) first = earlier(first, timeUs, image)
  for (const { timeUs, image } of ends) if (timeUs > firstUs) first = earlier(first, timeUs, image)
  return first
}

function firstMention(mentions: readonly Mention[], place: number): Sighting | undefined {
  for (let index = place; index < mentions.length; index += 1) {
    const reference = mentions[index]?.reference
    if (reference?.role === 'mention' && reference.image !== null) return reference
  }
  return undefined
}

function hasStartBy({ starts }: PidMarks, { firstUs }: Silence, timeUs: number): boolean {
  return starts.some(({ startUs }) => startUs > firstUs && startUs <= timeUs + lateCreateUs)
}

function firstPlaceAfter(mentions: readonly Mention[], timeUs: number): number {
  let low = 0
  let high = mentions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((mentions[middle]?.reference.timeUs ?? Infinity) <= timeUs) low = middle + 1
    else high = middle
  }
  return low
}

/** Of one moment the order of the images decides, so that the order of arrival does not. */
function earlier(known: Sighting | undefined, timeUs: number, image: string | null): Sighting {
  if (known === undefined || timeUs < known.timeUs) return { timeUs, image }
  return timeUs === known.timeUs && compareText(image ?? '', known.image ?? '') < 0 ? { timeUs, image } : known
}

function compareStarts(left: StartMark, right: StartMark): number {
  return left.startUs - right.startUs || compareText(left.image ?? '', right.image ?? '')
}
