import type { Event, LogRecord, ProcessCreate } from '@win11mon/schemas'

import { imageKey, isSameImage } from '../windows/image-path.ts'
import { Activity } from './activity.ts'
import { type BootEvidence, bootDurationUs, evidenceIn, unseenBootUs, unseenBootsIn } from './boot-evidence.ts'
import type { Continuity, Crossings } from './continuity.ts'
import type { QuietStretch } from './crossing.ts'
import { DriverSpans } from './driver-spans.ts'
import type { ProcessReference, StartMark } from './marks.ts'
import { type Seen, type Sight, Sights } from './sights.ts'
import { weighBoots } from './weigh-boots.ts'

const smss = '\\windows\\system32\\smss.exe'
const wininit = '\\windows\\system32\\wininit.exe'
const winlogon = '\\windows\\system32\\winlogon.exe'

/** Images of which Windows runs exactly one process from start to shutdown, with the parents that start them. */
const onePerBoot: ReadonlyMap<string, readonly string[]> = new Map([
  ['\\windows\\system32\\lsass.exe', [wininit, winlogon]],
  ['\\windows\\system32\\services.exe', [wininit, winlogon]],
  [wininit, [smss]],
])

/**
 * Images that the kernel itself starts, once per boot; their later namesakes have other parents. Nobody else can name the
 * kernel's process as a parent: it is protected, so that not even an administrator may create processes in its name.
 */
const startedByKernel: ReadonlySet<string> = new Set([smss, 'registry'])
const kernelProcessId = 4
const kernelImage = 'system'

/** Records that Windows writes while it starts, by who writes them, or by the log of those that do not say it. */
const bootRecords: ReadonlySet<string> = new Set([
  'microsoft-windows-kernel-general/12',
  'microsoft-windows-security-auditing/4608',
  'security/4608',
])
/** Stands for those records where others have an image; no image has such a name. */
const recordImage = 'boot record'

/** Boots of before the horizon that are remembered. */
const maxPastBoots = 256

/**
 * Finds the boots of a host inside a stream of events. A boot shows in processes that exist once per boot (a new pid or a new
 * start of one of them), lies in a silence between the last sight of the old one and the first of the new, and ends every
 * process: evidence that processes outlive is none. The answer depends on the set of events only.
 */
export class BootDetector {
  readonly #sightsByImage = new Map<string, Sights>()
  readonly #continuity: Continuity
  readonly activity: Activity = new Activity()
  readonly spans: DriverSpans = new DriverSpans()
  /** Boots before the boundary of `retire`: final. */
  #past: readonly number[] = []
  #boundaryUs = -Infinity
  /** No sight is later: a later silence tells something only when it is long. */
  #newestSightUs = -Infinity
  #answer: readonly number[] | undefined = []
  /** There is evidence, which later events may refute. */
  #isDisputed = false

  constructor(continuity: Continuity) {
    this.#continuity = continuity
  }

  /** Any event of the host. */
  addActivity(event: Event, bootId: string): void {
    this.spans.add(event, bootId)
    if (event.kind === 'log_record' && isBootRecord(event))
      this.#addSight(recordImage, { processId: 0, timeUs: event.timeUs, isStart: true })
    const silenceUs = this.activity.add(event.timeUs)
    if (silenceUs >= unseenBootUs || (silenceUs > 0 && event.timeUs <= this.#newestSightUs)) this.#answer = undefined
  }

  addReference({ image, processId, timeUs, startUs }: ProcessReference): void {
    if (startUs !== null) this.#addKernelStart(processId, startUs)
    else if (image !== null && onePerBoot.has(image)) this.#addSight(image, { processId, timeUs, isStart: false })
  }

  addStart({ image, processId, startUs, isExact, description }: StartMark): void {
    if (isExact) this.#addKernelStart(processId, startUs)
    if (image === null || description?.kind !== 'process_create') return
    if (isBootStart(image, description)) this.#addSight(image, { processId, timeUs: startUs, isStart: true })
  }

  /** Boot times, ascending; empty when the events show none. */
  boots(): readonly number[] {
    if (this.#answer === undefined || this.#isDisputed) this.#answer = this.#find()
    return this.#answer
  }

  /** Nothing before the boundary comes any more: forgets what no later boot can depend on. Returns how many old boots had to go. */
  retire(boundaryUs: number): number {
    const past = this.boots().filter((boot) => boot < boundaryUs)
    this.#boundaryUs = Math.max(this.#boundaryUs, boundaryUs)
    this.#past = past.slice(-maxPastBoots)
    for (const sights of this.#sightsByImage.values()) sights.retire(boundaryUs - bootDurationUs)
    this.activity.retire(boundaryUs - bootDurationUs)
    this.spans.retire(boundaryUs - bootDurationUs)
    this.#continuity.reset()
    this.#answer = undefined
    return past.length - this.#past.length
  }

  #find(): readonly number[] {
    // What happened before the boundary is settled: a boot that comes to light now is taken to be later.
    const silences = this.activity.silences().filter(({ lastUs }) => lastUs >= this.#boundaryUs)
    const evidence = [...this.#evidence(), ...unseenBootsIn(silences)]
    this.#isDisputed = evidence.length > 0
    const found = evidence.length === 0 ? [] : weighBoots({ evidence, silences, past: this.#past, crossingsOf: this.#crossingsOf })
    this.#continuity.rest()
    return [...this.#past, ...found]
  }

  readonly #crossingsOf = (silence: QuietStretch): Crossings | undefined =>
    this.spans.goOnAcross(silence) ? undefined : this.#continuity.across(silence)

  #evidence(): readonly BootEvidence[] {
    const all = [...this.#sightsByImage].flatMap(([image, sights]) =>
      sights.isOneProcess ? [] : evidenceIn({ image, all: sights.all, isStartedByKernel: isOfKernel(image) }),
    )
    return all.filter(({ untilUs }) => untilUs >= this.#boundaryUs)
  }

  /** The kernel's own process starts with it. */
  #addKernelStart(processId: number, startUs: number): void {
    if (processId === kernelProcessId) this.#addSight(kernelImage, { processId, timeUs: startUs, isStart: true })
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
    this.#continuity.reset()
    this.#answer = undefined
  }
}

export interface BootState {
  readonly past: readonly number[]
  readonly boundaryUs: number | null
  readonly sights: readonly { readonly image: string; readonly all: readonly Sight[] }[]
}

function isOfKernel(image: string): boolean {
  return image === kernelImage || image === recordImage || startedByKernel.has(image)
}

function isBootRecord({ provider, channel, eventId }: LogRecord): boolean {
  return bootRecords.has(`${(provider ?? channel ?? '').toLowerCase()}/${eventId}`)
}

function isBootStart(image: string, { parentProcessId, parentExecutable }: ProcessCreate): boolean {
  if (startedByKernel.has(image)) return parentProcessId === kernelProcessId
  const parent = imageKey(parentExecutable)
  return onePerBoot.get(image)?.some((path) => isSameImage(path, parent)) === true
}
