import { compareText } from '../tree/marks.ts'
import type { Evidence } from './evidence.ts'
import type { FeatureId } from './features.ts'

/** Evidence of one feature by one process that is kept, and named by a score, at most. */
export const maxEvidence = 5

/** Evidence is kept once per stretch of this length: repeats add nothing to a score. */
const stretchUs = 10_000_000

/** Features whose evidence the tree confirms or drops by looking at the object. */
const dependsOnObject: ReadonlySet<FeatureId> = new Set(['B10', 'B14', 'B15'])

/**
 * The evidence of one host, by pid and feature. What it holds depends on the set of events only. Where the events carry
 * start times it grows with the number of processes, not with time: a service that runs for weeks opens others all along.
 */
export interface EvidenceStore {
  add(evidence: Evidence): void
  /** Evidence of one feature, in no particular order. */
  of(processId: number, featureId: FeatureId): Evidence[]
  /** Features that there is any evidence of. */
  features(processId: number): Iterable<FeatureId>
}

/** Each list ascends by stretch, with one item a stretch. */
type Lists = Map<string, Evidence[]>

export function createEvidenceStore(): EvidenceStore {
  const byProcessId = new Map<number, Map<FeatureId, Lists>>()

  function listsOf({ featureId, actor: { processId } }: Evidence): Lists {
    const byFeature = byProcessId.get(processId) ?? new Map<FeatureId, Lists>()
    byProcessId.set(processId, byFeature)
    const lists = byFeature.get(featureId) ?? new Map<string, Evidence[]>()
    byFeature.set(featureId, lists)
    return lists
  }

  return {
    add(evidence) {
      const lists = listsOf(evidence)
      const key = keyOf(evidence)
      const list = lists.get(key)
      if (list === undefined) lists.set(key, [evidence])
      else keepEarliest(list, evidence)
    },
    of: (processId, featureId) => [...(byProcessId.get(processId)?.get(featureId)?.values() ?? [])].flat(),
    features: (processId) => byProcessId.get(processId)?.keys() ?? [],
  }
}

/** Evidence that surely speaks of the same processes has one key; without start times every stretch may be about others. */
function keyOf(evidence: Evidence): string {
  const { actor } = evidence
  const object = dependsOnObject.has(evidence.featureId) ? evidence.object : null
  const isCertain = actor.startUs !== null && (object === null || object.startUs !== null)
  const objectText = object === null ? '' : `${object.processId}|${object.startUs ?? ''}`
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
