import { expect, test } from 'vitest'

import { handleToLowerIntegrity as rule } from '../../../src/detect/rules/hd-04-handle-to-lower-integrity.ts'
import { aHandleDuplicate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const service = aProcessCreate({ timeUs: at(0), processId: 300, executable: 'C:\\Windows\\System32\\svchost.exe', integrityLevel: 0x4000 })
const target = aProcessCreate({ timeUs: at(0), processId: 200, executable: 'C:\\Windows\\System32\\lsass.exe', integrityLevel: 0x4000 })
const client = aProcessCreate({ timeUs: at(0), processId: 100, executable: 'C:\\App\\client.exe', integrityLevel: 0x2000 })
const pass = aHandleDuplicate({
  timeUs: at(1),
  processId: 300,
  executable: 'C:\\Windows\\System32\\svchost.exe',
  sourceProcessId: 300,
  recipientProcessId: 100,
  grantedAccess: 0x10,
})

test('finds a handle to a critical process that is passed down, whoever passes it', () => {
  expect(findingsOf([rule], [service, target, client, pass])).toMatchObject([
    { finding: { severity: 'critical', actor: { processId: 300 }, object: { processId: 200 } } },
  ])
})

test('finds a handle to any process that runs as System', () => {
  const other = { ...target, executable: 'C:\\App\\service.exe' }
  expect(findingsOf([rule], [service, other, client, { ...pass, objectExecutable: null }])).toHaveLength(1)
})

test('finds nothing when the rights only look, when nobody is lower, or when a level is not known', () => {
  expect(findingsOf([rule], [service, target, client, { ...pass, grantedAccess: 0x101400 }])).toEqual([])
  expect(findingsOf([rule], [service, target, { ...client, integrityLevel: 0x4000 }, pass])).toEqual([])
  expect(findingsOf([rule], [service, target, { ...client, integrityLevel: null }, pass])).toEqual([])
})

test('does not read the rights of threads as rights of processes', () => {
  expect(findingsOf([rule], [service, target, client, { ...pass, objectType: 'thread' }])).toEqual([])
})
