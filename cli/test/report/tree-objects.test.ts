import { expect, test } from 'vitest'

import { growForest } from '../../src/report/forest.ts'
import { treeObjects } from '../../src/report/tree-objects.ts'
import { aProcess, anAlert } from './a-process.ts'

test('lists parents before children, each with what was found', () => {
  const { roots } = growForest([aProcess(1, null), aProcess(2, 1), aProcess(3, 2), aProcess(4, 1)], [anAlert(3)])
  const objects = [...treeObjects(roots)]

  expect(objects.map((object) => object['pid'])).toEqual([1, 2, 3, 4])
  expect(objects[2]).toMatchObject({ parent_id: '2', start: '1970-01-01T00:00:03.000000Z', end: null, alerts: [{ rule_id: 'HD-08' }] })
})

test('has no bound on depth or breadth', () => {
  const chain = Array.from({ length: 50_000 }, (_, index) => aProcess(index + 1, index === 0 ? null : index))

  const crowd = Array.from({ length: 150_000 }, (_, index) => aProcess(index + 1, index === 0 ? null : 1))

  expect([...treeObjects(growForest(chain, []).roots)]).toHaveLength(50_000)
  expect([...treeObjects(growForest(crowd, []).roots)]).toHaveLength(150_000)
})
