import { type ThreadCreate, newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { injection as rule } from '../../../src/detect/rules/hd-12-injection.ts'
import { aHandleCreate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const notepad = 'C:\\Windows\\notepad.exe'
const open = aHandleCreate({ timeUs: at(1), objectExecutable: notepad, grantedAccess: 0x3a })
const thread: ThreadCreate = {
  ...newEvent.thread_create(),
  timeUs: at(2),
  processId: 100,
  executable: 'C:\\Tools\\tool.exe',
  objectProcessId: 200,
  objectExecutable: notepad,
}

test('finds a write and a remote thread', () => {
  expect(findingsOf([rule], [open, thread])).toMatchObject([
    { finding: { severity: 'high', object: { processId: 200 }, evidenceIds: ['stream-1', 'stream-2'] } },
  ])
})

test('finds a write and a thread that is opened to be redirected', () => {
  const redirect = aHandleCreate({ timeUs: at(2), objectType: 'thread', objectExecutable: notepad, grantedAccess: 0x1a })
  expect(findingsOf([rule], [open, redirect])).toHaveLength(1)
  expect(findingsOf([rule], [open, { ...redirect, grantedAccess: 0x48 }])).toEqual([])
})

test('wants both rights, and the thread within a minute', () => {
  expect(findingsOf([rule], [{ ...open, grantedAccess: 0x8 }, thread])).toEqual([])
  expect(findingsOf([rule], [{ ...open, grantedAccess: 0x20 }, thread])).toEqual([])
  expect(findingsOf([rule], [open, { ...thread, timeUs: at(62) }])).toEqual([])
  expect(findingsOf([rule], [thread, { ...open, timeUs: at(3) }])).toEqual([])
})

test('leaves a creator and its child alone, and trusted writers', () => {
  const tool = aProcessCreate({ timeUs: at(0), processId: 100, executable: 'C:\\Tools\\tool.exe' })
  const child = aProcessCreate({ timeUs: at(0.5), processId: 200, executable: notepad, parentProcessId: 100 })
  const csrss = 'C:\\Windows\\System32\\csrss.exe'
  expect(findingsOf([rule], [tool, child, open, thread])).toEqual([])
  expect(
    findingsOf(
      [rule],
      [
        { ...open, executable: csrss },
        { ...thread, executable: csrss },
      ],
    ),
  ).toEqual([])
})

test('does not take a thread within a process for a remote one', () => {
  expect(findingsOf([rule], [open, { ...thread, objectProcessId: 100, objectExecutable: null }])).toEqual([])
})
