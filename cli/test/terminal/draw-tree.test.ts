import pico from 'picocolors'
import { expect, test } from 'vitest'

import { type DrawnNode, drawTree } from '../../src/terminal/draw-tree.ts'

const screen = { columns: 40, colours: pico.createColors(false) }

function node(text: string | readonly string[], ...children: readonly DrawnNode[]): DrawnNode {
  return { lines: () => [text].flat(), children }
}

test('draws branches, and details below their node', () => {
  const tree = node('root', node(['child', 'detail'], node('leaf')), node(['last', 'detail']))

  expect(drawTree([tree], screen)).toEqual(['root', '├─ child', '│  │  detail', '│  └─ leaf', '└─ last', '      detail'])
})

test('tells each node the columns that are left', () => {
  const widths: number[] = []
  const probe = (...children: readonly DrawnNode[]): DrawnNode => ({
    lines(width) {
      widths.push(width)
      return ['x']
    },
    children,
  })
  drawTree([probe(probe(probe()))], screen)

  expect(widths).toEqual([40, 37, 34])
})

test('draws a chain of any depth and leaves room for text in it', () => {
  let chain = node('end')
  for (let depth = 0; depth < 20_000; depth += 1) chain = node('x', chain)
  const lines = drawTree([chain], { ...screen, columns: 80 })

  expect(lines).toHaveLength(20_001)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60)
})
