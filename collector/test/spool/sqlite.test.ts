import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { type Gap, decodeBatch, toIdText } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import type { SpooledBatch } from '../../src/batch/spooled-batch.ts'
import type { Spool } from '../../src/spool/spool.ts'
import { aSpoolDirectory, aSqliteSpool } from './a-spool-directory.ts'
import { aStream } from './a-stream.ts'
import { spoolContract } from './contract.ts'
import { drain } from './drain.ts'

const { signal: never } = new AbortController()

spoolContract('SQLite', (maxBytes) => aSqliteSpool(aSpoolDirectory(), { maxBytes }))
spoolContract('SQLite that writes late', (maxBytes) => aSqliteSpool(aSpoolDirectory(), { maxBytes, writeDelayMs: 5 }))

test('batches are still there after closing and opening again, and ids go on', async () => {
  const directory = aSpoolDirectory()
  const stream = aStream()
  const first = await aSqliteSpool(directory)
  await first.append(stream.next({ events: 5 }), never)
  await first.append(stream.next({ events: 6 }), never)
  const [read] = await first.read(1, never)
  await first.remove(read?.id ?? 0)
  await first.close()

  const second = await aSqliteSpool(directory)
  expect(second.counts).toMatchObject({ heldEvents: 6, quarantinedFiles: 0 })
  const held = await second.read(8, never)
  await second.close()

  expect(held.map(({ eventCount }) => eventCount)).toEqual([6])
  expect(held[0]?.id).toBeGreaterThan(read?.id ?? Infinity)
})

test('a full spool drops the oldest low-priority batches first and declares them as one gap of their stream', async () => {
  const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 200_000 })
  const stream = aStream({ boot: 7 })
  const important = stream.next({ padBytes: 50_000, isLowPriority: false })
  await spool.append(important, never)
  const others = Array.from({ length: 6 }, () => stream.next({ events: 10, padBytes: 50_000 }))
  for (const batch of others) await spool.append(batch, never)
  spool.end()

  const left = await drain(spool)
  await spool.close()

  const ordinary = left.filter(({ value }) => toIdText(decodeBatch(value).bootId) === toIdText(important.bootId))
  expect(ordinary.map(({ value }) => decodeBatch(value).firstSequence)).toEqual([1, 42, 52])
  const [gap] = gapsOf(left)
  expect(gapsOf(left)).toHaveLength(1)
  expect(gap).toMatchObject({ reason: 'spool_full', firstSequence: 2, lastSequence: 41, lostCount: 40, timeUs: others[3]?.lastTimeUs })
  expect(gap).toMatchObject({ lostBootId: toIdText(important.bootId), lostKind: 'image_load', lostByKind: null })
  expect(spool.counts).toMatchObject({ droppedEvents: 40, heldEvents: 0, heldBytes: 0 })
})

test('high-priority batches are dropped, oldest first, when there are no others', async () => {
  const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 200_000 })
  const stream = aStream()
  for (let count = 0; count < 5; count += 1) await spool.append(stream.next({ padBytes: 50_000, isLowPriority: false }), never)
  spool.end()
  const gaps = gapsOf(await drain(spool))
  await spool.close()
  expect(gaps).toMatchObject([{ firstSequence: 1, lastSequence: 2, lostCount: 2 }])
})

test('neighbours of several kinds are declared as one gap that says how many of each', async () => {
  const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 120_000 })
  const stream = aStream()
  for (const isLowPriority of [true, false, false, false])
    await spool.append(stream.next({ events: 3, padBytes: 50_000, isLowPriority }), never)
  spool.end()
  const gaps = gapsOf(await drain(spool))
  await spool.close()
  expect(gaps).toMatchObject([{ lostCount: 6, lostKind: null, lostByKind: 'process_create=3,image_load=3' }])
})

test('what was read is not dropped, since the log may have it', async () => {
  const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 400_000 })
  const stream = aStream()
  for (let count = 0; count < 5; count += 1) await spool.append(stream.next({ padBytes: 50_000 }), never)
  const read = await spool.read(2, never)
  for (let count = 0; count < 5; count += 1) await spool.append(stream.next({ padBytes: 50_000 }), never)
  spool.end()

  const left = await drain(spool)
  await spool.close()

  expect(left.slice(0, 2).map(({ id }) => id)).toEqual(read.map(({ id }) => id))
  expect(gapsOf(left)).toMatchObject([{ firstSequence: 3, lastSequence: 5 }])
})

test('losses that nobody has heard of are declared after a restart', async () => {
  const directory = aSpoolDirectory()
  const stream = aStream()
  const first = await aSqliteSpool(directory, { maxBytes: 100_000 })
  for (let count = 0; count < 3; count += 1) await first.append(stream.next({ padBytes: 50_000 }), never)
  await first.close()
  const second = await aSqliteSpool(directory, { maxBytes: 100_000 })
  second.end()
  const gaps = gapsOf(await drain(second))
  await second.close()
  expect(gaps).toMatchObject([{ firstSequence: 1, lastSequence: 2, lostCount: 2 }])
})

