import { type ThreadCreate, newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { rules } from '../../../src/detect/rules/index.ts'
import { remoteThread as rule } from '../../../src/detect/rules/th-01-remote-thread.ts'
import { aHandleCreate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const shell = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'

function aThread(fields: Partial<ThreadCreate> = {}): ThreadCreate {
  const object = { objectProcessId: 200, objectExecutable: 'C:\\Windows\\notepad.exe' }
  return { ...newEvent.thread_create(), timeUs: at(5), processId: 100, executable: shell, ...object, ...fields }
}

test('finds threads that a script host starts in notepad: many of them are one cause', () => {
  const threads = Array.from({ length: 60 }, (_, index) => aThread({ timeUs: at(5 + index * 0.01) }))
  const found = findingsOf([rule], threads)
  expect(found[0]).toMatchObject({ finding: { severity: 'high', actor: { processId: 100 }, object: { processId: 200 } } })
  expect(new Set(found.map(({ finding }) => `${finding.actor?.entityId} ${finding.objectKey}`)).size).toBe(1)
})

test('is milder of a program that nothing speaks against, and silent of a trusted one', () => {
  const csrss = 'C:\\Windows\\System32\\csrss.exe'
  expect(findingsOf([rule], [aThread({ executable: 'C:\\Windows\\System32\\tray.exe' })])).toMatchObject([{ finding: { severity: 'low' } }])
  expect(findingsOf([rule], [aThread({ executable: 'C:\\Windows\\System32\\tray.exe', objectExecutable: csrss })])).toMatchObject([
    { finding: { severity: 'medium' } },
  ])
  expect(findingsOf([rule], [aThread({ executable: csrss })])).toEqual([])
})

test('leaves threads of a process in itself and in its child alone', () => {
  const parent = aProcessCreate({ timeUs: at(0), executable: shell })
  const child = aProcessCreate({ timeUs: at(4.9), processId: 200, executable: 'C:\\Windows\\notepad.exe', parentProcessId: 100 })
  expect(findingsOf([rule], [parent, child, aThread()])).toEqual([])
  expect(findingsOf([rule], [parent, aThread({ objectProcessId: 100, objectExecutable: shell })])).toEqual([])
})

test('leaves to HD-12 what HD-12 has found of the same object', () => {
  const open = aHandleCreate({ timeUs: at(4), executable: shell, objectExecutable: 'C:\\Windows\\notepad.exe', grantedAccess: 0x3a })
  const other = aThread({ timeUs: at(6), objectProcessId: 300, objectExecutable: 'C:\\App\\mail.exe' })
  expect(findingsOf(rules, [open, aThread(), other]).map(({ rule: { id } }) => id)).toEqual(['HD-12', 'TH-01'])
})
