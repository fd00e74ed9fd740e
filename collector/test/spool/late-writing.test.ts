import { decodeBatch } from '@win11mon/schemas'
import { expect, onTestFinished, test } from 'vitest'

import type { EncodedBatch } from '../../src/batch/encoded-batch.ts'
import type { SpooledBatch } from '../../src/batch/spooled-batch.ts'
import type { Spool } from '../../src/spool/spool.ts'
import { aSpoolDirectory, aSqliteSpool } from './a-spool-directory.ts'
import { aStream } from './a-stream.ts'
import { drainNumbers } from './drain.ts'

const { signal: never } = new AbortController()
const inAnHourMs = 3_600_000

interface Opened {
  readonly spool: Spool
  readonly directory: string
  /** Transactions of appends so far. */
  readonly writes: () => number
}

async function open(writeDelayMs: number): Promise<Opened> {
  const directory = aSpoolDirectory()
  let writes = 0
  const spool = await aSqliteSpool(directory, { writeDelayMs, checkpoint: (name) => void (writes += name === 'append_begun' ? 1 : 0) })
  onTestFinished(() => spool.close())
  return { spool, directory, writes: () => writes }
}

function someBatches(count: number): EncodedBatch[] {
  const stream = aStream()
  return Array.from({ length: count }, () => stream.next())
}

function numbers(batches: readonly SpooledBatch[]): number[] {
  return batches.flatMap(({ value }) => decodeBatch(value).events.map(({ sequence }) => sequence))
}

test('what the log takes in time is never written, and its appends resolve then', async () => {
  const { spool, directory, writes } = await open(inAnHourMs)
  const appending = someBatches(3).map((batch) => spool.append(batch, never))
  const read = await spool.read(8, never)
  await spool.remove(read.at(-1)?.id ?? 0)
  await Promise.all(appending)
  await spool.close()
  const again = await aSqliteSpool(directory)
  expect([numbers(read), writes(), again.counts.heldEvents]).toEqual([[1, 2, 3], 0, 0])
  await again.close()
})

test('what the log has not taken in time is written, and is not read again once it is taken', async () => {
  const { spool, writes } = await open(5)
  const [first, second] = someBatches(2)
  if (first === undefined || second === undefined) throw new Error('no batches')
  const appending = spool.append(first, never)
  const read = await spool.read(8, never)
  await appending
  expect([writes(), spool.counts.heldEvents]).toEqual([1, 1])
  const later = spool.append(second, never)
  await spool.remove(read[0]?.id ?? 0)
  expect(numbers(await spool.read(8, never))).toEqual([2])
  await later
})

test('an append resolves only when the file or the log has the batch', async () => {
  const { spool } = await open(inAnHourMs)
  const [batch] = someBatches(1)
  if (batch === undefined) throw new Error('no batch')
  let isHeld = false
  const appending = spool.append(batch, never).then(() => (isHeld = true))
  const [read] = await spool.read(8, never)
  const wasHeld = isHeld
  await spool.remove(read?.id ?? 0)
  await appending
  expect([wasHeld, isHeld]).toEqual([false, true])
})

test('more than a few batches are written without waiting', async () => {
  const { spool } = await open(inAnHourMs)
  await Promise.all(someBatches(16).map((batch) => spool.append(batch, never)))
  expect(spool.counts.heldEvents).toBe(16)
})

test('what waited together is written together', async () => {
  const { spool, writes } = await open(20)
  await Promise.all(someBatches(8).map((batch) => spool.append(batch, never)))
  expect([writes(), spool.counts.heldEvents]).toEqual([1, 8])
})

test('closing writes what is not written', async () => {
  const { spool, directory } = await open(inAnHourMs)
  const appending = someBatches(3).map((batch) => spool.append(batch, never))
  await spool.close()
  await Promise.all(appending)
  const again = await aSqliteSpool(directory)
  again.end()
  expect(await drainNumbers(again)).toEqual({ delivered: [1, 2, 3], declared: [] })
  await again.close()
})

test('what is in the file comes before what is not, and gaps behind what was appended before them', async () => {
  const directory = aSpoolDirectory()
  const stream = aStream()
  const first = await aSqliteSpool(directory, { maxBytes: 150_000 })
  for (let count = 0; count < 4; count += 1) await first.append(stream.next({ padBytes: 50_000 }), never)
  await first.close()
  const spool = await aSqliteSpool(directory, { writeDelayMs: inAnHourMs })
  const appending = spool.append(stream.next(), never)
  spool.end()
  const { delivered, declared } = await drainNumbers(spool)
  await appending
  await spool.close()
  expect([delivered, declared]).toEqual([
    [3, 4, 5],
    [1, 2],
  ])
})
