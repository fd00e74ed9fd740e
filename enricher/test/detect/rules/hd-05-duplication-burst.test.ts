import type { HandleCreate } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { duplicationBurst } from '../../../src/detect/rules/hd-05-duplication-burst.ts'
import { lsassRead } from '../../../src/detect/rules/hd-08-lsass-read.ts'
import { aHandleCreate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

function opens(count: number, fields: Partial<HandleCreate> = {}): HandleCreate[] {
  return Array.from({ length: count }, (_, index) =>
    aHandleCreate({
      timeUs: at(index * 0.5),
      objectProcessId: 1000 + index * 4,
      objectExecutable: 'C:\\App\\app.exe',
      grantedAccess: 0x440,
      ...fields,
    }),
  )
}

test('finds ten distinct objects within ten seconds, not nine', () => {
  expect(findingsOf([duplicationBurst], opens(9))).toEqual([])
  expect(findingsOf([duplicationBurst], opens(10))).toMatchObject([{ finding: { severity: 'medium' } }])
})

test('counts objects, not opens', () => {
  expect(findingsOf([duplicationBurst], opens(30, { objectProcessId: 1000 }))).toEqual([])
})

test('finds nothing when the opens are spread over more than ten seconds', () => {
  expect(
    findingsOf(
      [duplicationBurst],
      opens(12).map((open, index) => ({ ...open, timeUs: at(index * 2) })),
    ),
  ).toEqual([])
})

test('leaves out full access, which is how parents open their children', () => {
  expect(findingsOf([duplicationBurst], opens(12, { grantedAccess: 0x1fffff }))).toEqual([])
})

test('leaves out own children', () => {
  const children = opens(12).map(({ objectProcessId }, index) =>
    aProcessCreate({
      timeUs: at(index * 0.5 - 0.1),
      processId: objectProcessId ?? 0,
      parentProcessId: 100,
      parentExecutable: 'C:\\Tools\\tool.exe',
      executable: 'C:\\App\\app.exe',
    }),
  )
  expect(findingsOf([duplicationBurst], [...children, ...opens(12)])).toEqual([])
})

test('is graver when another rule found something in the same process', () => {
  const read = aHandleCreate({ timeUs: at(0), grantedAccess: 0x1010 })
  const found = findingsOf([lsassRead, duplicationBurst], [read, ...opens(10)])
  expect(found.map((item) => [item.rule.id, item.finding.severity])).toEqual([
    ['HD-08', 'high'],
    ['HD-05', 'high'],
  ])
})

test('speaks a few times of a burst, however many events it has, and tells how large it grew', () => {
  const burst = (start: number): HandleCreate[] => opens(600).map((open, index) => ({ ...open, timeUs: at(start + index * 0.001) }))
  const found = findingsOf([duplicationBurst], burst(0))
  expect(found.length).toBeLessThan(25)
  expect(found.at(-1)?.finding.evidenceIds.length).toBeGreaterThan(600 / 1.25 - 1)
  expect(findingsOf([duplicationBurst], [...burst(0), ...burst(20)])).toHaveLength(2 * found.length)
})
