import type { ProcessCreate } from '@win11mon/schemas'

import { baseName, imageKey } from '../windows/image-path.ts'
import { Activity, type Silence, lengthOf } from './activity.ts'
import { reportSkewUs } from './lifetime.ts'
import type { ProcessReference, StartMark } from './marks.ts'
import { type Seen, type Sight, Sights } from './sights.ts'

/** Images of which Windows runs exactly one process from start to shutdown, with the parents that start them. */
const onePerBoot: ReadonlyMap<string, readonly string[]> = new Map([
  ['\\windows\\system32\\lsass.exe', ['wininit.exe', 'winlogon.exe']],
  ['\\windows\\system32\\services.exe', ['wininit.exe', 'winlogon.exe']],
  ['\\windows\\system32\\wininit.exe', ['smss.exe']],
])

/** Images that the kernel itself starts, once per boot; their later namesakes have other parents. */
const startedByKernel = new Set(['\\windows\\system32\\smss.exe', 'registry'])
const kernelProcessId = 4

/** A silence of this length right before the first processes of a boot is the boot. */
const shutdownUs = 5_000_000

/** From power-on to the last of these processes; generous, for slow machines that install updates. */
const bootDurationUs = 300_000_000

/** Boots of before the horizon that are remembered. */
const maxPastBoots = 256

/**
 * Finds the boots of a host inside a stream of events. A boot shows in processes that exist once per boot (a new pid
 * or a new start of one of them) and lies in the longest silence between the last sight of the old one and the first
 * of the new. The answer depends on the set of references only.
 */
export class BootDetector {
  readonly #sightsByImage = new Map<string, Sights>()
  readonly activity: Activity = new Activity()
  /** Boots before the boundary of `retire`: final. */
  #past: readonly number[] = []
  #boundaryUs = -Infinity
  /** No evidence ends later, so that later silences tell nothing. */
  #newestSightUs = -Infinity
  #answer: readonly number[] | undefined = []

