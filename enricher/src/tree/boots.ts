import type { ProcessCreate } from '@win11mon/schemas'

import { baseName, imageKey } from './image-path.ts'
import { reportSkewUs } from './lifetime.ts'
import type { ProcessReference, StartMark } from './marks.ts'

/** Images of which Windows runs exactly one process from start to shutdown, with the parents that start them. */
const onePerBoot: ReadonlyMap<string, readonly string[]> = new Map([
  ['\\windows\\system32\\lsass.exe', ['wininit.exe', 'winlogon.exe']],
  ['\\windows\\system32\\services.exe', ['wininit.exe', 'winlogon.exe']],
  ['\\windows\\system32\\wininit.exe', ['smss.exe']],
])

/** Images that the kernel itself starts, once per boot; their later namesakes have other parents. */
const startedByKernel = new Set(['\\windows\\system32\\smss.exe', 'registry'])
const kernelProcessId = 4

/** Silence shorter than this cannot hide a shutdown and a boot. */
const quietUs = 1_000_000

/** A silence of this length right before the first processes of a boot is the boot. */
const shutdownUs = 5_000_000

/** From power-on to the last of these processes; generous, for slow machines that install updates. */
const bootDurationUs = 300_000_000

/**
 * Finds the boots of a host inside a stream of events. A boot shows in processes that exist once per boot (a new pid
 * or a new start of one of them) and lies in the longest silence between the last sight of the old one and the first
 * of the new. The answer depends on the set of references only.
 */
export interface BootDetector {
  /** Any event of the host at this time. */
  addActivity(timeUs: number): void
  addReference(reference: ProcessReference): void
  addStart(mark: StartMark): void
  /** Boot times, ascending; empty when the events show none. */
  boots(): readonly number[]
}

/** Sights of one pid within one stretch of `quietUs`, which no boot can divide. */
interface Sight {
  readonly processId: number
  /** A seen start: a boot happened before it even if the pid is the old one. */
  readonly isStart: boolean
  firstUs: number
  lastUs: number
}

export function createBootDetector(): BootDetector {
  const sightsByImage = new Map<string, Map<string, Sight>>()
  const activity = createActivity()
  let answer: readonly number[] | undefined = []

  function addSight(image: string, processId: number, timeUs: number, isStart: boolean): void {
    const sights = sightsByImage.get(image) ?? new Map<string, Sight>()
    sightsByImage.set(image, sights)
    const key = `${processId}:${isStart ? timeUs : Math.floor(timeUs / quietUs)}:${isStart}`
    const known = sights.get(key)
    if (known === undefined) sights.set(key, { processId, isStart, firstUs: timeUs, lastUs: timeUs })
    else if (timeUs < known.firstUs) known.firstUs = timeUs
    else if (timeUs > known.lastUs) known.lastUs = timeUs
    else return
    answer = undefined
  }

  return {
    addActivity(timeUs) {
      if (activity.add(timeUs)) answer = undefined
    },
    addReference({ image, processId, timeUs, startUs }) {
      if (startUs === null && image !== null && onePerBoot.has(image)) addSight(image, processId, timeUs, false)
    },
    addStart({ image, processId, startUs, description }) {
      if (image !== null && description?.kind === 'process_create' && isBootStart(image, description))
        addSight(image, processId, startUs, true)
    },
    boots() {
      answer ??= findBoots(sightsByImage.values(), activity.silences())
      return answer
    },
  }
}

interface Silence {
  readonly firstUs: number
  readonly lastUs: number
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

function findBoots(images: Iterable<Map<string, Sight>>, silences: readonly Silence[]): readonly number[] {
  const boots: number[] = []
  const evidence = [...images].flatMap((sights) => (isOneProcess(sights) ? [] : evidenceIn([...sights.values()].toSorted(compareSights))))
  for (const item of evidence.toSorted((left, right) => left.untilUs - right.untilUs || left.afterUs - right.afterUs)) {
    if (boots.some((boot) => boot > item.afterUs && boot <= item.untilUs)) continue
    const boot = bootTime(item, silences)
    if (boot !== undefined) boots.push(boot)
  }
  return boots.toSorted((left, right) => left - right)
}

function evidenceIn(sights: readonly Sight[]): BootEvidence[] {
  return sights.flatMap((sight, index): BootEvidence[] => {
    const untilUs = sight.firstUs
    // Mentions are stamped up to a clock tick before the start that they follow.
    const before = sights.slice(0, index).findLast((other) => !isSameStart(other, sight))
    if (sight.isStart) return [{ afterUs: Math.max(before?.lastUs ?? -Infinity, untilUs - bootDurationUs), untilUs, isStart: true }]
    return before === undefined || before.processId === sight.processId ? [] : [{ afterUs: before.lastUs, untilUs, isStart: false }]
  })
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

function lengthOf({ firstUs, lastUs }: Silence): number {
  return lastUs - firstUs
}

/** The usual case, told without sorting: one pid all along and no start of it seen. */
function isOneProcess(sights: ReadonlyMap<string, Sight>): boolean {
  let processId: number | undefined
  for (const sight of sights.values()) {
    if (sight.isStart || (processId !== undefined && processId !== sight.processId)) return false
    processId = sight.processId
  }
  return true
}

function compareSights(left: Sight, right: Sight): number {
  return left.firstUs - right.firstUs || left.processId - right.processId || Number(right.isStart) - Number(left.isStart)
}

interface Activity {
  /** True when the silences changed. */
  add(timeUs: number): boolean
  silences(): readonly Silence[]
}

/** Times of events as stretches without a silence longer than `quietUs`. */
function createActivity(): Activity {
  const stretches: { firstUs: number; lastUs: number }[] = []
  let newest = -1

  function insert(timeUs: number): boolean {
    const index = stretches.findLastIndex((stretch) => stretch.firstUs <= timeUs)
    const before = stretches[index]
    const after = stretches[index + 1]
    const joinsBefore = before !== undefined && timeUs - before.lastUs < quietUs
    const joinsAfter = after !== undefined && after.firstUs - timeUs < quietUs
    if (joinsBefore && timeUs <= before.lastUs) return false
    if (joinsBefore && joinsAfter) {
      before.lastUs = after.lastUs
      stretches.splice(index + 1, 1)
    } else if (joinsBefore) before.lastUs = timeUs
    else if (joinsAfter) after.firstUs = timeUs
    else stretches.splice(index + 1, 0, { firstUs: timeUs, lastUs: timeUs })
    return true
  }

  return {
    add(timeUs) {
      if (timeUs === newest) return false
      newest = timeUs
      return insert(timeUs)
    },
    silences() {
      return stretches.slice(1).map((stretch, index) => ({ firstUs: stretches[index]?.lastUs ?? 0, lastUs: stretch.firstUs }))
    },
  }
}
