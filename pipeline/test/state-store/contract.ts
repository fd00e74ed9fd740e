import { expect, onTestFinished, test } from 'vitest'

import type { StateStore } from '../../src/state-store/state-store.ts'

/** What every state store promises. `open` gives one that others may have open, too: a second call opens the same. */
export function stateStoreContract(name: string, open: () => Promise<StateStore>): void {
  async function opened(): Promise<StateStore> {
    const store = await open()
    onTestFinished(() => store.close())
    return store
  }
  const states = (...entries: readonly (readonly [string, readonly number[]])[]): Map<string, Uint8Array> =>
    new Map(entries.map(([id, bytes]) => [id, Uint8Array.from(bytes)]))

  test(`${name}: gives back what was put last, and nothing for what was never put`, async () => {
    const store = await opened()
    const own = await store.acquire('p')
    await store.put(own, states(['a', [1, 2, 3]], ['b', [0, 255]]))
    await store.put(own, states(['a', [9]]))
    const read = await Promise.all(['a', 'b', 'c'].map((id) => store.get(own, id)))
    expect(read.map((bytes) => (bytes instanceof Uint8Array ? [...bytes] : bytes))).toEqual([[9], [0, 255], undefined])
  })

  test(`${name}: keeps partitions apart`, async () => {
    const store = await opened()
    const [left, right] = [await store.acquire('left'), await store.acquire('right')]
    await store.put(left, states(['a', [1]]))
    expect([left.isKnown, right.isKnown, await store.get(right, 'a')]).toEqual([false, false, undefined])
  })

  test(`${name}: whoever has a partition next finds its states, and fences the one before off`, async () => {
    const store = await opened()
    const before = await store.acquire('p')
    await store.put(before, states(['a', [1]]))
    const after = await store.acquire('p')
    expect([after.isKnown, after.epoch > before.epoch]).toEqual([true, true])
    await expect(store.put(before, states(['a', [2]], ['b', [2]]))).rejects.toMatchObject({ code: 'STATE_FENCED' })
    await expect(store.get(before, 'a')).rejects.toMatchObject({ code: 'STATE_FENCED' })
    expect(
      [await store.get(after, 'a'), await store.get(after, 'b')].map((bytes) => (bytes instanceof Uint8Array ? [...bytes] : bytes)),
    ).toEqual([[1], undefined])
  })

  test(`${name}: tells which states were put before a time, and removes what it is told to`, async () => {
    const store = await opened()
    const own = await store.acquire('p')
    const before = Date.now() * 1_000
    await store.put(own, states(['a', [1]], ['b', [2]]))
    await new Promise((resolve) => setTimeout(resolve, 20))
    const between = Date.now() * 1_000
    await new Promise((resolve) => setTimeout(resolve, 20))
    await store.put(own, states(['b', [3]], ['c', [4]]))
    expect([await store.stale(own, before, 10), await store.stale(own, between, 10)]).toEqual([[], ['a']])
    expect(((await store.stale(own, Infinity, 10)) as readonly string[]).toSorted()).toEqual(['a', 'b', 'c'])
    expect(await store.stale(own, Infinity, 2)).toHaveLength(2)
    await store.put(own, new Map([...states(['b', [5]]), ['a', null], ['never', null]]))
    expect([await store.get(own, 'a'), await store.stale(own, between, 10)]).toEqual([undefined, []])
    await store.acquire('p')
    await expect(store.stale(own, Infinity, 10)).rejects.toMatchObject({ code: 'STATE_FENCED' })
  })

  test(`${name}: holds a large state, and many at once`, async () => {
    const store = await opened()
    const own = await store.acquire('p')
    const large = new Uint8Array(6 * 1024 * 1024).fill(7)
    await store.put(
      own,
      new Map([['large', large], ...Array.from({ length: 500 }, (_, index) => [`s${index}`, large.subarray(0, index)] as const)]),
    )
    const found = (await store.get(own, 'large')) as Uint8Array
    const small = (await store.get(own, 's499')) as Uint8Array
    expect([found.length, found[6_000_000], small.length]).toEqual([large.length, 7, 499])
  })
}
