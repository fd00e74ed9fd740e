import pico from 'picocolors'
import { expect, test } from 'vitest'

import { drawTable } from '../../src/terminal/table.ts'
import { widthOf } from '../../src/terminal/width.ts'

function screen(columns: number): Parameters<typeof drawTable>[2] {
  return { columns, colours: pico.createColors(false) }
}

test('aligns cells below their titles', () => {
  const lines = drawTable(
    [{ title: 'name' }, { title: 'count', align: 'right' }],
    [
      ['a', '1'],
      ['long name', '1,234'],
    ],
    screen(80),
  )

  expect(lines).toEqual(['name       count', 'a              1', 'long name  1,234'])
})

test('cuts the widest column that may be cut until the table fits', () => {
  const row = ['C:\\Users\\ann\\Downloads\\a-rather-long-name.exe', 'kept', 'x'.repeat(60)]
  const lines = drawTable([{ title: 'path', cut: 'middle' }, { title: 'state' }, { title: 'text', cut: 'end' }], [row], screen(60))

  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(60)
  expect(lines[1]).toMatch(/^C:\\.*….*\.exe {2}kept {3}x+…$/)
})

test('keeps a hostile cell on its line', () => {
  expect(drawTable([{ title: 'a' }], [['one\ntwo\u001B[2J']], screen(80))).toEqual(['a', 'one\\ntwo\\x1b[2J'])
})

test('leaves the line of titles out when there are none', () => {
  expect(drawTable([{ title: '' }], [['x']], screen(80))).toEqual(['x'])
})
