import { expect, test } from 'vitest'

import { lsassRead } from '../../../src/detect/rules/hd-08-lsass-read.ts'
import { aHandleCreate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

test('finds an untrusted process that may read the memory of lsass', () => {
  expect(findingsOf([lsassRead], [aHandleCreate({ grantedAccess: 0x1410 })])).toMatchObject([
    { finding: { severity: 'high', evidenceIds: ['stream-1'] } },
  ])
})

test('finds nothing without the right to read', () => {
  expect(findingsOf([lsassRead], [aHandleCreate({ grantedAccess: 0x1400 })])).toEqual([])
})

test('finds nothing on other critical processes', () => {
  expect(findingsOf([lsassRead], [aHandleCreate({ grantedAccess: 0x1410, objectExecutable: 'C:\\Windows\\System32\\csrss.exe' })])).toEqual(
    [],
  )
})

test('does not trust an image that is known to be unsigned', () => {
  const executable = 'C:\\Windows\\System32\\svchost.exe'
  const create = aProcessCreate({ timeUs: at(0), executable, isSigned: false })
  expect(findingsOf([lsassRead], [create, aHandleCreate({ timeUs: at(1), executable, grantedAccess: 0x1410 })])).toHaveLength(1)
})
