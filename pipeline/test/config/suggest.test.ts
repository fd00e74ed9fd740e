import { expect, test } from 'vitest'

import { suggest } from '../../src/config/suggest.ts'

const words = ['collector', 'enricher', 'analysis', 'log']

test.each([
  ['colector', 'collector'],
  ['LOG', 'log'],
  ['analyses', 'analysis'],
])('takes %s for %s', (word, meant) => {
  expect(suggest(word, words)).toBe(meant)
})

test('suggests nothing for a word that is far from all', () => {
  expect(suggest('telemetry', words)).toBeUndefined()
  expect(suggest('', [])).toBeUndefined()
  expect(suggest('x'.repeat(100_000), words)).toBeUndefined()
})
