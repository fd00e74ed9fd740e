import { expect, onTestFinished, test } from 'vitest'

import type { HostCounts } from '../../src/host-counts/host-counts.ts'

/** What every adapter that counts hosts promises. `open` gives one in which nothing was seen. */
export function hostCountsContract(name: string, open: () => Promise<HostCounts>): void {
  async function opened(): Promise<HostCounts> {
    const counts = await open()
    onTestFinished(() => counts.close())
    return counts
  }
  const on = (thing: string, hosts: number, from = 0): { thing: string; hostId: string }[] =>
    Array.from({ length: hosts }, (_, index) => ({ thing, hostId: `host-${from + index}` }))

  test(`${name}: says of each thing on how many hosts it was seen, however often`, async () => {
    const counts = await opened()
    expect(await counts.note([])).toEqual(new Map())
    expect(await counts.note([...on('a', 3), ...on('a', 2), ...on('b', 1)])).toEqual(
      new Map([
        ['a', 3],
        ['b', 1],
      ]),
    )
    expect(await counts.note([...on('a', 2, 2), ...on('c', 1)])).toEqual(
      new Map([
        ['a', 4],
        ['c', 1],
      ]),
    )
    expect(await counts.note(on('a', 1))).toEqual(new Map([['a', 4]]))
  })

  test(`${name}: is off by no more than it says, by five deviations`, async () => {
    const counts = await opened()
    for (let from = 0; from < 20_000; from += 5_000) await counts.note(on('everywhere', 5_000, from))
    const found = (await counts.note(on('everywhere', 1))).get('everywhere') ?? 0
    expect(Math.abs(found - 20_000)).toBeLessThanOrEqual((20_000 * 5 * counts.errorPercent) / 100)
  })
}