test('gap events stand in a numbered stream of their own, one a host', async () => {
  const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 100_000 })
  const streams = [aStream({ host: 1, boot: 1 }), aStream({ host: 2, boot: 2 })]
  const left: SpooledBatch[] = []
  for (let round = 0; round < 2; round += 1) {
    for (const stream of streams) for (let count = 0; count < 3; count += 1) await spool.append(stream.next({ padBytes: 30_000 }), never)
    left.push(...(await drainHeld(spool)))
  }
  await spool.close()

  const declared = left.map(({ value }) => decodeBatch(value)).filter(({ events }) => events[0]?.kind === 'gap')
  for (const host of [1, 2]) {
    const own = declared.filter(({ hostId }) => hostId[0] === host)
    expect(new Set(own.map(({ bootId }) => toIdText(bootId))).size).toBe(1)
    expect(own.flatMap(({ events }) => events.map(({ sequence }) => sequence))).toEqual([1, 2])
    expect(own[0]?.hostName).toBe('DESK1')
  }
})

test('a declared gap outlives every ordinary batch in a spool that stays full', async () => {
  const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 200_000 })
  const stream = aStream()
  const appendSome = async (): Promise<void> => {
    for (let count = 0; count < 6; count += 1) await spool.append(stream.next({ padBytes: 50_000, isLowPriority: false }), never)
  }
  await appendSome()
  // Reading declares what was dropped so far; the declaration stands behind one batch that was read.
  await spool.remove((await spool.read(1, never))[0]?.id ?? 0)
  for (let round = 0; round < 5; round += 1) await appendSome()
  spool.end()
  const gaps = gapsOf(await drain(spool))
  await spool.close()
  expect(gaps[0]).toMatchObject({ firstSequence: 1, lastSequence: 3 })
  expect(new Set(gaps.map(({ lostBootId }) => lostBootId))).toEqual(new Set([toIdText(new Uint8Array(16).fill(1))]))
})

test('a spool that waits when full drops nothing', async () => {
  const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 100_000, whenFull: 'wait' })
  const stream = aStream()
  await spool.append(stream.next({ padBytes: 60_000 }), never)
  const appending = spool.append(stream.next({ padBytes: 60_000 }), never)
  const [first] = await spool.read(8, never)
  expect(spool.counts.heldEvents).toBe(1)
  await spool.remove(first?.id ?? 0)
  await appending
  expect(await spool.read(8, never)).toHaveLength(1)
  await spool.close()
})

test('an append that waits for room is refused when it is aborted', async () => {
  const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 100_000, whenFull: 'wait' })
  const stream = aStream()
  const abort = new AbortController()
  await spool.append(stream.next({ padBytes: 60_000 }), never)
  const appending = spool.append(stream.next({ padBytes: 60_000 }), abort.signal)
  abort.abort()
  await expect(appending).rejects.toMatchObject({ code: 'SPOOL_FULL', isRetryable: true })
  await spool.close()
})

test('a second process is told that the spool is held', async () => {
  const directory = aSpoolDirectory()
  const spool = await aSqliteSpool(directory)
  await expect(aSqliteSpool(directory)).rejects.toMatchObject({ code: 'SPOOL_HELD' })
  await spool.close()
  await (await aSqliteSpool(directory)).close()
})

test('a directory that cannot be made is an error that names it', async () => {
  const directory = join(aSpoolDirectory(), 'spool.db')
  await (await aSqliteSpool(join(directory, '..'))).close()
  await expect(aSqliteSpool(directory)).rejects.toMatchObject({ code: 'IO_FAILED', message: expect.stringContaining(directory) })
})

test('host names keep every character, even NUL', async () => {
  const spool = await aSqliteSpool(aSpoolDirectory(), { maxBytes: 1_000 })
  const stream = aStream({ hostName: 'A\0B\u{1F600}' })
  for (let count = 0; count < 2; count += 1) await spool.append(stream.next({ padBytes: 900 }), never)
  spool.end()
  const gap = (await drain(spool)).map(({ value }) => decodeBatch(value)).find(({ events }) => events[0]?.kind === 'gap')
  await spool.close()
  expect(gap?.hostName).toBe('A\0B\u{1F600}')
})

test('the file shrinks again after a burst', async () => {
  const directory = aSpoolDirectory()
  const spool = await aSqliteSpool(directory)
  const stream = aStream()
  const big = stream.next()
  for (let count = 0; count < 40; count += 1) await spool.append({ ...big, value: new Uint8Array(500_000) }, never)
  for (let round = 0; round < 20; round += 1) {
    await spool.append(stream.next(), never)
    await drainHeld(spool)
  }
  await spool.close()
  expect(statSync(join(directory, 'spool.db')).size).toBeLessThan(14_000_000)
})

test('holds no more than its bound in the file, ballast and log beside it', async () => {
  const directory = aSpoolDirectory()
  const maxBytes = 3_000_000
  const spool = await aSqliteSpool(directory, { maxBytes })
  const stream = aStream()
  for (let count = 0; count < 150; count += 1) await spool.append(stream.next({ padBytes: (count * 977) % 60_000 }), never)
  const bytes = readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)
  expect(spool.counts.heldBytes).toBeLessThanOrEqual(maxBytes)
  expect(bytes).toBeLessThan(maxBytes * 1.1 + 8_000_000)
  await spool.close()
})

/** Everything a spool holds now. */
async function drainHeld(spool: Spool): Promise<SpooledBatch[]> {
  const taken: SpooledBatch[] = []
  while (spool.counts.heldEvents > 0) {
    const batches = await spool.read(8, never)
    taken.push(...batches)
    await spool.remove(batches.at(-1)?.id ?? 0)
  }
  return taken
}

function gapsOf(batches: readonly SpooledBatch[]): Gap[] {
  return batches.flatMap(({ value }) => decodeBatch(value).events.filter((event): event is Gap => event.kind === 'gap'))
}
