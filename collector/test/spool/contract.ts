import { expect, onTestFinished, test } from 'vitest'

import type { Spool } from '../../src/spool/spool.ts'
import { aStream } from './a-stream.ts'

const { signal: never } = new AbortController()

/** What every spool promises. `open` gives an empty one that holds about `maxBytes`. */
export function spoolContract(name: string, open: (maxBytes: number) => Promise<Spool>): void {
  async function opened(maxBytes = 1024 * 1024): Promise<Spool> {
    const spool = await open(maxBytes)
    onTestFinished(() => spool.close())
    return spool
  }

  test(`${name}: gives batches back in the order of appending, with host, count and bytes`, async () => {
    const spool = await opened()
    const [one, other] = [aStream({ host: 1, boot: 1 }), aStream({ host: 2, boot: 2, hostName: null })]
    const batches = [one.next({ events: 3 }), other.next({ isLowPriority: false }), one.next({ padBytes: 10_000 })]
    for (const batch of batches) await spool.append(batch, never)

    const read = await spool.read(10, never)

    expect(read.map(({ hostId, eventCount, value }) => ({ hostId: [...hostId], eventCount, value: Buffer.from(value) }))).toEqual(
      batches.map(({ hostId, eventCount, value }) => ({ hostId: [...hostId], eventCount, value: Buffer.from(value) })),
    )
    expect(read.map(({ id }) => id)).toEqual(read.map(({ id }) => id).toSorted((left, right) => left - right))
  })

  test(`${name}: reads at most as many batches as asked for, and the same again until they are removed`, async () => {
    const spool = await opened()
    const stream = aStream()
    for (let count = 0; count < 3; count += 1) await spool.append(stream.next(), never)

    const first = await spool.read(2, never)
    const again = await spool.read(2, never)
    await spool.remove(first.at(-1)?.id ?? 0)
    const rest = await spool.read(2, never)

    expect(first).toHaveLength(2)
    expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
    expect(rest).toHaveLength(1)
    expect(rest[0]?.id).toBeGreaterThan(first.at(-1)?.id ?? Infinity)
  })

  test(`${name}: keeps what comes behind a removed batch`, async () => {
    const spool = await opened()
    const stream = aStream()
    await spool.append(stream.next(), never)
    const [batch] = await spool.read(8, never)
    await spool.append(stream.next({ events: 2 }), never)

    await spool.remove(batch?.id ?? 0)

    expect((await spool.read(8, never)).map(({ eventCount }) => eventCount)).toEqual([2])
  })

  test(`${name}: removing twice or what was never there changes nothing`, async () => {
    const spool = await opened()
    await spool.remove(0)
    await spool.append(aStream().next(), never)
    const [batch] = await spool.read(8, never)
    await spool.remove(batch?.id ?? 0)
    await spool.remove(batch?.id ?? 0)
    expect(spool.counts).toMatchObject({ heldEvents: 0, heldBytes: 0, droppedEvents: 0, corruptBatches: 0 })
  })

  test(`${name}: a read waits for the first batch`, async () => {
    const spool = await opened()
    const reading = spool.read(8, never)
    await spool.append(aStream().next(), never)
    expect(await reading).toHaveLength(1)
  })

  test(`${name}: an ended spool gives what it holds and then nothing`, async () => {
    const spool = await opened()
    await spool.append(aStream().next(), never)
    spool.end()
    const rest = await spool.read(8, never)
    await spool.remove(rest[0]?.id ?? 0)
    expect(rest).toHaveLength(1)
    expect(await spool.read(8, never)).toEqual([])
  })

  test(`${name}: ending the spool lets a waiting read go`, async () => {
    const spool = await opened()
    const reading = spool.read(8, never)
    spool.end()
    expect(await reading).toEqual([])
  })

  test(`${name}: aborting lets a waiting read go`, async () => {
    const spool = await opened()
    const abort = new AbortController()
    const reading = spool.read(8, abort.signal)
    abort.abort()
    expect(await reading).toEqual([])
  })

  test(`${name}: counts the events and bytes it holds`, async () => {
    const spool = await opened()
    const stream = aStream()
    const batches = [stream.next({ events: 3 }), stream.next({ events: 4 })]
    for (const batch of batches) await spool.append(batch, never)
    const full = spool.counts
    const [first] = await spool.read(1, never)
    await spool.remove(first?.id ?? 0)

    expect(full.heldEvents).toBe(7)
    expect(full.heldBytes).toBeGreaterThanOrEqual(batches.reduce((sum, { value }) => sum + value.length, 0))
    expect(spool.counts.heldEvents).toBe(4)
    expect(spool.counts.heldBytes).toBeLessThan(full.heldBytes)
  })

  test(`${name}: takes a batch larger than its bound when it holds nothing else`, async () => {
    const spool = await opened(1024)
    await spool.append(aStream().next({ padBytes: 5_000 }), never)
    expect(await spool.read(8, never)).toHaveLength(1)
  })
}
