import { expect, test } from 'vitest'

import { lsassOpensForDuplication as rule } from '../../../src/detect/rules/hd-09-lsass-opens-for-duplication.ts'
import { aHandleCreate } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const open = aHandleCreate({
  executable: 'C:\\Windows\\System32\\lsass.exe',
  objectExecutable: 'C:\\Users\\a\\mirror.exe',
  grantedAccess: 0x40,
})

test('finds lsass opening a program elsewhere only to copy handles', () => {
  expect(findingsOf([rule], [open])).toMatchObject([{ finding: { severity: 'high', object: { processId: 200 } } }])
  expect(findingsOf([rule], [{ ...open, grantedAccess: 0x101040 }])).toHaveLength(1)
})

test('finds nothing when other rights come with it: then it is an ordinary open', () => {
  expect(findingsOf([rule], [{ ...open, grantedAccess: 0x1fffff }])).toEqual([])
  expect(findingsOf([rule], [{ ...open, grantedAccess: 0x50 }])).toEqual([])
})

test('finds nothing when the object is a system image or has no known path', () => {
  expect(findingsOf([rule], [{ ...open, objectExecutable: 'C:\\Windows\\System32\\consent.exe' }])).toEqual([])
  expect(findingsOf([rule], [{ ...open, objectExecutable: null }])).toEqual([])
})

test('looks at the real lsass only', () => {
  expect(findingsOf([rule], [{ ...open, executable: 'C:\\Users\\a\\lsass.exe' }])).toEqual([])
})