  /** Any event of the host at this time. */
  addActivity(timeUs: number): void {
    if (this.activity.add(timeUs) && timeUs <= this.#newestSightUs) this.#answer = undefined
  }

  addReference({ image, processId, timeUs, startUs }: ProcessReference): void {
    if (startUs === null && image !== null && onePerBoot.has(image)) this.#addSight(image, { processId, timeUs, isStart: false })
  }

  addStart({ image, processId, startUs, description }: StartMark): void {
    if (image !== null && description?.kind === 'process_create' && isBootStart(image, description))
      this.#addSight(image, { processId, timeUs: startUs, isStart: true })
  }

  /** Boot times, ascending; empty when the events show none. */
  boots(): readonly number[] {
    this.#answer ??= this.#find()
    return this.#answer
  }

  /** Nothing before the boundary comes any more: forgets what no later boot can depend on. Returns how many old boots had to go. */
  retire(boundaryUs: number): number {
    const past = this.boots().filter((boot) => boot < boundaryUs)
    this.#boundaryUs = Math.max(this.#boundaryUs, boundaryUs)
    this.#past = past.slice(-maxPastBoots)
    for (const sights of this.#sightsByImage.values()) sights.retire(boundaryUs - bootDurationUs)
    this.activity.retire(boundaryUs - bootDurationUs)
    this.#answer = undefined
    return past.length - this.#past.length
  }

  #find(): readonly number[] {
    const evidence = [...this.#sightsByImage.values()].flatMap((sights) => (sights.isOneProcess ? [] : evidenceIn(sights.all)))
    const open = evidence.filter(({ untilUs }) => untilUs >= this.#boundaryUs)
    // What happened before the boundary is settled: a boot that comes to light now is taken to be later.
    const silences = this.activity.silences().filter(({ lastUs }) => lastUs >= this.#boundaryUs)
    return [...this.#past, ...findBoots(open, silences, this.#past)]
  }

  #addSight(image: string, seen: Seen): void {
    const sights = this.#sightsByImage.get(image) ?? new Sights()
    this.#sightsByImage.set(image, sights)
    this.#newestSightUs = Math.max(this.#newestSightUs, seen.timeUs)
    if (sights.add(seen)) this.#answer = undefined
  }

  /** For saving. */
  get state(): BootState {
    const sights = [...this.#sightsByImage].map(([image, { all }]) => ({ image, all }))
    return { past: this.#past, boundaryUs: Number.isFinite(this.#boundaryUs) ? this.#boundaryUs : null, sights }
  }

  restore({ past, boundaryUs, sights }: BootState): void {
    this.#past = past
    this.#boundaryUs = boundaryUs ?? -Infinity
    for (const { image, all } of sights) {
      this.#sightsByImage.set(image, new Sights(all))
      for (const sight of all) this.#newestSightUs = Math.max(this.#newestSightUs, sight.lastUs)
    }
    this.#answer = undefined
  }
}

export interface BootState {
  readonly past: readonly number[]
  readonly boundaryUs: number | null
  readonly sights: readonly { readonly image: string; readonly all: readonly Sight[] }[]
}

function isBootStart(image: string, { parentProcessId, parentExecutable }: ProcessCreate): boolean {
  if (startedByKernel.has(image)) return parentProcessId === kernelProcessId
  const parent = imageKey(parentExecutable)
  const parents = onePerBoot.get(image)
  return parents !== undefined && (parent === null || parents.includes(baseName(parent)))
}

/** A boot happened after one time and not after another. */
interface BootEvidence {
  readonly afterUs: number
  readonly untilUs: number
  /** A process of the boot sequence itself was seen to start, so the boot was just before. */
  readonly isStart: boolean
}

/** Boots beside those that are known. */
function findBoots(evidence: readonly BootEvidence[], silences: readonly Silence[], known: readonly number[]): readonly number[] {
  const boots = [...known]
  for (const item of evidence.toSorted((left, right) => left.untilUs - right.untilUs || left.afterUs - right.afterUs)) {
    if (boots.some((boot) => boot > item.afterUs && boot <= item.untilUs)) continue
    const boot = bootTime(item, silences)
    if (boot !== undefined) boots.push(boot)
  }
  return boots.slice(known.length).toSorted((left, right) => left - right)
}

function evidenceIn(sights: readonly Sight[]): BootEvidence[] {
  const evidence: BootEvidence[] = []
  for (const [index, sight] of sights.entries()) {
    const untilUs = sight.firstUs
    const before = sightBefore(sights, index)
    if (sight.isStart) evidence.push({ afterUs: Math.max(before?.lastUs ?? -Infinity, untilUs - bootDurationUs), untilUs, isStart: true })
    else if (before !== undefined && before.processId !== sight.processId)
      evidence.push({ afterUs: before.lastUs, untilUs, isStart: false })
  }
  return evidence
}

/** Mentions are stamped up to a clock tick before the start that they follow. */
function sightBefore(sights: readonly Sight[], index: number): Sight | undefined {
  const sight = sights[index]
  for (let place = index - 1; place >= 0; place -= 1) {
    const other = sights[place]
    if (other !== undefined && sight !== undefined && !isSameStart(other, sight)) return other
  }
  return undefined
}

function isSameStart(before: Sight, sight: Sight): boolean {
  return sight.isStart && before.processId === sight.processId && sight.firstUs - before.firstUs <= reportSkewUs
}

/**
 * A boot is over when the silence is that it lies in. Where another process took a place that only a boot frees, there
 * was one even without a silence; a start that nothing is silent before is the beginning of the capture.
 */
function bootTime({ afterUs, untilUs, isStart }: BootEvidence, silences: readonly Silence[]): number | undefined {
  const candidates = silences.filter((silence) => silence.lastUs > afterUs && silence.lastUs <= untilUs)
  if (isStart) return (candidates.findLast((silence) => lengthOf(silence) >= shutdownUs) ?? longestOf(candidates))?.lastUs
  return longestOf(candidates)?.lastUs ?? untilUs
}

function longestOf(silences: readonly Silence[]): Silence | undefined {
  return silences.toSorted((left, right) => lengthOf(right) - lengthOf(left) || right.lastUs - left.lastUs)[0]
}
