import { expect, test } from 'vitest'

import {
  aFile,
  aProcessAccess,
  aProcessCreate,
  aSysmonRecord,
  asLines,
  eventsOfKind,
  guidOfOne,
  guidOfTwo,
  readCapture,
} from './a-capture.ts'

const needy = aProcessCreate({ ProcessId: undefined })

test.each([
  ['earlier', [aProcessAccess(), needy]],
  ['later', [needy, aProcessAccess()]],
])('borrows the process id of a create from a record with the same GUID that comes %s', async (_when, records) => {
  const { events, input } = await readCapture(aFile(asLines(...records)))
  expect(eventsOfKind(events, 'process_create')).toMatchObject([{ processId: 4000 }])
  expect(input).toMatchObject({ accepted: 2, borrowedProcessIds: 1, rejected: {} })
})

test('compares GUIDs without regard to case and braces', async () => {
  const create = aProcessCreate({ ProcessId: undefined, ProcessGuid: guidOfOne.toLowerCase().slice(1, -1) })
  expect((await readCapture(aFile(asLines(create, aProcessAccess())))).input.borrowedProcessIds).toBe(1)
})

test('borrows from the parent of another create', async () => {
  const child = aProcessCreate({ ProcessGuid: '{1}', ParentProcessGuid: guidOfOne, ParentProcessId: '4000' })
  const { events } = await readCapture(aFile(asLines(needy, child)))
  expect(eventsOfKind(events, 'process_create').map(({ processId }) => processId)).toEqual([4000, 4000])
})

test('rejects a create whose process id nobody has, and declares it', async () => {
  const { events, input } = await readCapture(aFile(asLines(needy, aProcessAccess({ TargetProcessGUID: '{9}' }))))
  expect(input).toMatchObject({ accepted: 1, borrowedProcessIds: 0, rejected: { missing_process_id: 1 } })
  expect(input.samples[0]).toMatch(/^line 1: missing_process_id: /)
  expect(eventsOfKind(events, 'gap')).toMatchObject([{ lostKind: 'process_create', lostCount: 1 }])
})

test('does not lend across hosts', async () => {
  const { input } = await readCapture(aFile(asLines(needy, aProcessAccess({ Hostname: 'DESK2' }))))
  expect(input.rejected).toEqual({ missing_process_id: 1 })
})

test('never lends by the GUID that stands for an unknown process', async () => {
  const zero = '{00000000-0000-0000-0000-000000000000}'
  const records = [aProcessCreate({ ProcessId: undefined, ProcessGuid: zero }), aProcessAccess({ TargetProcessGUID: zero })]
  expect((await readCapture(aFile(asLines(...records)))).input.rejected).toEqual({ missing_process_id: 1 })
})

test('lends to nothing but creates', async () => {
  const records = [
    aProcessAccess(),
    aSysmonRecord(5, { ProcessGuid: guidOfTwo }),
    aSysmonRecord(7, { ProcessGuid: guidOfTwo, ImageLoaded: 'a.dll' }),
  ]
  const { input } = await readCapture(aFile(asLines(...records)))
  expect(input).toMatchObject({ accepted: 1, borrowedProcessIds: 0, rejected: { missing_process_id: 2 } })
})
