import { readFileSync } from 'node:fs'

import { type DriverBatchHeader, checkDriverBatchHeader, layoutFingerprint } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import type { EncodedBatch } from '../../../src/batch/encoded-batch.ts'
import type { ClientLibrary } from '../../../src/sources/device/native/client-library.ts'
import { loadClientLibrary } from '../../../src/sources/device/native/koffi-library.ts'
import { createBatchReader } from '../../../src/sources/device/reading/batch-reader.ts'
import { createLossStream } from '../../../src/sources/device/reading/loss-stream.ts'
import { createRecordPacker } from '../../../src/sources/device/reading/record-packer.ts'
import { aSimulatedDevice, aSimulatedKernel, aSourceOver, eventsOf, takeEvents } from './simulated-device.ts'

const origin = { hostId: new Uint8Array(16).fill(1), hostName: 'DESKTOP', agentVersion: '1' }
const headerBytes = 80

/** A golden batch of thirteen records, damaged. */
function readDamaged(damage: (batch: Uint8Array, starts: readonly number[]) => void): { batches: EncodedBatch[]; lost: readonly object[] } {
  const golden = new Uint8Array(readFileSync(new URL('../../../../driver/golden/every-kind.bin', import.meta.url)))
  damage(golden, recordStarts(golden))
  const reader = createBatchReader(64 * 1024)
  reader.buffer.set(golden)
  const header: DriverBatchHeader = checkDriverBatchHeader(reader.buffer)
  const batches: EncodedBatch[] = []
  const packer = createRecordPacker({ ...origin, bootId: header.bootId, batchEvents: 100, onBatch: (batch) => batches.push(batch) })
  const lost = reader.read(header, packer)
  const rest = packer.flush()
  return { batches: rest === undefined ? batches : [...batches, rest], lost }
}

function recordStarts(batch: Uint8Array): readonly number[] {
  const view = new DataView(batch.buffer)
  const starts: number[] = []
  for (let start = headerBytes; start < batch.length; start += view.getUint32(start, true)) starts.push(start)
  return starts
}

const ranges = (batches: readonly EncodedBatch[]): readonly (readonly number[])[] =>
  batches.map(({ firstSequence, lastSequence, eventCount }) => [firstSequence, lastSequence, eventCount])

describe('records that cannot be used', () => {
  test('of an unknown kind are counted, neighbours as one, and cut the batch', () => {
    const { batches, lost } = readDamaged((batch, starts) => {
      for (const index of [4, 5]) batch[(starts[index] ?? 0) + 4] = 200
    })
    expect(ranges(batches)).toEqual([
      [1, 4, 4],
      [7, 13, 7],
    ])
    expect(lost).toMatchObject([{ reason: 'record_unknown', firstSequence: 5, lastSequence: 6, kindNumber: 200 }])
  })

  test('that are malformed are set aside one by one with their bytes and the reason', () => {
    const { batches, lost } = readDamaged((batch, starts) => {
      batch[(starts[0] ?? 0) + 88 + 3] = 0xff
    })
    expect(ranges(batches)).toEqual([[2, 13, 12]])
    expect(lost).toMatchObject([
      { reason: 'record_malformed', firstSequence: 1, lastSequence: 1, kindNumber: 64, detail: /^commandLine: needs/ },
    ])
    expect((lost[0] as { record: Uint8Array }).record.length).toBeGreaterThan(112)
  })

  test('with a size that cannot be believed take those behind them along', () => {
    const { batches, lost } = readDamaged((batch, starts) => {
      batch[starts[9] ?? 0] = 3
    })
    expect(ranges(batches)).toEqual([[1, 9, 9]])
    expect(lost).toMatchObject([{ reason: 'record_malformed', firstSequence: 10, lastSequence: 13 }])
  })

  test('become a gap event with the stream, the numbers and the bytes', () => {
    const { lost } = readDamaged((batch, starts) => {
      batch[(starts[0] ?? 0) + 88 + 3] = 0xff
    })
    const [found] = lost as [{ record: Uint8Array; detail: string }]
    const batch = createLossStream(origin).declare({
      bootId: new Uint8Array(16).fill(3),
      reason: 'record_malformed',
      detail: found.detail,
      firstSequence: 1,
      lastSequence: 1,
      kindNumber: 64,
      firstTimeUs: 5,
      lastTimeUs: 5,
      record: found.record,
    })
    if (batch === undefined) throw new Error('no batch')
    expect(eventsOf(batch)[0]).toMatchObject({
      kind: 'gap',
      lostKind: 'process_create',
      lostCount: 1,
      firstSequence: 1,
      record: found.record,
    })
  })
})

