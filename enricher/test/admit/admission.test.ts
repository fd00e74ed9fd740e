import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createAdmission } from '../../src/admit/admission.ts'

test('admits a stream from its first number without a gap', () => {
  expect(createAdmission().admit('boot', 1, 500)).toEqual({ repeatedCount: 0, gap: null })
})

test('drops a batch that was seen before', () => {
  const admission = createAdmission()
  admission.admit('boot', 1, 500)
  expect(admission.admit('boot', 1, 500)).toEqual({ repeatedCount: 500, gap: null })
})

test('admits the new part of a batch that overlaps', () => {
  const admission = createAdmission()
  admission.admit('boot', 1, 500)
  expect(admission.admit('boot', 401, 600)).toEqual({ repeatedCount: 100, gap: null })
})

test('declares the numbers that are missing before a batch', () => {
  const admission = createAdmission()
  admission.admit('boot', 1, 500)
  expect(admission.admit('boot', 601, 700)).toEqual({ repeatedCount: 0, gap: { firstSequence: 501, lastSequence: 600 } })
})

test('keeps streams apart', () => {
  const admission = createAdmission()
  admission.admit('one', 1, 500)
  expect(admission.admit('other', 1, 10)).toEqual({ repeatedCount: 0, gap: null })
})

test('accounts for every number once, whatever comes again or not at all', () => {
  const batches = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 30 })), { maxLength: 40 })
  fc.assert(
    fc.property(batches, (ranges) => {
      const admission = createAdmission()
      let accepted = 0
      let missing = 0
      for (const [first, length] of ranges) {
        const { repeatedCount, gap } = admission.admit('boot', first, first + length)
        accepted += length + 1 - repeatedCount
        missing += gap === null ? 0 : gap.lastSequence - gap.firstSequence + 1
      }
      expect(accepted + missing).toBe(admission.next('boot') - 1)
    }),
  )
})

test('tells what fills a gap from what comes again, and what the gap still lacks', () => {
  const admission = createAdmission()
  admission.admit('boot', 11, 20)
  expect(admission.admit('boot', 4, 14)).toEqual({
    repeatedCount: 11,
    gap: null,
    filled: [
      {
        hole: { firstSequence: 1, lastSequence: 10 },
        part: { firstSequence: 4, lastSequence: 10 },
        left: [{ firstSequence: 1, lastSequence: 3 }],
      },
    ],
  })
  expect(admission.admit('boot', 4, 14)).toEqual({ repeatedCount: 11, gap: null })
})

test('forgets the oldest gaps of a stream that has very many', () => {
  const admission = createAdmission()
  for (let sequence = 2; sequence <= 4_002; sequence += 2) admission.admit('boot', sequence, sequence)
  expect([1, 1_999, 2_003, 4_001].map((sequence) => admission.admit('boot', sequence, sequence).filled?.length ?? 0)).toEqual([0, 0, 1, 1])
})

test('admits every number once, in whatever order the batches come', () => {
  const batches = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 20 })), { maxLength: 40 })
  fc.assert(
    fc.property(batches, (ranges) => {
      const admission = createAdmission()
      const admitted = ranges.flatMap(([first, length]) => {
        const { repeatedCount, filled = [] } = admission.admit('boot', first, first + length)
        const fresh = numbers(first + repeatedCount, first + length)
        return [...filled.flatMap(({ part }) => numbers(part.firstSequence, part.lastSequence)), ...fresh]
      })
      const seen = new Set(ranges.flatMap(([first, length]) => numbers(first, first + length)))
      expect(admitted.toSorted((left, right) => left - right)).toEqual([...seen].toSorted((left, right) => left - right))
    }),
  )
})

function numbers(first: number, last: number): number[] {
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index)
}

test('counts declared numbers as missing once, whether the declaration or the next batch comes first', () => {
  const declaredFirst = createAdmission()
  declaredFirst.admit('boot', 1, 10)
  expect(declaredFirst.declareLost('boot', 11, 20)).toBe(10)
  expect(declaredFirst.admit('boot', 21, 30)).toEqual({ repeatedCount: 0, gap: null })

  const holeFirst = createAdmission()
  holeFirst.admit('boot', 1, 10)
  expect(holeFirst.admit('boot', 21, 30).gap).toEqual({ firstSequence: 11, lastSequence: 20 })
  expect(holeFirst.declareLost('boot', 11, 20)).toBe(0)
})

test('leaves declared numbers that lie further on to the batch after them', () => {
  const admission = createAdmission()
  admission.admit('boot', 1, 10)
  expect(admission.declareLost('boot', 15, 20)).toBe(0)
  expect(admission.next('boot')).toBe(11)
})
