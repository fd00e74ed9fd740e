import { expect, test } from 'vitest'

import { crossSessionHandle as rule } from '../../../src/detect/rules/hd-13-cross-session-handle.ts'
import { aHandleCreate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const tool = aProcessCreate({ timeUs: at(0), processId: 100, executable: 'C:\\Tools\\tool.exe', sessionId: 1 })
const other = aProcessCreate({ timeUs: at(0), processId: 200, executable: 'C:\\App\\mail.exe', sessionId: 2 })
const open = aHandleCreate({ timeUs: at(1), objectExecutable: 'C:\\App\\mail.exe', grantedAccess: 0x20 })

test('finds a handle that can change a process of another session', () => {
  expect(findingsOf([rule], [tool, other, open])).toMatchObject([{ finding: { severity: 'medium', object: { processId: 200 } } }])
})

test('finds nothing within a session, with services, or where a session is not known', () => {
  expect(findingsOf([rule], [tool, { ...other, sessionId: 1 }, open])).toEqual([])
  expect(findingsOf([rule], [{ ...tool, sessionId: 0 }, other, open])).toEqual([])
  expect(findingsOf([rule], [tool, { ...other, sessionId: null }, open])).toEqual([])
})

test('finds nothing when the rights only look', () => {
  expect(findingsOf([rule], [tool, other, { ...open, grantedAccess: 0x1410 }])).toEqual([])
})
