import { expect, test } from 'vitest'

import { selfDuplication } from '../../../src/detect/rules/hd-01-self-duplication.ts'
import { aHandleCreate, aHandleDuplicate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

test('finds a handle whose rights were raised by duplicating it within the process', () => {
  const [found, ...others] = findingsOf(
    [selfDuplication],
    [aHandleCreate({ timeUs: at(1), grantedAccess: 0x1000 }), aHandleDuplicate({ timeUs: at(2), grantedAccess: 0x1010 })],
  )
  expect(others).toEqual([])
  expect(found?.finding).toMatchObject({
    severity: 'high',
    evidenceIds: ['stream-1', 'stream-2'],
    actor: { processId: 100 },
    object: { processId: 200 },
  })
})

test('finds nothing when the duplicate has no dangerous right that the open lacked', () => {
  const open = aHandleCreate({ timeUs: at(1), grantedAccess: 0x1010 })
  expect(findingsOf([selfDuplication], [open, aHandleDuplicate({ timeUs: at(2), grantedAccess: 0x101410 })])).toEqual([])
})

test('finds nothing when the duplicate gives up rights that the open had: then it is another handle', () => {
  const open = aHandleCreate({ timeUs: at(1), grantedAccess: 0x1400 })
  expect(findingsOf([selfDuplication], [open, aHandleDuplicate({ timeUs: at(2), grantedAccess: 0x1010 })])).toEqual([])
})

test('compares with the newest open of the same object', () => {
  const opens = [aHandleCreate({ timeUs: at(1), grantedAccess: 0x1000 }), aHandleCreate({ timeUs: at(2), grantedAccess: 0x1010 })]
  expect(findingsOf([selfDuplication], [...opens, aHandleDuplicate({ timeUs: at(3), grantedAccess: 0x1010 })])).toEqual([])
})

test('finds nothing when the open is older than a minute', () => {
  const open = aHandleCreate({ timeUs: at(0), grantedAccess: 0x1000 })
  expect(findingsOf([selfDuplication], [open, aHandleDuplicate({ timeUs: at(61), grantedAccess: 0x1010 })])).toEqual([])
})

test('finds nothing when the handle goes to another process', () => {
  const open = aHandleCreate({ timeUs: at(1), grantedAccess: 0x1000 })
  expect(findingsOf([selfDuplication], [open, aHandleDuplicate({ timeUs: at(2), recipientProcessId: 300 })])).toEqual([])
})

test('does not read the rights of thread handles as rights of processes', () => {
  const open = aHandleCreate({ timeUs: at(1), grantedAccess: 0x1000, objectType: 'thread' })
  expect(findingsOf([selfDuplication], [open, aHandleDuplicate({ timeUs: at(2), objectType: 'thread' })])).toEqual([])
})
