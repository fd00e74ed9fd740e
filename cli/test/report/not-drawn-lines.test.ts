import pico from 'picocolors'
import { expect, test } from 'vitest'

import type { AnalysisReport } from '../../src/analysis/report.ts'
import { growForest } from '../../src/report/forest.ts'
import { notDrawnLines } from '../../src/report/not-drawn-lines.ts'
import { aProcess, anAlert } from './a-process.ts'

const screen = { columns: 500, colours: pico.createColors(false) }

function reportOf(names: readonly string[]): AnalysisReport {
  return { hosts: names.map((name) => ({ id: `id of ${name}`, name })) } as unknown as AnalysisReport
}

test('says how many suspicious processes stand in other trees, of which hosts, and how to see them', () => {
  const one = growForest([aProcess(1, null), aProcess(2, 1), aProcess(3, 1)], [anAlert(2), anAlert(3)])
  const other = growForest([aProcess(7, null), aProcess(8, null)], [anAlert(7), anAlert(8)])
  const forests = new Map([
    ['id of DESK1', one],
    ['id of DESK2', other],
  ])
  const [suspect] = one.nodes.filter(({ isSuspicious }) => isSuspicious)
  if (suspect === undefined) throw new RangeError('nobody is suspicious')
  const text = notDrawnLines(reportOf(['DESK1', 'DESK2']), forests, { suspect, screen }).join(' ')
  expect(text).toContain('2 more suspicious processes in other trees: 2 on DESK2')
  expect(text).not.toContain('on DESK1')
  expect(text).toContain('--host HOST')
})

test('says nothing when everything suspicious is drawn', () => {
  const forest = growForest([aProcess(1, null), aProcess(2, 1)], [anAlert(2)])
  const [, suspect] = forest.nodes
  if (suspect === undefined) throw new RangeError('nobody is suspicious')
  expect(notDrawnLines(reportOf(['DESK1']), new Map([['id of DESK1', forest]]), { suspect, screen })).toEqual([])
})
