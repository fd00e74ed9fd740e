import { expect, test } from 'vitest'

import { parentSpoofing } from '../../../src/detect/rules/hd-11-parent-spoofing.ts'
import { aHandleCreate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const winlogon = 'C:\\Windows\\System32\\winlogon.exe'
const tool = aProcessCreate({ timeUs: at(0), processId: 100, executable: 'C:\\Tools\\tool.exe', integrityLevel: 0x3000 })
const open = aHandleCreate({ timeUs: at(1), objectProcessId: 600, objectExecutable: winlogon, grantedAccess: 0x80 })
const child = aProcessCreate({
  timeUs: at(2),
  processId: 700,
  executable: 'C:\\Windows\\System32\\cmd.exe',
  integrityLevel: 0x4000,
  parentProcessId: 600,
  parentExecutable: winlogon,
  creatorProcessId: 100,
})

test('finds a child of a System process that another process opened for it', () => {
  expect(findingsOf([parentSpoofing], [tool, open, child])).toMatchObject([
    { finding: { severity: 'critical', actor: { processId: 100 }, object: { processId: 600 }, evidenceIds: ['stream-2', 'stream-3'] } },
  ])
})

test('finds nothing when the open lacks the right to create processes', () => {
  expect(findingsOf([parentSpoofing], [tool, { ...open, grantedAccess: 0x1400 }, child])).toEqual([])
})

test('finds nothing when the creator runs as System itself', () => {
  expect(findingsOf([parentSpoofing], [{ ...tool, integrityLevel: 0x4000 }, open, child])).toEqual([])
})

test('finds nothing when the child comes later than half a minute', () => {
  expect(findingsOf([parentSpoofing], [tool, open, { ...child, timeUs: at(40), processStartUs: at(40) }])).toEqual([])
})

test('finds nothing when the source does not say who created the child', () => {
  expect(findingsOf([parentSpoofing], [tool, open, { ...child, creatorProcessId: null }])).toEqual([])
})
