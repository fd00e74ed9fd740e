import { expect, test } from 'vitest'

import { createIdTable } from '../../../../src/sources/simulator/model/id-table.ts'
import { createRandom, seedBytes } from '../../../../src/sources/simulator/model/random.ts'

const random = createRandom(seedBytes('ids'))

test('ids are multiples of four and never in use twice', () => {
  const table = createIdTable(4, random)
  const used = new Set<number>()
  for (let step = 0; step < 5_000; step += 1) {
    const { id } = table.take(step * 100)
    expect(id % 4 === 0 && !used.has(id)).toBe(true)
    used.add(id)
    const [oldest] = used
    if (used.size > 300 && oldest !== undefined) {
      used.delete(oldest)
      table.free(oldest, step * 100)
    }
  }
})

test('a freed id comes back, but not at once, and with the time it was freed', () => {
  const table = createIdTable(4, random)
  const first = table.take(0).id
  table.free(first, 10)
  const taken: { id: number; freedUs: number }[] = []
  for (let step = 1; !taken.some(({ id }) => id === first); step += 1) {
    const next = table.take(step * 1000)
    taken.push(next)
    table.free(next.id, step * 1000)
  }
  expect(taken.length).toBeGreaterThan(200)
  expect(taken.at(-1)?.freedUs).toBe(10)
})
