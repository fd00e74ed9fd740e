import { compareText } from '../tree/marks.ts'
import type { Evidence } from './evidence.ts'
import type { FeatureId } from './features.ts'

/** Evidence of one feature by one process that is kept, and named by a score, at most. */
export const maxEvidence = 5

/** Evidence is kept once per stretch of this length: repeats add nothing to a score. */
const stretchUs = 10_000_000

/** Features whose evidence the tree confirms or drops by looking at the object. */
const dependsOnObject: ReadonlySet<FeatureId> = new Set(['B10', 'B13', 'B14', 'B15'])
/** Those of them whose object is a process. */
const dependsOnProcess: ReadonlySet<FeatureId> = new Set(['B10', 'B14', 'B15'])

/** What became of evidence that no late event can change any more: nothing is left of it, or it stands as it is now. */
export type Verdict = { readonly entityId: string; readonly evidence: Evidence } | undefined

/** Each list ascends by stretch, with one item a stretch. */
type Lists = Map<string, Evidence[]>

/**
 * The evidence of one host, by pid and feature. What it holds depends on the set of events only. Where the events carry
 * start times it grows with the number of processes, not with time: a service that runs for weeks opens others all along.
 */
export class EvidenceStore {
  readonly #byProcessId = new Map<number, Map<FeatureId, Lists>>()
  /** Pids of the actors by the pid of what they acted on, where a feature depends on what that is. */
  readonly #actorsByObject = new Map<number, Set<number>>()
  /** Features that followed from processes which have left the tree, by entity. */
  readonly #kept = new Map<string, ReadonlySet<FeatureId>>()

  add(evidence: Evidence): void {
    this.#addTo(keyOf(evidence), evidence)
  }

  /** Evidence of one feature, in no particular order. */
  of(processId: number, featureId: FeatureId): Evidence[] {
    const lists = this.#byProcessId.get(processId)?.get(featureId)
    return lists === undefined ? [] : [...lists.values()].flat()
  }

