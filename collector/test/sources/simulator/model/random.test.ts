import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createRandom, seedBytes, weighted } from '../../../../src/sources/simulator/model/random.ts'

test('draws stay within their limits', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 32 }), fc.integer({ min: -1000, max: 1000 }), (seed, limit, low) => {
      const random = createRandom(seedBytes(seed))
      for (let count = 0; count < 50; count += 1) {
        const [drawn, between] = [random.below(limit), random.between(low, low + 3)]
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < limit).toBe(true)
        expect(between >= low && between <= low + 3).toBe(true)
      }
    }),
  )
})

test('all values come up about equally often', () => {
  const random = createRandom(seedBytes('fair'))
  const counts = Array.from({ length: 10 }, () => 0)
  for (let count = 0; count < 100_000; count += 1) {
    const value = random.below(10)
    counts[value] = (counts[value] ?? 0) + 1
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500)
})

test('a seed of zeros still moves', () => {
  const random = createRandom(new Uint8Array(16))
  expect(new Set(Array.from({ length: 100 }, () => random.below(1_000_000))).size).toBeGreaterThan(80)
})

test('weights are kept, and a weight of zero never comes up', () => {
  const random = createRandom(seedBytes('weights'))
  const choice = weighted<string>([
    [3, 'often'],
    [0, 'never'],
    [1, 'seldom'],
  ])
  const drawn = Array.from({ length: 40_000 }, () => choice.draw(random))
  expect(drawn.filter((item) => item === 'often').length / 40_000).toBeCloseTo(0.75, 1)
  expect(drawn).not.toContain('never')
})
