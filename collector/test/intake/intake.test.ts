import { setImmediate } from 'node:timers/promises'

import { PipelineError } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import type { EncodedBatch } from '../../src/batch/encoded-batch.ts'
import { type NamedSource, takeIn } from '../../src/intake/intake.ts'
import { type LedgerWriter, createCollectorLedger } from '../../src/ledger/collector-ledger.ts'
import { aSource } from '../a-source.ts'
import { aStream } from '../spool/a-stream.ts'

const { signal: never } = new AbortController()

interface Taken {
  readonly appended: EncodedBatch[]
  readonly failures: string[]
  readonly ledger: LedgerWriter
  readonly mostAtOnce: number
}

interface Disturbance {
  /** Appends of this batch are refused. */
  readonly refuses?: EncodedBatch
  readonly stop?: AbortSignal
}

async function takeFrom(sources: readonly NamedSource[], { refuses, stop = never }: Disturbance = {}): Promise<Taken> {
  const [appended, failures]: [EncodedBatch[], string[]] = [[], []]
  const ledger = createCollectorLedger()
  let [atOnce, mostAtOnce] = [0, 0]
  const spool = {
    async append(batch: EncodedBatch): Promise<void> {
      atOnce += 1
      mostAtOnce = Math.max(mostAtOnce, atOnce)
      await setImmediate()
      atOnce -= 1
      if (batch === refuses) throw new PipelineError('IO_FAILED', 'broken disk')
      appended.push(batch)
    },
  }
  const context = { spool, ledger, checkpoint: () => undefined, onSourceFailure: (name: string) => void failures.push(name) }
  const taken = (): Taken => ({ appended, failures, ledger, mostAtOnce })
  await takeIn(sources, context, { stop, abort: never }).catch((error: unknown) => {
    throw Object.assign(error as Error, { taken: taken() })
  })
  return taken()
}

function batchesOf(boot: number, count: number): EncodedBatch[] {
  const stream = aStream({ boot })
  return Array.from({ length: count }, () => stream.next())
}

test('several sources feed the spool, each in its own order and with its own acknowledgements', async () => {
  const [ones, others] = [batchesOf(1, 5), batchesOf(2, 3)]
  const [one, other] = [aSource(ones), aSource(others)]
  const { appended, ledger } = await takeFrom([
    { name: 'one', source: one },
    { name: 'other', source: other },
  ])
  expect(appended.filter((batch) => ones.includes(batch))).toEqual(ones)
  expect([one.acknowledged, other.acknowledged]).toEqual([ones, others])
  expect([ledger.read, ledger.spooled, ledger.source('one').read, ledger.source('other').spooled]).toEqual([8, 8, 5, 3])
})

test('batches are taken while a few before them are on their way, and acknowledged in their order', async () => {
  const batches = batchesOf(1, 50)
  const source = aSource(batches)
  const { mostAtOnce } = await takeFrom([{ name: 'one', source }])
  expect(mostAtOnce).toBeGreaterThan(1)
  expect(mostAtOnce).toBeLessThan(20)
  expect(source.acknowledged).toEqual(batches)
})

test('nothing behind a batch that was refused is acknowledged', async () => {
  const batches = batchesOf(1, 5)
  const source = aSource(batches)
  const [, , refuses] = batches
  await expect(takeFrom([{ name: 'one', source }], { ...(refuses && { refuses }) })).rejects.toMatchObject({ code: 'IO_FAILED' })
  expect(source.acknowledged).toEqual(batches.slice(0, 2))
})

test('a source that waits does not hold up another', async () => {
  const others = batchesOf(2, 3)
  const { appended } = await takeFrom([
    { name: 'waits', source: aSource([], 'wait'), isCompanion: true },
    { name: 'other', source: aSource(others) },
  ])
  expect(appended).toEqual(others)
})

test('a source that fails ends nothing but itself, and its error comes when the others have ended', async () => {
  const others = batchesOf(2, 3)
  const failing = takeFrom([
    { name: 'fails', source: aSource(batchesOf(1, 1), new PipelineError('INPUT_UNREADABLE', 'torn')) },
    { name: 'other', source: aSource(others) },
  ])
  await expect(failing).rejects.toMatchObject({ code: 'INPUT_UNREADABLE', taken: { failures: ['fails'], appended: { length: 4 } } })
})

test('a companion that fails is told of, and the run goes well', async () => {
  const { failures, appended } = await takeFrom([
    { name: 'companion', source: aSource([], new Error('no process list')), isCompanion: true },
    { name: 'main', source: aSource(batchesOf(1, 2)) },
  ])
  expect([failures, appended.length]).toEqual([['companion'], 2])
})

test('a batch that was not appended is not acknowledged, and the next source has its turn all the same', async () => {
  const [first] = batchesOf(1, 1)
  const [one, other] = [aSource(first === undefined ? [] : [first], 'wait'), aSource(batchesOf(2, 2))]
  const sources = [
    { name: 'one', source: one },
    { name: 'other', source: other },
  ]
  await expect(takeFrom(sources, { ...(first && { refuses: first }) })).rejects.toMatchObject({ code: 'IO_FAILED' })
  expect([one.acknowledged.length, other.acknowledged.length]).toEqual([0, 2])
})

test('companions have their last word when everything else has been taken in', async () => {
  const [last] = batchesOf(3, 1)
  const { appended } = await takeFrom([
    { name: 'heartbeat', source: aSource(batchesOf(2, 1), 'wait'), isCompanion: true, last: () => last },
    { name: 'main', source: aSource(batchesOf(1, 3)) },
  ])
  expect(appended).toHaveLength(5)
  expect(appended.at(-1)).toBe(last)
})

test('a stop ends every source without an error, and the last word is still taken', async () => {
  const stop = new AbortController()
  const [last] = batchesOf(3, 1)
  const running = takeFrom(
    [
      { name: 'main', source: aSource(batchesOf(1, 2), 'wait') },
      { name: 'heartbeat', source: aSource([], 'wait'), isCompanion: true, last: () => last },
    ],
    { stop: stop.signal },
  )
  for (let turn = 0; turn < 10; turn += 1) await setImmediate()
  stop.abort()
  expect((await running).appended).toHaveLength(3)
})