  /** Evidence of one feature by whatever process: for what happens seldom, as it looks at all of them. */
  ofAll(featureId: FeatureId): Evidence[] {
    return [...this.#byProcessId.values()].flatMap((byFeature) => [...(byFeature.get(featureId)?.values() ?? [])].flat())
  }

  /** Evidence that counts, or not, by what the process with this pid is. */
  about(objectProcessId: number): Evidence[] {
    const actors = this.#actorsByObject.get(objectProcessId)
    if (actors === undefined) return noEvidence
    return [...actors].flatMap((processId) =>
      [...dependsOnProcess].flatMap((featureId) =>
        this.of(processId, featureId).filter(({ object }) => object?.processId === objectProcessId),
      ),
    )
  }

  /** Features that there is any evidence of. */
  features(processId: number): Iterable<FeatureId> {
    return this.#byProcessId.get(processId)?.keys() ?? []
  }

  /** Features that stay though the tree no longer shows why. */
  keptFeatures(entityId: string): Iterable<FeatureId> {
    return this.#kept.get(entityId) ?? []
  }

  keepFeatures(entityId: string, features: Iterable<FeatureId>): void {
    const all = new Set([...this.keptFeatures(entityId), ...features])
    if (all.size > 0) this.#kept.set(entityId, all)
  }

  /** The process has left the tree itself. */
  forget(entityId: string): void {
    this.#kept.delete(entityId)
  }

  /** For saving. */
  kept(): Iterable<readonly [entityId: string, features: ReadonlySet<FeatureId>]> {
    return this.#kept
  }

  /** Everything, with the key of the list that it stands in: for saving. */
  *entries(): Generator<readonly [key: string, evidence: Evidence]> {
    for (const byFeature of this.#byProcessId.values()) {
      for (const lists of byFeature.values()) for (const [key, list] of lists) for (const evidence of list) yield [key, evidence]
    }
  }

  restore(key: string, evidence: Evidence): void {
    const lists = this.#listsOf(evidence)
    lists.set(key, [...(lists.get(key) ?? []), evidence])
  }

  /** Judges what is older than the boundary for good; of what stands those are kept that a score can ever name. */
  settle(horizonUs: number, judge: (evidence: Evidence) => Verdict): void {
    // Whole stretches only: what is one item before stays one item after.
    const boundaryUs = Math.floor(horizonUs / stretchUs) * stretchUs
    // Of all that is there now: what stays is added anew on the way.
    const processes = [...this.#byProcessId]
    for (const [processId, byFeature] of processes) {
      const all = [...byFeature.values()].flatMap((lists) =>
        [...lists].flatMap(([key, list]) => list.map((evidence) => [key, evidence] as const)),
      )
      if (!all.some(([, { actor }]) => actor.timeUs < boundaryUs)) continue
      this.#byProcessId.delete(processId)
      for (const [key, evidence] of all) {
        if (evidence.actor.timeUs >= boundaryUs) this.#addTo(key, evidence)
        else this.#keep(judge(evidence))
      }
    }
    this.#actorsByObject.clear()
    for (const [, evidence] of this.entries()) this.#noteActor(evidence)
  }

  #keep(verdict: Verdict): void {
    if (verdict === undefined) return
    const { entityId, evidence } = verdict
    const lists = this.#listsOf(evidence)
    const key = `final ${entityId}`
    lists.set(key, [...(lists.get(key) ?? []), evidence].toSorted(compareEvidence).slice(0, maxEvidence))
  }

  #addTo(key: string, evidence: Evidence): void {
    const lists = this.#listsOf(evidence)
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [evidence])
    else keepEarliest(list, evidence)
  }

  #noteActor({ featureId, actor, object }: Evidence): void {
    if (object === null || !dependsOnProcess.has(featureId)) return
    const actors = this.#actorsByObject.get(object.processId)
    if (actors === undefined) this.#actorsByObject.set(object.processId, new Set([actor.processId]))
    else actors.add(actor.processId)
  }

  #listsOf(evidence: Evidence): Lists {
    this.#noteActor(evidence)
    const {
      featureId,
      actor: { processId },
    } = evidence
    const byFeature = this.#byProcessId.get(processId) ?? new Map<FeatureId, Lists>()
    this.#byProcessId.set(processId, byFeature)
    const lists = byFeature.get(featureId) ?? new Map<string, Evidence[]>()
    byFeature.set(featureId, lists)
    return lists
  }
}

const noEvidence: Evidence[] = []

/** Evidence that surely speaks of the same processes has one key; without start times every stretch may be about others. */
function keyOf(evidence: Evidence): string {
  const { actor } = evidence
  const object = dependsOnObject.has(evidence.featureId) ? evidence.object : null
  const isDriver = evidence.featureId === 'B13'
  const isCertain = actor.startUs !== null && (object === null || isDriver || object.startUs !== null)
  const objectText = object === null ? '' : `${object.processId}|${(isDriver ? object.image : object.startUs) ?? ''}`
  return `${actor.startUs ?? actor.image ?? ''}|${objectText}|${isCertain ? '' : stretchOf(evidence)}`
}

function keepEarliest(list: Evidence[], evidence: Evidence): void {
  const stretch = stretchOf(evidence)
  const found = list.findIndex((item) => stretchOf(item) >= stretch)
  const index = found < 0 ? list.length : found
  const known = list[index]
  if (known !== undefined && stretchOf(known) === stretch) {
    if (compareEvidence(evidence, known) < 0) list[index] = evidence
  } else if (index < maxEvidence) {
    list.splice(index, 0, evidence)
    if (list.length > maxEvidence) list.pop()
  }
}

function stretchOf({ actor }: Evidence): number {
  return Math.floor(actor.timeUs / stretchUs)
}

export function compareEvidence(left: Evidence, right: Evidence): number {
  return left.actor.timeUs - right.actor.timeUs || compareText(left.eventId, right.eventId)
}
