import { isCriticalImage } from '../windows/trust.ts'
import type { HostTree } from '../tree/host-tree.ts'
import { compareText } from '../tree/marks.ts'
import type { ProcessNode } from '../tree/process-node.ts'
import { type Evidence, isEvidenceOf } from './evidence.ts'
import { type EvidenceStore, compareEvidence, maxEvidence } from './evidence-store.ts'
import { combineFeatures } from './combine-features.ts'
import type { Feature, FeatureId } from './features.ts'
import { driversOfAncestors, isDriverLoaded, ringsBeforeRestart } from './features-of-surroundings.ts'
import { structuralFeatures } from './structural-features.ts'

/** Why a score is what it is: one feature with what it added and the events that show it. */
export interface ScoreReason {
  readonly featureId: FeatureId
  readonly weightNats: number
  readonly text: string
  readonly basis: Feature['basis']
  /** At most `maxEvidence` of them, earliest first; empty for features that follow from the tree. */
  readonly evidenceIds: readonly string[]
}

export interface Score {
  /** 0 to 1. */
  readonly probability: number
  /** The same with every elicited probability a factor of three lower and higher. */
  readonly lowProbability: number
  readonly highProbability: number
  /** Log-odds; a deterministic feature makes them those of 0.999. */
  readonly nats: number
  readonly reasons: readonly ScoreReason[]
}

export interface ProcessScores {
  readonly modelVersion: string
  readonly loader: Score
  readonly abuse: Score
  /** The abuse score is only worth reporting when the process uses I/O rings or a consequence was seen. */
  readonly isAbuseReported: boolean
}

/** Both scores of a process: a pure function of the tree and the evidence. */
export function scoreProcess(tree: HostTree, evidence: EvidenceStore, node: ProcessNode): ProcessScores {
  return combineFeatures(presentFeatures(tree, evidence, node))
}

function presentFeatures(tree: HostTree, evidence: EvidenceStore, node: ProcessNode): Map<FeatureId, readonly string[]> {
  const present = new Map<FeatureId, readonly string[]>()
  for (const featureId of evidence.features(node.processId)) {
    const own = evidence.of(node.processId, featureId).filter((item) => isEvidenceOf(tree, node, item))
    const ids = earliestConfirmed(tree, node, own)
    if (ids.length > 0) present.set(featureId, ids)
  }
  addFound(present, 'B13', driversOfAncestors(tree, evidence, node))
  addFound(present, 'B17', ringsBeforeRestart(tree, evidence, node))
  const structural = [...structuralFeatures(tree, node), ...evidence.keptFeatures(node.entityId)]
  for (const featureId of structural) if (!present.has(featureId)) present.set(featureId, [])
  return present
}

function addFound(present: Map<FeatureId, readonly string[]>, featureId: FeatureId, eventIds: readonly string[]): void {
  if (eventIds.length > 0 && !present.has(featureId)) present.set(featureId, eventIds.toSorted(compareText).slice(0, maxEvidence))
}

function earliestConfirmed(tree: HostTree, node: ProcessNode, own: readonly Evidence[]): string[] {
  const ids: string[] = []
  for (const item of own.toSorted(compareEvidence)) {
    if (isConfirmed(tree, node, item) && ids.push(item.eventId) >= maxEvidence) break
  }
  return ids
}

/** True when the tree knows enough of the object to say that the evidence does not count. Late events may still change that. */
export function isDismissed(tree: HostTree, node: ProcessNode, evidence: Evidence): boolean {
  if (evidence.object === null || isConfirmed(tree, node, evidence)) return false
  const target = tree.find(evidence.object)
  return target !== undefined && target.image !== null
}

/** Features of which the scores name as much evidence as they ever do. */
export function fullFeaturesOf({ loader, abuse }: ProcessScores): Set<FeatureId> {
  const full = [...loader.reasons, ...abuse.reasons].filter(({ evidenceIds }) => evidenceIds.length >= maxEvidence)
  return new Set(full.map(({ featureId }) => featureId))
}

/** Evidence that depends on what the object is to the actor counts only when the tree agrees. */
export function isConfirmed(tree: HostTree, node: ProcessNode, evidence: Evidence): boolean {
  const { featureId, object } = evidence
  if (object === null) return true
  if (featureId === 'B13') return isDriverLoaded(tree, node, evidence)
  const target = tree.find(object)
  if (featureId === 'B10' || featureId === 'B15') return isCriticalImage(target?.image ?? null)
  return featureId !== 'B14' || target === undefined || !isFirstThreadOfChild(node, target, object.timeUs)
}

const childStartUs = 2_000_000

/** Whoever creates a process also creates its first thread: that is no injection. */
function isFirstThreadOfChild(node: ProcessNode, child: ProcessNode, timeUs: number): boolean {
  const isCreator = (child.creatorId ?? child.parentId) === node.entityId
  return isCreator && child.startUs !== null && Math.abs(timeUs - child.startUs) <= childStartUs
}
