import fc from 'fast-check'
import { expect, test } from 'vitest'

import { growForest } from '../../src/report/forest.ts'
import { aProcess, anAlert } from './a-process.ts'

test('puts children below their parents in the order of their start', () => {
  const { roots } = growForest([aProcess(3, 1), aProcess(1, null), aProcess(2, 1)], [])

  expect(roots.map(({ view, children }) => [view.processId, children.map((child) => child.view.processId)])).toEqual([[1, [2, 3]]])
})

test('makes a root of a process whose parent is not there', () => {
  expect(growForest([aProcess(2, 77)], []).roots).toHaveLength(1)
})

test('knows which processes lead to suspicion', () => {
  const { nodes } = growForest([aProcess(1, null), aProcess(2, 1), aProcess(3, 2), aProcess(4, 1)], [anAlert(3)])

  expect(nodes.filter((node) => node.leadsToSuspicion).map(({ view }) => view.processId)).toEqual([1, 2, 3])
  expect(nodes.filter((node) => node.isSuspicious).map(({ view }) => view.processId)).toEqual([3])
})

test('suspects by score only when the score is worth reporting', () => {
  const high = { probability: 0.9, low: 0.5, high: 0.99, reasons: [] }
  const { nodes } = growForest([aProcess(1, null, { abuse: high }), aProcess(2, null, { abuse: high, isAbuseReported: true })], [])

  expect(nodes.map((node) => node.isSuspicious)).toEqual([false, true])
})

test('holds every process once and parents before children, whatever the edges', () => {
  const edges = fc.array(fc.record({ id: fc.nat(30), parent: fc.option(fc.nat(30)) }), { maxLength: 30 })
  fc.assert(
    fc.property(edges, (links) => {
      const views = [...new Map(links.map(({ id, parent }) => [id, aProcess(id, parent)])).values()]
      const { nodes, roots } = growForest(views, [])
      expect(nodes.map(({ view }) => view.entityId).toSorted()).toEqual(views.map((view) => view.entityId).toSorted())
      expect(nodes.every(({ parent }, index) => parent === undefined || nodes.indexOf(parent) < index)).toBe(true)
      expect(nodes.filter(({ parent }) => parent === undefined)).toHaveLength(roots.length)
    }),
  )
})
