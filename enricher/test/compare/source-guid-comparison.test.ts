import type { Event } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import { type GuidComparison, createGuidComparer } from '../../src/compare/source-guid-comparison.ts'
import { aHandleCreate, aProcessCreate, aTree, at } from '../builders.ts'

function comparisonOf(events: readonly Event[]): GuidComparison {
  const comparer = createGuidComparer()
  for (const event of events) comparer.add(event, 'host')
  return comparer.compare(() => aTree(events))
}

test('agrees where one GUID stands for one process', () => {
  const events = [
    aProcessCreate({ sourceGuid: 'A' }),
    aHandleCreate({ timeUs: at(1), executable: 'C:\\Windows\\System32\\cmd.exe', sourceGuid: 'A', sourceObjectGuid: 'B' }),
  ]
  expect(comparisonOf(events)).toMatchObject({ references: 3, agreeing: 3, disagreements: [] })
})

test('names two GUIDs that no event tells apart', () => {
  const events = [1, 2, 3].map((second) => aHandleCreate({ timeUs: at(second), sourceGuid: second === 3 ? 'B' : 'A' }))
  expect(comparisonOf(events)).toMatchObject({
    references: 3,
    agreeing: 2,
    disagreements: [{ guid: 'B', references: 1, cause: 'undetermined' }],
  })
})

test.each([
  ['zero_guid', [{ sourceGuid: '00000000-0000-0000-0000-000000000000' }, { sourceGuid: 'A' }, { sourceGuid: 'A' }]],
  ['guid_of_several_pids', [{ sourceGuid: 'A' }, { sourceGuid: 'A' }, { sourceGuid: 'A', processId: 300 }]],
  ['guid_of_several_images', [{ sourceGuid: 'A' }, { sourceGuid: 'A' }, { sourceGuid: 'A', executable: 'C:\\other.exe' }]],
])('finds the cause %s', (cause, fields) => {
  const events = fields.map((field, index) => aHandleCreate({ timeUs: at(index), ...field }))
  expect(comparisonOf(events).disagreements).toMatchObject([{ cause }])
})

test('compares the edges whose both ends were created in the capture', () => {
  const shell = 'C:\\Windows\\System32\\cmd.exe'
  const parent = aProcessCreate({ timeUs: at(0), sourceGuid: 'P', sourceParentGuid: 'X', parentProcessId: 4 })
  const child = aProcessCreate({
    timeUs: at(1),
    processId: 104,
    parentProcessId: 100,
    parentExecutable: shell,
    sourceGuid: 'C',
    sourceParentGuid: 'P',
  })
  expect(comparisonOf([parent, child]).parentEdges).toEqual({ compared: 1, agreeing: 1 })
})

test('does not look at GUIDs to build the tree', () => {
  const events = [aProcessCreate({ sourceGuid: 'A' }), aHandleCreate({ timeUs: at(1), sourceGuid: 'A', sourceObjectGuid: 'A' })]
  const bare = events.map((event) => ({ ...event, sourceGuid: null, sourceParentGuid: null, sourceObjectGuid: null }))
  const trees = [events, bare].map((list) => [...aTree(list).processes()].map((node) => node.entityId).toSorted())
  expect(trees[0]).toEqual(trees[1])
})
