import { type IoringScan, newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { rules } from '../../../src/detect/rules/index.ts'
import { aHandleCreate, aProcessCreate, aProcessTerminate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const tool = 'C:\\Users\\ann\\tool.exe'
const holderImage = 'C:\\App\\holder.exe'
const taker = aProcessCreate({ timeUs: at(0), processId: 100, executable: tool, integrityLevel: 0x2000 })
const holder = aProcessCreate({ timeUs: at(0), processId: 200, executable: holderImage, integrityLevel: 0x2000 })

function aScan(fields: Partial<IoringScan> = {}): IoringScan {
  const event = { ...newEvent.ioring_scan(), timeUs: at(5), processId: 100, executable: tool, handleCount: 1 }
  return { ...event, trigger: 'sweep', ...fields }
}

/** Ids of the plan's rules only: others may speak of the same events. */
function found(...events: Parameters<typeof findingsOf>[1]): string[] {
  const all = findingsOf(rules, events).map(({ rule, finding }) => `${rule.id} ${finding.severity}`)
  return all.filter((text) => /^(?:AN|XP)-/u.test(text))
}

const held = aScan({ timeUs: at(1), processId: 200, executable: holderImage })
const open = aHandleCreate({ timeUs: at(2), executable: tool, objectExecutable: holderImage, grantedAccess: 0x40 })

test('XP-100 finds rings in a process that reached into an unrelated ring user', () => {
  expect(found(taker, holder, held, open, aScan())).toEqual(['XP-100 high'])
  expect(found(taker, holder, held, { ...open, grantedAccess: 0x1000 }, aScan())).toEqual([])
  expect(found(taker, holder, held, open, aScan({ timeUs: at(70) }))).toEqual([])
  expect(found(taker, { ...holder, parentProcessId: 100, parentExecutable: tool }, held, open, aScan())).toEqual([])
})

test('XP-101 and XP-102 find that the ring user runs as System, or far above', () => {
  const service = { ...holder, integrityLevel: 0x4000 }
  expect(found(taker, service, held, open, aScan())).toEqual(['XP-100 high', 'XP-101 critical', 'XP-102 high'])
  expect(found({ ...taker, integrityLevel: 0x3000 }, service, held, open, aScan())).toEqual(['XP-100 high', 'XP-101 critical'])
  expect(found({ ...taker, integrityLevel: null }, service, held, open, aScan())).toEqual(['XP-100 high'])
})

test('XP-104 finds rings at the first scan of a child whose parent has some', () => {
  const child = { ...taker, timeUs: at(4), processStartUs: at(4), parentProcessId: 200, parentExecutable: holderImage }
  expect(found(holder, held, child, aScan({ trigger: 'process_create' }))).toEqual(['XP-104 medium'])
  expect(found(holder, held, child, aScan())).toEqual([])
  expect(found(holder, child, aScan({ trigger: 'process_create' }))).toEqual([])
})

test('AN-01 finds many operations over a life, where the source counts them', () => {
  const end = aProcessTerminate({ timeUs: at(10), executable: tool, ioringOperationCount: 2_000 })
  expect(found(taker, end)).toEqual(['AN-01 low'])
  expect(found(taker, { ...end, ioringOperationCount: 1_990 })).toEqual([])
  expect(found(taker, { ...end, ioringOperationCount: null })).toEqual([])
})

test('AN-03 finds ten rings more than a second before', () => {
  expect(found(taker, aScan({ handleCount: 2 }), aScan({ timeUs: at(5.5), handleCount: 12 }))).toEqual(['AN-03 low'])
  expect(found(taker, aScan({ handleCount: 2 }), aScan({ timeUs: at(7), handleCount: 12 }))).toEqual([])
  expect(found(taker, aScan({ timeUs: at(0.5), handleCount: 10 }))).toEqual(['AN-03 low'])
  expect(found(taker, aScan({ handleCount: 40 }))).toEqual([])
})

test('AN-04 finds a forged ring in an elevated process', () => {
  expect(found({ ...taker, integrityLevel: 0x3000 }, aScan({ violationFlags: 5 }))).toEqual(['AN-04 high'])
  expect(found(taker, aScan({ violationFlags: 5 }))).toEqual([])
  expect(found({ ...taker, integrityLevel: 0x3000 }, aScan())).toEqual([])
})

test('AN-07 finds the fifth violation within an hour', () => {
  const scans = [5, 10, 15, 20, 25].map((second) => aScan({ timeUs: at(second), violationFlags: 1 }))
  expect(found(taker, ...scans.slice(0, 4))).toEqual([])
  expect(found(taker, ...scans)).toEqual(['AN-07 high'])
})
