import type { HandleCreate } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { singleTargetHammer as rule } from '../../../src/detect/rules/hd-06-single-target-hammer.ts'
import { aHandleCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

function opens(count: number, perSecond: number, objects: number, fields: Partial<HandleCreate> = {}): HandleCreate[] {
  return Array.from({ length: count }, (_, index) =>
    aHandleCreate({
      timeUs: at(index / perSecond),
      objectProcessId: 1000 + (index % objects) * 4,
      objectExecutable: 'C:\\App\\app.exe',
      grantedAccess: 0x40,
      ...fields,
    }),
  )
}

test('finds a hundred opens of one object within ten seconds, not ninety', () => {
  expect(findingsOf([rule], opens(90, 20, 1))).toEqual([])
  const [found] = findingsOf([rule], opens(110, 20, 1))
  expect(found?.finding).toMatchObject({ severity: 'medium', object: { processId: 1000 }, objectKey: '' })
})

test('finds them spread over ten objects, not over eleven', () => {
  expect(findingsOf([rule], opens(300, 60, 10)).length).toBeGreaterThan(0)
  expect(findingsOf([rule], opens(300, 60, 11))).toEqual([])
})

test('finds nothing when they are slower than ten seconds', () => {
  expect(findingsOf([rule], opens(200, 5, 1))).toEqual([])
})

test('is asked a few times in a burst of thousands, not thousands of times', () => {
  const findings = findingsOf([rule], opens(5000, 5000, 1))
  expect(findings.length).toBeGreaterThan(0)
  expect(findings.length).toBeLessThanOrEqual(500)
  expect(new Set(findings.map(({ finding }) => `${finding.actor?.entityId} ${finding.objectKey}`)).size).toBe(1)
})

test('trusts services, and wants the right to duplicate', () => {
  expect(findingsOf([rule], opens(200, 50, 1, { executable: 'C:\\Windows\\System32\\svchost.exe' }))).toEqual([])
  expect(findingsOf([rule], opens(200, 50, 1, { grantedAccess: 0x1410 }))).toEqual([])
})
