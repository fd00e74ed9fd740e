import { processRights } from '@win11mon/schemas'

import { expect, test } from 'vitest'

import { describeRights, hasRight, isAllAccess } from '../../src/windows/access-rights.ts'

test.each([
  [0x1410, '0x1410 (vm read, query information, query limited information)'],
  [0x1fffff, '0x1fffff (all access)'],
  [0x1f3fff, '0x1f3fff (all access)'],
  [0x2000, '0x2000'],
])('describes the mask %i as %s', (mask, text) => {
  expect(describeRights(mask)).toBe(text)
})

test('finds a right in a mask by its bit', () => {
  expect([hasRight(0x1440, processRights.duplicateHandle), hasRight(0x1400, processRights.duplicateHandle)]).toEqual([true, false])
})

test('finds no right in an unknown mask', () => {
  expect(hasRight(null, processRights.vmRead)).toBe(false)
})

test('takes both values of full access for it, and nothing else', () => {
  expect([isAllAccess(0x1fffff), isAllAccess(0x1f3fff), isAllAccess(0x1f0fff)]).toEqual([true, true, false])
})
