import { expect, test } from 'vitest'

import { rightsStripped as rule } from '../../../src/detect/rules/hd-16-rights-stripped.ts'
import { aHandleCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const strip = aHandleCreate({
  timeUs: at(0),
  isModified: true,
  originalDesiredAccess: 0x1410,
  desiredAccess: 0x1400,
  grantedAccess: 0x1400,
})

test('notes that a driver took rights away, and which', () => {
  const [found] = findingsOf([rule], [strip])
  expect(found?.finding).toMatchObject({ severity: 'informational', objectKey: 'lsass.exe' })
  expect(found?.finding.reasons[0]).toContain('0x10 (vm read) was taken away')
})

test('is graver at the third time within a minute', () => {
  const thrice = [0, 10, 20].map((second) => ({ ...strip, timeUs: at(second) }))
  expect(findingsOf([rule], thrice).map(({ finding }) => finding.severity)).toEqual(['informational', 'informational', 'medium'])
  const slow = [0, 40, 80].map((second) => ({ ...strip, timeUs: at(second) }))
  expect(findingsOf([rule], slow).map(({ finding }) => finding.severity)).toEqual(['informational', 'informational', 'informational'])
})

test('finds nothing when nothing was taken away', () => {
  expect(findingsOf([rule], [{ ...strip, isModified: false }])).toEqual([])
  expect(findingsOf([rule], [{ ...strip, grantedAccess: 0x1410 }])).toEqual([])
  expect(findingsOf([rule], [{ ...strip, originalDesiredAccess: null }])).toEqual([])
})
