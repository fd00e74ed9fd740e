import type { ExplainedFeature, Explanation } from './explanation.ts'

/** The same for programs. */
export function explanationObject({ row, host, scores, model, features, gate, counterfactuals, events }: Explanation): object {
  const ofScore = (name: 'loader' | 'abuse'): object => ({
    ...scores[name],
    prior: model.priors[name],
    features: features.filter(({ feature }) => feature.score === name).map(featureObject),
  })
  return {
    entity_id: row.id,
    pid: row.pid,
    executable: row.executable,
    host,
    model_version: scores.modelVersion,
    explained_by: model.version,
    band: scores.band,
    is_reported: scores.isAbuseReported,
    gate,
    loader: ofScore('loader'),
    abuse: ofScore('abuse'),
    counterfactuals,
    evidence: [...events.values()].map(({ id, kind, timeUs }) => ({ id, kind, time_us: timeUs })),
  }
}

function featureObject({ feature, state, missing, addedNats, lowNats, highNats, evidenceIds }: ExplainedFeature): object {
  const { id, weightNats, group, basis, reason, isDeterministic, isConsequence } = feature
  return {
    feature: id,
    state,
    missing,
    adds_nats: addedNats,
    weight_nats: weightNats,
    low_nats: lowNats,
    high_nats: highNats,
    is_deterministic: isDeterministic ?? false,
    is_consequence: isConsequence ?? false,
    group: group ?? null,
    basis,
    text: reason,
    evidence_ids: evidenceIds,
  }
}
