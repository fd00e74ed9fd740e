import { expect, test } from 'vitest'

import { threadHijack as rule } from '../../../src/detect/rules/hd-15-thread-hijack.ts'
import { aHandleCreate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const open = aHandleCreate({ timeUs: at(1), objectType: 'thread', objectExecutable: 'C:\\App\\mail.exe', grantedAccess: 0x10 })

test('finds a handle that can set the context of a thread of another process', () => {
  expect(findingsOf([rule], [open])).toMatchObject([{ finding: { severity: 'high', object: { processId: 200 } } }])
  expect(findingsOf([rule], [open])[0]?.finding.reasons[0]).toContain('set context')
})

test('is less grave when the handle can only stop it, or when nothing speaks against the actor', () => {
  expect(findingsOf([rule], [{ ...open, grantedAccess: 0x2 }])).toMatchObject([{ finding: { severity: 'low' } }])
  expect(findingsOf([rule], [{ ...open, executable: 'C:\\Program Files\\Profiler\\p.exe' }])).toMatchObject([
    { finding: { severity: 'medium' } },
  ])
})

test('reads the bits of threads, not those of processes', () => {
  expect(findingsOf([rule], [{ ...open, objectType: 'process' }])).toEqual([])
  expect(findingsOf([rule], [{ ...open, grantedAccess: 0x848 }])).toEqual([])
})

test('leaves family alone', () => {
  const tool = aProcessCreate({ timeUs: at(0), processId: 100, executable: 'C:\\Tools\\tool.exe' })
  const child = aProcessCreate({ timeUs: at(0.5), processId: 200, executable: 'C:\\App\\mail.exe', parentProcessId: 100 })
  expect(findingsOf([rule], [tool, child, open])).toEqual([])
})
