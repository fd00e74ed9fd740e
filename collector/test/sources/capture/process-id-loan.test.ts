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
  numbered,
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
  const { events } = await readCapture(aFile(asLines(...numbered(needy, child))))
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

test('lends to every kind of record that names its process by a GUID', async () => {
  const records = [
    aSysmonRecord(5, { ProcessGuid: guidOfTwo }),
    aSysmonRecord(7, { ProcessGuid: guidOfTwo, ImageLoaded: 'a.dll' }),
    aSysmonRecord(13, { ProcessGuid: guidOfTwo, TargetObject: 'HKLM' }),
    aSysmonRecord(8, { SourceProcessGuid: guidOfTwo, TargetProcessId: '4000' }),
    aProcessAccess({ SourceProcessId: undefined }),
    aProcessCreate(),
    aSysmonRecord(12, { ProcessGuid: guidOfTwo, TargetObject: 'HKLM' }),
  ]
  const { events, input } = await readCapture(aFile(asLines(...numbered(...records))))
  expect(input).toMatchObject({ accepted: 7, borrowedProcessIds: 6, rejected: {} })
  expect(events.filter(({ kind }) => kind !== 'process_create').map((event) => 'processId' in event && event.processId)).toEqual(
    Array(6).fill(3000),
  )
})

test('learns nothing from a record that lacks its own process id but what it says of others', async () => {
  const needyParent = aSysmonRecord(5, { ProcessGuid: guidOfTwo })
  const needyChild = aProcessCreate({ ProcessId: undefined })
  const { input } = await readCapture(aFile(asLines(...numbered(needyParent, needyChild))))
  expect(input).toMatchObject({ accepted: 1, borrowedProcessIds: 1, rejected: { missing_process_id: 1 } })
})

test('borrows in the place of a process id that is none', async () => {
  const records = [aProcessAccess(), aProcessAccess({ SourceProcessId: 'N/A' })]
  const { input } = await readCapture(aFile(asLines(...numbered(...records))))
  expect(input).toMatchObject({ accepted: 2, borrowedProcessIds: 1, rejected: {} })
})
