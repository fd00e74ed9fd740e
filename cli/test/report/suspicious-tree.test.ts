import pico from 'picocolors'
import { expect, test } from 'vitest'

import { growForest } from '../../src/report/forest.ts'
import { drawSuspiciousTree, findSuspect } from '../../src/report/suspicious-tree.ts'
import { widthOf } from '../../src/terminal/width.ts'
import { aProcess, anAlert } from './a-process.ts'

const screen = { columns: 80, colours: pico.createColors(false) }

function draw(...input: Parameters<typeof growForest>): string[] {
  const forest = growForest(...input)
  const suspect = findSuspect([forest])
  return suspect === undefined ? [] : drawSuspiciousTree(suspect, screen)
}

const reason = { feature: 'B3', weight_nats: 7.8, text: 'created a System process', basis: 'measured', evidence_ids: [] }
const high = { probability: 0.95, low: 0.6, high: 0.99, reasons: [reason] }

test('draws nothing when nothing is suspicious', () => {
  expect(draw([aProcess(1, null)], [])).toEqual([])
})

test('shows the way from the root, the reasons, the descendants and other suspects', () => {
  const views = [aProcess(1, null), aProcess(2, 1), aProcess(3, 2), aProcess(4, 3, { abuse: high, isAbuseReported: true }), aProcess(5, 4)]
  const others = [aProcess(6, 3), aProcess(7, 3), aProcess(8, 3)]

  expect(draw([...views, ...others], [anAlert(4), anAlert(7, { severity: 'low', rule_id: 'HD-05' })])).toEqual([
    'p1.exe 1 › p2.exe 2 ›',
    'p3.exe 3',
    '├─ p4.exe 4  abuse 95.0 %  ▲ HD-08',
    '│  │  abuse 95.0 %    +7.8  created a System process',
    '│  └─ p5.exe 5',
    '├─ p7.exe 7  ▲ HD-05',
    '└─ … 2 more',
  ])
})

test('shows no score that has nothing to say beside an alert', () => {
  const noRings = { ...reason, feature: 'A6', weight_nats: -12, text: 'runs on a build of Windows that has no I/O rings' }
  const low = { probability: 0.000_01, low: 0, high: 0.001, reasons: [noRings] }
  expect(draw([aProcess(1, null, { loader: low })], [anAlert(1)])).toEqual(['p1.exe 1  ▲ HD-08'])
})

test('folds repeated harmless children of the suspect', () => {
  const children = Array.from({ length: 16 }, (_, index) => aProcess(10 + index, 1, { executable: 'C:\\x\\chrome.exe' }))

  expect(draw([aProcess(1, null), ...children], [anAlert(1)]).slice(-3)).toEqual([
    '├─ chrome.exe 10',
    '├─ chrome.exe 11',
    '└─ … 14 more chrome.exe',
  ])
})

test('takes the gravest alert first, then the score', () => {
  const forest = growForest(
    [aProcess(1, null), aProcess(2, null, { abuse: high, isAbuseReported: true }), aProcess(3, null)],
    [anAlert(1), anAlert(2), anAlert(3, { severity: 'medium' })],
  )

  expect(findSuspect([forest])?.view.processId).toBe(2)
})

test('keeps to the width and shows hostile names harmlessly', () => {
  const views = [aProcess(1, null, { executable: `C:\\${'\u001B[2J'.repeat(5)}`, commandLine: `x\u202E ${'long '.repeat(200)}` })]
  const lines = draw(views, [anAlert(1)])

  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80)
  expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})
