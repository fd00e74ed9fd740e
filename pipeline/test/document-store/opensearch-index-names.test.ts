import { expect, test } from 'vitest'

import { createIndexNames } from '../../src/document-store/opensearch-index-names.ts'

const us = (text: string): number => Date.parse(text) * 1000
const names = createIndexNames('win11mon', us('2026-03-01T12:00:00Z'))

test.each([
  ['2026-03-01T00:00:00.000Z', '2026.03.01'],
  ['2026-02-28T23:59:59.999Z', '2026.02.28'],
  ['2026-03-03T23:59:59Z', '2026.03.03'],
  ['2026-03-04T00:00:00Z', '2026'],
  ['2026-01-15T00:00:00Z', '2026.01.15'],
  ['2026-01-14T23:59:59Z', '2026'],
  ['2019-05-04T00:00:00Z', '2019'],
  ['1601-01-01T00:00:00Z', '1970'],
  ['2099-12-31T00:00:00Z', '2099'],
])('an event of %s goes into the index of %s', (time, ending) => {
  expect(names.ofEvent(us(time))).toBe(`win11mon-events-v1-${ending}`)
})

test('a time that is none has an index as well', () => {
  for (const timeUs of [Number.MAX_SAFE_INTEGER, Infinity, Number.NaN]) expect(names.ofEvent(timeUs)).toMatch(/^win11mon-events-v1-2100$/u)
})

test('however a clock jumps, the indices stay few', () => {
  const all = new Set(Array.from({ length: 200_000 }, (_, index) => names.ofEvent((index - 50_000) * 86_400_000_000)))
  expect(all.size).toBeLessThan(200)
})
