import { expect, test } from 'vitest'

import { thirdPartyDuplication as rule } from '../../../src/detect/rules/hd-03-third-party-duplication.ts'
import { aHandleDuplicate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const lsass = aProcessCreate({ timeUs: at(0), processId: 300, executable: 'C:\\Windows\\System32\\lsass.exe', integrityLevel: 0x4000 })
const reader = aProcessCreate({ timeUs: at(0), processId: 310, executable: 'C:\\App\\reader.exe', integrityLevel: 0x2000 })
const tool = aProcessCreate({ timeUs: at(0), processId: 100, executable: 'C:\\Tools\\tool.exe', integrityLevel: 0x2000 })
const pull = aHandleDuplicate({
  timeUs: at(1),
  processId: 100,
  sourceProcessId: 310,
  recipientProcessId: 100,
  objectExecutable: 'C:\\App\\mail.exe',
})

test('finds a handle that is taken out of an unrelated process', () => {
  expect(findingsOf([rule], [reader, tool, pull])).toMatchObject([
    { finding: { severity: 'medium', actor: { processId: 100 }, object: { processId: 310 }, evidenceIds: ['stream-3'] } },
  ])
})

test('finds a handle that is moved between two others', () => {
  const move = { ...pull, processId: 100, sourceProcessId: 310, recipientProcessId: 300 }
  expect(findingsOf([rule], [lsass, reader, tool, move])).toHaveLength(1)
})

test('is graver when the source is critical or runs with more rights', () => {
  expect(findingsOf([rule], [lsass, tool, { ...pull, sourceProcessId: 300 }])).toMatchObject([{ finding: { severity: 'high' } }])
  const strong = { ...reader, integrityLevel: 0x3000 }
  expect(findingsOf([rule], [strong, tool, pull])).toMatchObject([{ finding: { severity: 'high' } }])
})

test('leaves family, kernel handles, System, own handles that are given away, and trusted brokers alone', () => {
  const child = { ...reader, parentProcessId: 100, parentExecutable: 'C:\\Tools\\tool.exe', timeUs: at(0.5), processStartUs: at(0.5) }
  const broker = 'C:\\Windows\\System32\\RuntimeBroker.exe'
  expect(findingsOf([rule], [tool, child, pull])).toEqual([])
  expect(findingsOf([rule], [reader, tool, { ...pull, isKernelHandle: true }])).toEqual([])
  expect(findingsOf([rule], [reader, tool, { ...pull, recipientProcessId: 4 }])).toEqual([])
  expect(findingsOf([rule], [reader, tool, { ...pull, sourceProcessId: 100, recipientProcessId: 310 }])).toEqual([])
  expect(findingsOf([rule], [reader, { ...tool, executable: broker }, { ...pull, executable: broker }])).toEqual([])
})

test('sees the kin of a pid that was used again as strangers', () => {
  const old = { ...tool, processStartUs: at(-50), timeUs: at(-50) }
  const child = { ...reader, parentProcessId: 100, parentStartUs: at(-50), timeUs: at(-40), processStartUs: at(-40) }
  expect(findingsOf([rule], [old, child, tool, { ...pull, processStartUs: at(0), recipientStartUs: at(0) }])).toHaveLength(1)
})
