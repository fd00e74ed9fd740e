import { expect, test } from 'vitest'

import { duplicateRightOnCriticalProcess as rule } from '../../../src/detect/rules/hd-02-duplicate-right-on-critical-process.ts'
import { aHandleCreate } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

test('finds an untrusted process that may duplicate handles of a critical one', () => {
  expect(findingsOf([rule], [aHandleCreate({ grantedAccess: 0x1440 })])).toMatchObject([
    { finding: { severity: 'high', objectKey: 'lsass.exe' } },
  ])
})

test('matches the bit, whatever else the mask holds', () => {
  expect(findingsOf([rule], [aHandleCreate({ grantedAccess: 0x1fffff })])).toHaveLength(1)
  expect(findingsOf([rule], [aHandleCreate({ grantedAccess: 0x1fffff & ~0x40 })])).toEqual([])
})

test('trusts a service of Windows in its own directory', () => {
  expect(findingsOf([rule], [aHandleCreate({ grantedAccess: 0x40, executable: 'C:\\Windows\\System32\\svchost.exe' })])).toEqual([])
})

test('does not trust a service name in another directory', () => {
  expect(findingsOf([rule], [aHandleCreate({ grantedAccess: 0x40, executable: 'C:\\Users\\a\\svchost.exe' })])).toHaveLength(1)
})

test('does not trust signed programs that run foreign code', () => {
  expect(findingsOf([rule], [aHandleCreate({ grantedAccess: 0x40, executable: 'C:\\Windows\\System32\\rundll32.exe' })])).toHaveLength(1)
})

test('ignores a namesake of a critical process elsewhere', () => {
  expect(findingsOf([rule], [aHandleCreate({ grantedAccess: 0x40, objectExecutable: 'C:\\Games\\lsass.exe' })])).toEqual([])
})

test('sees an object that the source names only by its path', () => {
  const access = aHandleCreate({
    grantedAccess: 0x40,
    objectProcessId: null,
    objectExecutable: '\\Device\\HarddiskVolume2\\Windows\\System32\\lsass.exe',
  })
  expect(findingsOf([rule], [access])).toMatchObject([{ finding: { object: null, objectKey: 'lsass.exe' } }])
})
