import fc from 'fast-check'
import { expect, test } from 'vitest'

import { combineFeatures } from '../../src/score/combine-features.ts'
import { counterfactuals } from '../../src/score/counterfactuals.ts'
import { type FeatureId, featureIds } from '../../src/score/features.ts'
import { bandOf } from '../../src/score/score-band.ts'
import { builtInModel } from '../../src/score/score-model.ts'

function withFeatures(ids: readonly FeatureId[]): ReadonlyMap<FeatureId, readonly string[]> {
  return new Map(ids.map((id) => [id, []]))
}

/** The present set with a change made, as somebody else would make it. */
function changed(ids: readonly FeatureId[], change: 'with' | 'without', features: readonly FeatureId[]): FeatureId[] {
  const named = features.includes('A4') ? [...features, 'B19' as const] : features
  return change === 'with' ? [...new Set([...ids, ...named])] : ids.filter((id) => !named.includes(id))
}

test('says which ring would have made a tool with a System child a reported abuser, and which child would not', () => {
  const found = counterfactuals(withFeatures(['B8', 'B9']), builtInModel)
  expect(found).toContainEqual(expect.objectContaining({ band: 'low', change: 'with', features: ['A1'] }))
  expect(found).toContainEqual(expect.objectContaining({ band: 'critical', change: 'with', features: ['B1'] }))
  expect(found.filter(({ change }) => change === 'without')).toEqual([])
})

test('names the smallest set whose absence lowers the band', () => {
  const found = counterfactuals(withFeatures(['A1', 'B3', 'B8', 'B10']), builtInModel)
  expect(found).toContainEqual(expect.objectContaining({ band: 'low', change: 'without', features: ['B3'] }))
  expect(found.every(({ band, features }) => band !== 'low' || features.length === 1)).toBe(true)
})

test('never adds features that no process shows together', () => {
  const trusted = counterfactuals(withFeatures(['B18']), builtInModel).flatMap(({ features }) => features)
  expect(trusted).not.toContain('B8')
  expect(trusted).not.toContain('B9')
})

test('every change that it names leads to the band that it names', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...featureIds), { maxLength: 7 }), (ids) => {
      const whole = ids.includes('A4') ? [...new Set([...ids, 'B19' as const])] : ids.filter((id) => id !== 'B19')
      const before = bandOf(combineFeatures(withFeatures(whole)))
      for (const { band, change, features } of counterfactuals(withFeatures(whole), builtInModel)) {
        expect(band).not.toBe(before)
        expect(bandOf(combineFeatures(withFeatures(changed(whole, change, features))))).toBe(band)
      }
    }),
    { numRuns: 40 },
  )
})

test('never mixes what speaks for with what speaks against', () => {
  const found = counterfactuals(withFeatures(['B10']), builtInModel)
  expect(found.filter(({ features }) => features.includes('B18') && features.length > 1)).toEqual([])
  expect(found).not.toEqual([])
})
