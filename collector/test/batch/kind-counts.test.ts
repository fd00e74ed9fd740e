import { eventKinds } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { type KindCounts, addKindCounts, kindCountsText, parseKindCounts } from '../../src/batch/kind-counts.ts'

const someCounts: fc.Arbitrary<KindCounts> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...eventKinds), fc.integer({ min: 1, max: 2 ** 40 })), { selector: ([kind]) => kind })
  .map((entries) => Object.fromEntries(entries))

test('counts are read back from their text', () => {
  fc.assert(
    fc.property(someCounts, (counts) => {
      expect(parseKindCounts(kindCountsText(counts))).toEqual(counts)
    }),
  )
})

test('the sum has every kind of either, in the order of the kinds', () => {
  const sum = addKindCounts({ image_load: 2, gap: 1 }, { process_create: 3, image_load: 5 })
  expect(kindCountsText(sum)).toBe('process_create=3,image_load=7,gap=1')
})

test('damaged text gives what of it can be read', () => {
  expect(parseKindCounts('image_load=3,nonsense=4,process_create=x,=,toString=1')).toEqual({ image_load: 3 })
})
