import fc from 'fast-check'
import { expect, test } from 'vitest'

import { combineFeatures, countedNats } from '../../src/score/combine-features.ts'
import { type FeatureId, featureIds } from '../../src/score/features.ts'
import { logit } from '../../src/score/log-odds.ts'
import { builtInModel } from '../../src/score/score-model.ts'

function withFeatures(ids: readonly FeatureId[]): ReadonlyMap<FeatureId, readonly string[]> {
  return new Map(ids.map((id) => [id, []]))
}

test('what the features of a score add is the way from its prior to its log-odds', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...featureIds)), (ids) => {
      const { abuse } = combineFeatures(withFeatures(ids))
      const used = new Set(abuse.reasons.map(({ featureId }) => featureId))
      const counted = countedNats(builtInModel.features.filter(({ id }) => used.has(id)))
      const sum = [...counted.values()].reduce((total, nats) => total + nats, logit(builtInModel.priors.abuse))
      expect(abuse.nats).toBeCloseTo(sum, 9)
    }),
  )
})

test('a model with other numbers gives another score, under its own version', () => {
  const features = builtInModel.features.map((feature) => (feature.id === 'B8' ? { ...feature, weightNats: 0 } : feature))
  const scores = combineFeatures(withFeatures(['B8']), { ...builtInModel, version: 'mine', features })
  expect(scores.modelVersion).toBe('mine')
  expect(scores.abuse.nats).toBeCloseTo(logit(1e-5), 9)
})

test('a calibration bends the log-odds of its score only, and leaves what is certain alone', () => {
  const model = { ...builtInModel, calibration: { abuse: { slope: 0.5, offset: 1 } } }
  const plain = combineFeatures(withFeatures(['A1', 'B8']))
  const bent = combineFeatures(withFeatures(['A1', 'B8']), model)
  expect(bent.abuse.nats).toBeCloseTo(0.5 * plain.abuse.nats + 1, 9)
  expect(bent.loader).toEqual(plain.loader)
})
