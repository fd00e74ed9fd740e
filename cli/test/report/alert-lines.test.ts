import pico from 'picocolors'
import { expect, test } from 'vitest'

import { alertLines } from '../../src/report/alert-lines.ts'
import { anAlert } from './a-process.ts'

function lines(
  alerts: Parameters<typeof alertLines>[0],
  fields: { columns?: number; showsHost?: boolean; explainedId?: string } = {},
): string[] {
  const { columns = 120, showsHost = false, explainedId } = fields
  return alertLines(alerts, { screen: { columns, colours: pico.createColors(false) }, showsHost, explainedId })
}

test('says who, why and what to do', () => {
  expect(lines([anAlert(7)])).toEqual([
    'HIGH      HD-08 Access to lsass T1003 · 08:00:00 p7.exe 7',
    '  why reads memory',
    '  do  Look at it.',
  ])
})

test('says how the actor was started, in whose name and by whom, as far as that is known', () => {
  const parent = { pid: 3, executable: 'C:\\Windows\\explorer.exe', command_line: null }
  const actor = { entity_id: '7', pid: 7, executable: 'C:\\a.exe', command_line: 'a.exe -x \u001b[2J', user: 'LAB\\eve', parent }
  const text = lines([anAlert(7, { actor })]).join('\n')
  expect(text).toContain('as LAB\\eve · from explorer.exe 3')
  expect(text).toContain('run a.exe -x')
  expect(text).not.toContain('\u001b')
  expect(
    lines([anAlert(7, { actor: { ...actor, command_line: 'x'.repeat(9000), user: null, parent: null } })]).join('').length,
  ).toBeLessThan(600)
})

test('names the rule once for all its alerts and the rest by number', () => {
  const many = Array.from({ length: 9 }, (_, index) => anAlert(10 + index, { occurrences: index + 1 }))
  const drawn = lines(many)

  expect(drawn.filter((line) => line.includes('HD-08'))).toHaveLength(1)
  expect(drawn).toContain('  08:00:00 p13.exe 13 (4 times)')
  expect(drawn.at(-2)).toBe('  … 5 more of this rule: all of them with -o json')
  expect(drawn.filter((line) => line.startsWith('  do '))).toHaveLength(1)
})

test('gives the day when alerts are of more than one, and the host when there is more than one', () => {
  const [first] = lines([anAlert(7), anAlert(8, { time: '2025-01-16T08:00:00.000000Z', rule_id: 'HD-02' })], { showsHost: true })

  expect(first).toBe('HIGH      HD-08 Access to lsass T1003 · 2025-01-15 08:00:00 p7.exe 7 (on DESK1)')
})

test('does not repeat reasons that stand above', () => {
  expect(lines([anAlert(7, { rule_id: 'SC-01' })], { explainedId: '7' })[1]).toBe('  why the scores and their reasons above')
  expect(lines([anAlert(7, { rule_id: 'SC-01' })], { explainedId: '8' })[1]).toBe('  why reads memory')
})

test('names an object that is known by its path only', () => {
  const object = { entity_id: null, pid: null, executable: '\\Device\\x\\lsass.exe', command_line: null, user: null, parent: null }

  expect(lines([anAlert(7, { object })])[0]).toContain('p7.exe 7 → lsass.exe')
})
