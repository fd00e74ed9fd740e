import fc from 'fast-check'
import { expect, test } from 'vitest'

import { Admission } from '../../src/admit/admission.ts'

const nothing = { repeatedCount: 0, gap: null, filled: [], forgottenHoles: 0 }

test('admits a stream from its first number without a gap', () => {
  expect(new Admission().admit(1, 500)).toEqual({ ...nothing, repeatedCount: 0 })
})

test('drops a batch that was seen before', () => {
  const admission = new Admission()
  admission.admit(1, 500)
  expect(admission.admit(1, 500)).toEqual({ ...nothing, repeatedCount: 500 })
})

test('admits the new part of a batch that overlaps', () => {
  const admission = new Admission()
  admission.admit(1, 500)
  expect(admission.admit(401, 600)).toEqual({ ...nothing, repeatedCount: 100 })
})

test('declares the numbers that are missing before a batch', () => {
  const admission = new Admission()
  admission.admit(1, 500)
  expect(admission.admit(601, 700)).toEqual({ ...nothing, gap: { firstSequence: 501, lastSequence: 600 } })
})

test('accounts for every number once, whatever comes again or not at all', () => {
  const batches = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 30 })), { maxLength: 40 })
  fc.assert(
    fc.property(batches, (ranges) => {
      const admission = new Admission()
      let accepted = 0
      let missing = 0
      for (const [first, length] of ranges) {
        const { repeatedCount, gap } = admission.admit(first, first + length)
        accepted += length + 1 - repeatedCount
        missing += gap === null ? 0 : gap.lastSequence - gap.firstSequence + 1
      }
      expect(accepted + missing).toBe(admission.next - 1)
    }),
  )
})

test('tells what fills a gap from what comes again, and what the gap still lacks', () => {
  const admission = new Admission()
  admission.admit(11, 20)
  expect(admission.admit(4, 14)).toEqual({
    ...nothing,
    repeatedCount: 11,
    filled: [
      {
        hole: { firstSequence: 1, lastSequence: 10, isDeclared: false },
        part: { firstSequence: 4, lastSequence: 10 },
        left: [{ firstSequence: 1, lastSequence: 3 }],
      },
    ],
  })
  expect(admission.admit(4, 14)).toEqual({ ...nothing, repeatedCount: 11 })
})

test('forgets the oldest gaps of a stream that has very many', () => {
  const admission = new Admission()
  for (let sequence = 2; sequence <= 4_002; sequence += 2) admission.admit(sequence, sequence)
  expect([1, 1_999, 2_003, 4_001].map((sequence) => admission.admit(sequence, sequence).filled.length)).toEqual([0, 0, 1, 1])
})

test('admits every number once, in whatever order the batches come', () => {
  const batches = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 20 })), { maxLength: 40 })
  fc.assert(
    fc.property(batches, (ranges) => {
      const admission = new Admission()
      const admitted = ranges.flatMap(([first, length]) => {
        const { repeatedCount, filled } = admission.admit(first, first + length)
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
  const declaredFirst = new Admission()
  declaredFirst.admit(1, 10)
  expect(declaredFirst.declareLost(11, 20)).toBe(10)
  expect(declaredFirst.admit(21, 30)).toEqual({ ...nothing, repeatedCount: 0 })

  const holeFirst = new Admission()
  holeFirst.admit(1, 10)
  expect(holeFirst.admit(21, 30).gap).toEqual({ firstSequence: 11, lastSequence: 20 })
  expect(holeFirst.declareLost(11, 20)).toBe(0)
})

test('leaves declared numbers that lie further on to the batch after them', () => {
  const admission = new Admission()
  admission.admit(1, 10)
  expect(admission.declareLost(15, 20)).toBe(0)
  expect(admission.next).toBe(11)
})
