import { type Silence, lengthOf } from './activity.ts'
import type { EvidenceKind } from './boot-evidence.ts'
import type { Crossings } from './continuity.ts'

/** What speaks for a boot in a silence. */
export interface BootClaim {
  readonly kind: EvidenceKind
  readonly silence: Silence
  /** How many images that run once per boot speak for it. */
  readonly imageCount: number
}

const dayUs = 86_400_000_000

/** Pids that the same image gets again by chance. */
const namesakes = 2

/** A boot ends every process: it is believed as far as what crossed the silence does not contradict it. */
export function isBelieved(claim: BootClaim, crossings: Crossings): boolean {
  const { kind, imageCount } = claim
  if (kind === 'kernel' && mayHaveEnded(crossings)) return true
  if (haveMoved(crossings, movesNeeded(claim))) return true
  if (kind === 'silence') return false
  if (haveChangedHands(crossings) || haveGone(crossings)) return true
  if (crossings.goes_on > 0) return false
  return kind !== 'mention' || areOthers(crossings) || imageCount > 1
}

/** Who goes on may have got its pid again by chance. */
function mayHaveEnded({ goes_on: goesOn, changed, stayed, moved, before, after }: Crossings): boolean {
  return stayed <= Math.max(changed, moved, namesakes) && goesOn <= Math.max(changed, namesakes, Math.min(before, after))
}

/** Images that must have moved, and as many for each that stayed: the longer the silence, the likelier is a boot. */
function movesNeeded({ silence, imageCount }: BootClaim): number {
  if (lengthOf(silence) >= 7 * dayUs) return 1
  return imageCount === 0 && lengthOf(silence) < dayUs ? 5 : 3
}

/** What runs once has another pid, and what goes on are a few processes of an image that has many. */
function haveMoved({ goes_on: goesOn, stayed, moved, before, after }: Crossings, needed: number): boolean {
  return moved >= needed && moved >= needed * stayed && goesOn <= Math.min(before, after)
}

/** Of the pids that are in use on both sides of a boot, few have the same image by chance. */
function haveChangedHands({ goes_on: goesOn, changed }: Crossings): boolean {
  return changed >= 2 && changed >= 2 * goesOn
}

/** Of those that were there before, nearly nobody is seen again, and as many others are there. */
function haveGone({ goes_on: goesOn, before, after }: Crossings): boolean {
  return Math.min(before, after) >= Math.max(20, 10 * goesOn)
}

/** Some processes on each side, and none on both. */
function areOthers({ before, after }: Crossings): boolean {
  return before >= 5 && after >= 5
}
