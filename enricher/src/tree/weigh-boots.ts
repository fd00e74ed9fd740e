import { type Silence, lengthOf } from './activity.ts'
import { type BootEvidence, type EvidenceKind, bootDurationUs, byLength } from './boot-evidence.ts'
import { isBelieved } from './boot-verdict.ts'
import type { Crossings } from './continuity.ts'
import type { QuietStretch } from './crossing.ts'

/** No computer shuts down and starts in less: a shorter silence is none that a boot lies in, as long as there is a longer one. */
const shutdownUs = 5_000_000

/** Silences that are looked at for one piece of evidence, and for all of them: whoever makes much of it gets no more. */
const maxSilences = 16
const maxLooks = 64

export interface BootCase {
  readonly evidence: readonly BootEvidence[]
  /** Ascending. */
  readonly silences: readonly Silence[]
  /** Boots that are settled. */
  readonly past: readonly number[]
  /** Undefined where nothing can have booted. */
  crossingsOf(stretch: QuietStretch): Crossings | undefined
}

interface Candidate {
  readonly item: BootEvidence
  readonly silence: Silence
  readonly crossings: Crossings
}

/** The boots that are believed beside the settled ones, ascending. The strongest evidence is weighed first. */
export function weighBoots(bootCase: BootCase): number[] {
  const { evidence, past } = bootCase
  const boots = [...past]
  let looksLeft = maxLooks
  for (const item of evidence.filter((one) => !isUnseen(one)).toSorted(compareEvidence)) {
    if (isExplained(item, boots)) continue
    const silences = silencesOf(item, bootCase.silences).slice(0, Math.min(maxSilences, looksLeft))
    looksLeft -= silences.length
    takeBest(
      silences.flatMap((silence) => candidateOf(bootCase, item, between(silence, boots)) ?? []),
      boots,
    )
  }
  weighUnseen(bootCase, boots)
  return boots.slice(past.length).toSorted((left, right) => left - right)
}

/** The clearest first: what crosses a silence near a boot may be of that boot. */
function weighUnseen(bootCase: BootCase, boots: number[]): void {
  const unseen = bootCase.evidence.filter(isUnseen)
  let count = -1
  while (boots.length !== count) {
    count = boots.length
    const open = unseen.filter((item) => !isExplained(item, boots))
    takeBest(
      open.flatMap((item) => candidateOf(bootCase, item, between({ firstUs: item.afterUs, lastUs: item.untilUs }, boots)) ?? []),
      boots,
    )
  }
}

function takeBest(candidates: readonly Candidate[], boots: number[]): void {
  const best = candidates.toSorted(compareCandidates)[0]
  if (best !== undefined) boots.push(Math.min(best.silence.lastUs, best.item.untilUs))
}

/** Who is there before the boot before it, or after the one after it, crosses another boot. */
function between({ firstUs, lastUs }: Silence, boots: readonly number[]): QuietStretch {
  const sinceUs = Math.max(-Infinity, ...boots.filter((boot) => boot <= firstUs))
  return { firstUs, lastUs, sinceUs, untilUs: Math.min(Infinity, ...boots.filter((boot) => boot > lastUs)) }
}

function candidateOf(bootCase: BootCase, item: BootEvidence, silence: QuietStretch): Candidate | undefined {
  const crossings = bootCase.crossingsOf(silence)
  if (crossings === undefined) return undefined
  const images = new Set(bootCase.evidence.filter((other) => !isUnseen(other) && contains(other, silence)).map(({ image }) => image))
  return isBelieved({ kind: item.kind, silence, imageCount: images.size }, crossings) ? { item, silence, crossings } : undefined
}

function isUnseen({ kind }: BootEvidence): boolean {
  return kind === 'silence'
}

function isExplained({ afterUs, untilUs }: BootEvidence, boots: readonly number[]): boolean {
  return boots.some((boot) => boot > afterUs && boot <= untilUs)
}

/** Silences that the boot may lie in. What nothing is silent before is the beginning of the capture. */
function silencesOf(item: BootEvidence, silences: readonly Silence[]): Silence[] {
  const candidates = silences.filter((silence) => contains(item, silence))
  const long = candidates.filter((silence) => lengthOf(silence) >= shutdownUs).toSorted(byLength)
  if (item.kind === 'mention') return long.filter(({ lastUs }) => item.untilUs - lastUs <= bootDurationUs)
  const latest = long.toSorted((left, right) => right.lastUs - left.lastUs)[0] ?? candidates.toSorted(byLength)[0]
  return latest === undefined ? [] : [latest]
}

function contains({ kind, afterUs, untilUs }: BootEvidence, { firstUs, lastUs }: Silence): boolean {
  return lastUs > afterUs && (kind === 'mention' ? lastUs <= untilUs : firstUs < untilUs)
}

const ranks: Readonly<Record<EvidenceKind, number>> = { kernel: 0, start: 1, mention: 2, silence: 3 }

function compareEvidence(left: BootEvidence, right: BootEvidence): number {
  const times = left.untilUs - right.untilUs || left.afterUs - right.afterUs
  return ranks[left.kind] - ranks[right.kind] || times || (left.image < right.image ? -1 : Number(left.image !== right.image))
}

/** The silence that the fewest go on across is the likeliest. */
function compareCandidates(left: Candidate, right: Candidate): number {
  const [before, after] = [left.crossings, right.crossings]
  const counts = before.stayed - after.stayed || before.goes_on - after.goes_on
  return counts || after.moved + after.changed - before.moved - before.changed || byLength(left.silence, right.silence)
}
