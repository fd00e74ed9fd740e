import pico from 'picocolors'
import { expect, test } from 'vitest'

import { growForest } from '../../src/report/forest.ts'
import { drawHostTree, drawProcess } from '../../src/report/host-tree.ts'
import { aProcess } from './a-process.ts'

const screen = { columns: 100, colours: pico.createColors(false) }

const twins = Array.from({ length: 6 }, (_, index) => aProcess(10 + index, 1, { executable: 'C:\\x\\svchost.exe' }))
const mentioned = aProcess(99, null, { status: 'placeholder', executable: null })
const { roots } = growForest([aProcess(1, null), ...twins, mentioned], [])

test('folds repetitions and what was only mentioned', () => {
  expect(drawHostTree(roots, screen, false)).toEqual([
    'p1.exe 1',
    '├─ svchost.exe 10',
    '├─ svchost.exe 11',
    '├─ svchost.exe 12',
    '└─ … 3 more svchost.exe',
    '… 1 more that were only mentioned (--all)',
  ])
})

test('folds nothing when all is asked for', () => {
  expect(drawHostTree(roots, screen, true)).toHaveLength(8)
})

test('shows what is known of one process', () => {
  const child = growForest([aProcess(1, null), aProcess(2, 1, { commandLine: 'p2 --x', integrityLevel: 0x4000, endUs: 9_000_000 })], [])
    .nodes[1]

  expect(child === undefined ? [] : drawProcess(child, screen, false)).toEqual([
    'p1.exe 1 ›',
    'p2.exe 2  p2 --x',
    '   started 1970-01-01 00:00:02 UTC · ended 1970-01-01 00:00:09 UTC · integrity system · entity 2 ·',
    '   parent edge observed',
    '   p2 --x',
    '   loader 0.2 %   nothing seen that speaks for it',
    '   abuse  not reported: no I/O ring and no consequence was seen',
  ])
})
