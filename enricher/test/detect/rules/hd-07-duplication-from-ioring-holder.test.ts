import { newEvent } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { duplicationFromIoringHolder as rule } from '../../../src/detect/rules/hd-07-duplication-from-ioring-holder.ts'
import { aHandleCreate, aProcessCreate, at } from '../../builders.ts'
import { findingsOf } from './rule-harness.ts'

const game = 'C:\\Games\\game.exe'
const holder = aProcessCreate({ timeUs: at(0), processId: 200, executable: game })
const scan = { ...newEvent.ioring_scan(), timeUs: at(1), processId: 200, processStartUs: at(0), executable: game, handleCount: 2 }
const open = aHandleCreate({ timeUs: at(2), objectExecutable: game, grantedAccess: 0x440 })

test('finds an unrelated process that may copy the rings of another', () => {
  expect(findingsOf([rule], [holder, scan, open])).toMatchObject([
    { finding: { severity: 'high', actor: { processId: 100 }, object: { processId: 200 } } },
  ])
})

test('finds nothing when nobody saw rings in the object', () => {
  expect(findingsOf([rule], [holder, { ...scan, handleCount: 0 }, open])).toEqual([])
})

test('finds nothing without the right to duplicate, in family, and of trusted processes', () => {
  const tool = aProcessCreate({ timeUs: at(-1), processId: 100, executable: 'C:\\Tools\\tool.exe' })
  const child = { ...holder, parentProcessId: 100, parentExecutable: 'C:\\Tools\\tool.exe' }
  expect(findingsOf([rule], [holder, scan, { ...open, grantedAccess: 0x1410 }])).toEqual([])
  expect(findingsOf([rule], [tool, child, scan, open])).toEqual([])
  expect(findingsOf([rule], [holder, scan, { ...open, executable: 'C:\\Windows\\System32\\svchost.exe' }])).toEqual([])
})
