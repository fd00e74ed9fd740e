import type { HandleDuplicate } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { duplicationBurst } from '../../../src/detect/rules/hd-05-duplication-burst.ts'
import { rapidDuplication as rule } from '../../../src/detect/rules/hd-17-rapid-duplication.ts'
import { aHandleCreate, aHandleDuplicate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

function duplicates(count: number, startSeconds: number, perSecond: number): HandleDuplicate[] {
  return Array.from({ length: count }, (_, index) => aHandleDuplicate({ timeUs: at(startSeconds + index / perSecond) }))
}

test('finds twenty duplicates within one second, not nineteen', () => {
  expect(findingsOf([rule], duplicates(19, 0, 100))).toEqual([])
  expect(findingsOf([rule], duplicates(20, 0, 100))).toMatchObject([{ finding: { severity: 'low' } }])
})

test('finds nothing when they come slower', () => {
  expect(findingsOf([rule], duplicates(60, 0, 10))).toEqual([])
})

test('is graver beside a search for handles', () => {
  const search = Array.from({ length: 10 }, (_, index) =>
    aHandleCreate({
      timeUs: at(index * 0.1),
      objectProcessId: 1000 + index * 4,
      objectExecutable: 'C:\\App\\app.exe',
      grantedAccess: 0x440,
    }),
  )
  const found = findingsOf([duplicationBurst, rule], [...search, ...duplicates(20, 2, 100)])
  expect(found.at(-1)).toMatchObject({ rule: { id: 'HD-17' }, finding: { severity: 'medium' } })
})

test('finds a few times in a burst of thousands', () => {
  expect(findingsOf([rule], duplicates(5000, 0, 5000)).length).toBeLessThanOrEqual(500)
})
