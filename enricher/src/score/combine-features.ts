import type { Feature, FeatureId } from './features.ts'
import { countedInGroup, groupWeight, logit, probabilityOf } from './log-odds.ts'
import type { ProcessScores, Score, ScoreReason } from './score.ts'
import { type ScoreModel, type ScoreName, builtInModel } from './score-model.ts'
import { loaderThreshold } from './score-band.ts'

/** Features that a process shows, each with the events that show it. */
export type PresentFeatures = ReadonlyMap<FeatureId, readonly string[]>

const deterministicProbability = 0.999
const elicitedFactorNats = Math.log(3)

/** Both scores of whatever shows these features: nothing else is looked at. */
export function combineFeatures(present: PresentFeatures, model: ScoreModel = builtInModel): ProcessScores {
  const loader = combine('loader', present, model)
  const isLoader = loader.probability >= loaderThreshold
  const abuse = combine('abuse', isLoader ? present : withoutExplanation(present), model)
  return { modelVersion: model.version, loader, abuse, isAbuseReported: isLoader || hasConsequence(present, model) }
}

/** DirectStorage explains I/O rings; it says nothing of a process that uses none. */
function withoutExplanation(present: PresentFeatures): PresentFeatures {
  if (!present.has('B19')) return present
  const others = new Map(present)
  others.delete('B19')
  return others
}

function hasConsequence(present: PresentFeatures, { features }: ScoreModel): boolean {
  return features.some(({ id, score, isConsequence }) => score === 'abuse' && isConsequence === true && present.has(id))
}

function combine(scoreName: ScoreName, present: PresentFeatures, model: ScoreModel): Score {
  const found = model.features.filter((feature) => feature.score === scoreName && present.has(feature.id))
  const reasons = found.map((feature) => reasonOf(feature, present.get(feature.id) ?? []))
  const prior = logit(model.priors[scoreName])
  const isCertain = found.some((feature) => feature.isDeterministic === true)
  const { slope, offset } = model.calibration[scoreName] ?? { slope: 1, offset: 0 }
  const natsAt = (direction: -1 | 0 | 1): number =>
    isCertain ? logit(deterministicProbability) : slope * (prior + direction * elicitedFactorNats + sumOfGroups(found, direction)) + offset
  return {
    probability: probabilityOf(natsAt(0)),
    lowProbability: isCertain ? deterministicProbability : probabilityOf(natsAt(-1)),
    highProbability: isCertain ? deterministicProbability : probabilityOf(natsAt(1)),
    nats: natsAt(0),
    reasons: reasons.toSorted((left, right) => Math.abs(right.weightNats) - Math.abs(left.weightNats)),
  }
}

/** Nats that each feature adds beside the others of its group: their sum is the way from the prior to the score. */
export function countedNats(found: readonly Feature[]): ReadonlyMap<FeatureId, number> {
  const counted = new Map<FeatureId, number>()
  for (const group of new Set(found.map(groupOf))) {
    const members = found.filter((feature) => groupOf(feature) === group)
    const strongestFirst = members.toSorted(
      (left, right) => Math.abs(right.weightNats) - Math.abs(left.weightNats) || right.weightNats - left.weightNats,
    )
    const weights = countedInGroup(strongestFirst.map(({ weightNats }) => weightNats))
    for (const [index, { id }] of strongestFirst.entries()) counted.set(id, weights[index] ?? 0)
  }
  return counted
}

function groupOf({ id, group }: Feature): string {
  return group ?? id
}

/** `direction` shifts every elicited probability by its factor: -1 for the low end, 1 for the high end. */
function sumOfGroups(found: readonly Feature[], direction: -1 | 0 | 1): number {
  const groups = new Map<string, number[]>()
  for (const feature of found) {
    const weight = feature.weightNats + direction * feature.elicitedProbabilities * elicitedFactorNats
    const group = groupOf(feature)
    groups.set(group, [...(groups.get(group) ?? []), weight])
  }
  return [...groups.values()].reduce((sum, weights) => sum + groupWeight(weights), 0)
}

function reasonOf(feature: Feature, evidenceIds: readonly string[]): ScoreReason {
  const { id, weightNats, reason, basis } = feature
  return { featureId: id, weightNats, text: reason, basis, evidenceIds }
}
