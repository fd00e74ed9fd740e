import { type Silence, lengthOf } from './activity.ts'
import { reportSkewUs } from './lifetime.ts'
import type { Sight } from './sights.ts'

/**
 * How much a sight says. `kernel`: a process that only the kernel starts, and nobody else can. `start`: a process that its
 * own parent starts once per boot. `mention`: another process id under an image that runs once per boot; a clone of that
 * process, or a second one that anybody starts, looks the same. `silence`: nothing but a silence long enough for a boot.
 */
export type EvidenceKind = 'kernel' | 'start' | 'mention' | 'silence'

/** A boot may have happened after one time and not after another. */
export interface BootEvidence {
  readonly image: string
  readonly kind: EvidenceKind
  readonly afterUs: number
  readonly untilUs: number
}

/** From power-on to the last of the processes that exist once per boot; generous, for slow machines that install updates. */
export const bootDurationUs = 300_000_000

/** A host may have booted unseen in a silence of this length. */
export const unseenBootUs = 60_000_000

/** Silences that are looked at without other evidence, the longest first. */
const maxUnseen = 16

export function unseenBootsIn(silences: readonly Silence[]): BootEvidence[] {
  const long = silences.filter((silence) => lengthOf(silence) >= unseenBootUs)
  const longest = long.length <= maxUnseen ? long : long.toSorted(byLength).slice(0, maxUnseen)
  return longest.map(({ firstUs, lastUs }) => ({ image: '', kind: 'silence', afterUs: firstUs, untilUs: lastUs }))
}

/** The longest first; of the same length the later. */
export function byLength(left: Silence, right: Silence): number {
  return lengthOf(right) - lengthOf(left) || right.lastUs - left.lastUs
}

export interface SightsOfImage {
  readonly image: string
  /** Ascending by their first time. */
  readonly all: readonly Sight[]
  readonly isStartedByKernel: boolean
}

export function evidenceIn(sights: SightsOfImage): BootEvidence[] {
  return [...startsIn(sights), ...changesIn(sights)]
}

function startsIn({ image, all, isStartedByKernel }: SightsOfImage): BootEvidence[] {
  return all.flatMap((sight, index) => {
    if (!sight.isStart) return []
    const untilUs = sight.firstUs
    const afterUs = Math.max(sightBefore(all, index)?.lastUs ?? -Infinity, untilUs - bootDurationUs)
    return [{ image, kind: isStartedByKernel ? 'kernel' : 'start', afterUs, untilUs }]
  })
}

/** Mentions are stamped up to a clock tick before the start that they follow. */
function sightBefore(sights: readonly Sight[], index: number): Sight | undefined {
  const sight = sights[index]
  return sights.slice(0, index).findLast((other) => sight !== undefined && !isSameStart(other, sight))
}

function isSameStart(before: Sight, sight: Sight): boolean {
  return sight.isStart && before.processId === sight.processId && sight.firstUs - before.firstUs <= reportSkewUs
}

/** Another process took the place for good: none of those before is seen again, none of those after was seen earlier. */
function changesIn({ image, all }: SightsOfImage): BootEvidence[] {
  const lastPlace = new Map(all.map(({ processId }, place) => [processId, place]))
  const changes: BootEvidence[] = []
  let reach = -1
  let afterUs = -Infinity
  for (const [place, { processId, firstUs, lastUs }] of all.entries()) {
    if (place > 0 && reach < place && afterUs < firstUs) changes.push({ image, kind: 'mention', afterUs, untilUs: firstUs })
    reach = Math.max(reach, lastPlace.get(processId) ?? place)
    afterUs = Math.max(afterUs, lastUs)
  }
  return changes
}