describe('a device that cannot be read', () => {
  test('a library that is not there says which setting to look at', async () => {
    await expect(loadClientLibrary('/nowhere/win11mon_callbacks.so')).rejects.toMatchObject({
      code: 'DEVICE_LIBRARY_UNUSABLE',
      message: expect.stringMatching(/\/nowhere\/win11mon_callbacks\.so .*collector\.device\.library/u) as string,
    })
  })

  test('a library without the functions of the client is refused by its path', async () => {
    const somethingElse = process.report.getReport() as unknown as { sharedObjects: readonly string[] }
    const libc = somethingElse.sharedObjects.find((path) => /libc\.so/u.test(path)) ?? ''
    await expect(loadClientLibrary(libc)).rejects.toMatchObject({ code: 'DEVICE_LIBRARY_UNUSABLE' })
  })

  test('a driver that is not loaded is waited for, and said so', async () => {
    const { library, kernel } = await aSimulatedKernel()
    const problems: string[] = []
    const source = aSourceOver(library, { onProblem: ({ reason, detail }) => problems.push(`${reason}: ${detail}`) })
    const next = source.next(AbortSignal.timeout(20_000))
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(kernel.loadDriver()).toBe(0)
    kernel.fire('image_load', { process_id: 4, thread_id: 8, path: 'x.sys', base: 1, size_bytes: 1 })
    expect((await next)?.eventCount).toBe(1)
    expect(problems[0]).toMatch(/^device_away: The device .* does not exist: the driver is not loaded\. Start it with/u)
    await source.close()
    kernel.unloadDriver()
  })

  test('a driver of another interface version is refused, not decoded', async () => {
    const { library } = await aSimulatedKernel()
    await expect(aSourceOver(saying(library, 4, 2)).next(AbortSignal.timeout(9_000))).rejects.toMatchObject({
      code: 'ABI_MISMATCH',
      message: expect.stringMatching(/version 2 of the interface, this collector version 1\. .*install both from the same one/u) as string,
    })
  })

  test('a driver with another record layout is refused with both layouts', async () => {
    const { library } = await aSimulatedKernel()
    await expect(aSourceOver(saying(library, 8, layoutFingerprint ^ 1)).next(AbortSignal.timeout(9_000))).rejects.toMatchObject({
      code: 'ABI_MISMATCH',
      message: expect.stringContaining(layoutFingerprint.toString(16)) as string,
    })
  })

  test('an account that may not open it is told what to run as', async () => {
    const { library } = await aSimulatedKernel()
    const refusing: ClientLibrary = { ...library, open: () => ({ result: 2, handle: {} }) }
    await expect(aSourceOver(refusing).next(AbortSignal.timeout(9_000))).rejects.toMatchObject({
      code: 'DEVICE_REFUSED',
      message: expect.stringMatching(/SYSTEM and administrators/u) as string,
    })
  })

  test('a second reader is told that another program reads', async () => {
    const { source, library } = await aSimulatedDevice()
    await takeEvents(source, 6)
    const waiting = source.next(AbortSignal.timeout(9_000)).catch(() => undefined)
    await expect(aSourceOver(library).next(AbortSignal.timeout(9_000))).rejects.toMatchObject({ code: 'DEVICE_HELD' })
    await source.close()
    await waiting
  })
})

/** The library with one word of its statistics changed: what a driver of another release would say. */
function saying(library: ClientLibrary, offset: number, word: number): ClientLibrary {
  return {
    ...library,
    open: () => ({ result: 0, handle: {} }),
    close: () => undefined,
    getStatistics: (_handle, statistics) => {
      const view = new DataView(statistics.buffer)
      view.setUint32(0, statistics.length, true)
      view.setUint32(4, 1, true)
      view.setUint32(8, layoutFingerprint, true)
      view.setUint32(offset, word, true)
      return 0
    },
  }
}
