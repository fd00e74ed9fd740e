import {
  type Counterfactual,
  type Feature,
  type FeatureId,
  type ScoreModel,
  builtInModel,
  combineFeatures,
  countedNats,
  counterfactuals,
  loaderThreshold,
} from '@win11mon/enricher'
import type { DocumentReader, DocumentSearch, StoredRow } from '@win11mon/pipeline'

import type { HostName } from '../analysis/report.ts'
import { type FeatureState, featureStates } from './feature-states.ts'
import { type StoredScores, requireScores } from './stored-scores.ts'

/** One row of the table of features. */
export interface ExplainedFeature extends FeatureState {
  readonly feature: Feature
  /** Nats that it would add alone, with its elicited probabilities a factor of three lower and higher. */
  readonly lowNats: number
  readonly highNats: number
  /** Nats that it adds beside the others of its group; null when it adds none now. */
  readonly addedNats: number | null
  readonly evidenceIds: readonly string[]
}

export interface EvidenceEvent {
  readonly id: string
  readonly kind: string
  readonly timeUs: number
}

/** A score from the prior to the band, with everything on the way. */
export interface Explanation {
  readonly row: StoredRow<'processes'>
  readonly host: HostName
  readonly scores: StoredScores
  readonly model: ScoreModel
  readonly features: readonly ExplainedFeature[]
  /** Why the abuse score is reported, or is not. */
  readonly gate: string
  readonly counterfactuals: readonly Counterfactual[]
  /** Events that the features name and the store has, by id. */
  readonly events: ReadonlyMap<string, EvidenceEvent>
}

const elicitedFactorNats = Math.log(3)

/** Fails with INPUT_MISSING when the process has no score. */
export async function explainScore(
  row: StoredRow<'processes'>,
  host: HostName,
  reader: DocumentReader & DocumentSearch,
  model: ScoreModel = builtInModel,
): Promise<Explanation> {
  const scores = requireScores(row)
  const states = await featureStates(row, scores.present, reader)
  const counted = countedFeatures(scores, model)
  const features = model.features.map((feature) => explained(feature, scores, counted, states.get(feature.id)))
  return {
    row,
    host,
    scores,
    model,
    features,
    gate: gateText(scores, model),
    counterfactuals: counterfactuals(scores.present, model),
    events: await readEvents(
      features.flatMap(({ evidenceIds }) => evidenceIds),
      reader,
    ),
  }
}

/** Nats by feature that made the scores. */
function countedFeatures({ present }: StoredScores, model: ScoreModel): ReadonlyMap<FeatureId, number> {
  const { loader, abuse } = combineFeatures(present, model)
  const used = new Set([...loader.reasons, ...abuse.reasons].map(({ featureId }) => featureId))
  return countedNats(model.features.filter(({ id, isDeterministic }) => used.has(id) && isDeterministic !== true))
}

function explained(
  feature: Feature,
  { present }: StoredScores,
  counted: ReadonlyMap<FeatureId, number>,
  state?: FeatureState,
): ExplainedFeature {
  const { id, weightNats, elicitedProbabilities } = feature
  const spread = elicitedProbabilities * elicitedFactorNats
  return {
    feature,
    ...(state ?? { state: 'absent', missing: null }),
    lowNats: weightNats - spread,
    highNats: weightNats + spread,
    addedNats: counted.get(id) ?? null,
    evidenceIds: present.get(id) ?? [],
  }
}

function gateText({ loader, isAbuseReported, present }: StoredScores, { features }: ScoreModel): string {
  const consequences = features.filter(({ id, isConsequence }) => isConsequence === true && present.has(id)).map(({ id }) => id)
  const causes = [
    ...(loader.probability >= loaderThreshold ? [`the loader score is at least ${loaderThreshold}`] : []),
    ...(consequences.length > 0 ? [`a consequence was seen: ${consequences.join(', ')}`] : []),
  ]
  return isAbuseReported
    ? `open: ${causes.join(', and ')}`
    : `closed: the loader score is below ${loaderThreshold} and no consequence (${consequenceIds(features).join(', ')}) was seen`
}

function consequenceIds(features: readonly Feature[]): FeatureId[] {
  return features.flatMap(({ id, isConsequence }) => (isConsequence === true ? [id] : []))
}

async function readEvents(ids: readonly string[], reader: DocumentSearch): Promise<ReadonlyMap<string, EvidenceEvent>> {
  const events = new Map<string, EvidenceEvent>()
  for (const id of new Set(ids)) {
    const [event] = await reader.withIdPrefix('events', id, 1)
    if (event?.id === id) events.set(id, { id, kind: event.kind, timeUs: event.time_us })
  }
  return events
}
