import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { decodeBatch } from '@win11mon/schemas'
import { expect, test } from 'vitest'

import type { EncodedBatch } from '../../src/batch/encoded-batch.ts'
import { openRecordingLog } from '../../src/publish/recording-log.ts'
import { readRecordedNumbers } from '../recording/read-recorded.ts'
import { aSpoolDirectory } from '../spool/a-spool-directory.ts'
import { aStream } from '../spool/a-stream.ts'

const { signal: never } = new AbortController()

const records = (batches: readonly EncodedBatch[]): { key: string; value: Uint8Array }[] =>
  batches.map(({ value }) => ({ key: 'host', value }))

function someBatches(count: number): EncodedBatch[] {
  const stream = aStream()
  return Array.from({ length: count }, () => stream.next({ padBytes: 2_000 }))
}

async function append(path: string, batches: readonly EncodedBatch[]): Promise<void> {
  const log = await openRecordingLog(path)
  await log.append(records(batches), never)
  await log.close()
}

test('a recording is written on, not replaced', async () => {
  const path = join(aSpoolDirectory(), 'live.avro')
  const [first, ...rest] = someBatches(4)
  await append(path, first === undefined ? [] : [first])
  await append(path, rest)
  expect(await readRecordedNumbers(path)).toEqual({ numbers: [1, 2, 3, 4], damages: 0 })
})

test('wherever a kill has cut it off, what was whole stays and what comes is whole', async () => {
  const directory = aSpoolDirectory()
  const batches = someBatches(3)
  const whole = join(directory, 'whole.avro')
  await append(whole, batches.slice(0, 2))
  const { length } = readFileSync(whole)
  const [, , third] = batches
  for (let cut = 0; cut < length; cut += 97) {
    const path = join(directory, `${cut}.avro`)
    writeFileSync(path, readFileSync(whole))
    truncateSync(path, cut)
    await append(path, third === undefined ? [] : [third])
    const { numbers, damages } = await readRecordedNumbers(path)
    expect([numbers.at(-1), damages]).toEqual([3, 0])
    expect(numbers.slice(0, -1)).toEqual([1, 2].slice(0, numbers.length - 1))
  }
})

test('garbage behind the last whole block is cut off', async () => {
  const path = join(aSpoolDirectory(), 'live.avro')
  const [first, second] = someBatches(2)
  await append(path, first === undefined ? [] : [first])
  appendFileSync(path, new Uint8Array(500).fill(0xa5))
  await append(path, second === undefined ? [] : [second])
  expect(await readRecordedNumbers(path)).toEqual({ numbers: [1, 2], damages: 0 })
})

test('a file that is something else is refused and left as it is', async () => {
  const path = join(aSpoolDirectory(), 'notes.txt')
  writeFileSync(path, 'keep me')
  await expect(openRecordingLog(path)).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' })
  expect(readFileSync(path, 'utf8')).toBe('keep me')
})

test('a disk that refuses is a log that is away, and the batch goes in whole later', async () => {
  // Writing to it always fails with "no space left on device".
  const log = await openRecordingLog('/dev/full').catch((error: unknown) => error)
  expect(log).toMatchObject({ code: 'IO_FAILED' })
  expect(decodeBatch(someBatches(1)[0]?.value ?? new Uint8Array()).events).toHaveLength(1)
})
