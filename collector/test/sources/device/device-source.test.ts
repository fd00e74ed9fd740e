import { type Event, type Gap, toIdText } from '@win11mon/schemas'
import { describe, expect, test } from 'vitest'

import type { DeviceSource } from '../../../src/sources/device/port/device.ts'
import { aSimulatedDevice, aSourceOver, eventsOf, fireImageLoad, takeEvents } from './simulated-device.ts'

describe('events of the driver', () => {
  test('come as whole batches with consecutive numbers, kinds and times', async () => {
    const { source, kernel } = await aSimulatedDevice({ batchEvents: 100 })
    for (let index = 0; index < 250; index += 1) fireImageLoad(kernel, index)
    const batch = await source.next(AbortSignal.timeout(10_000))
    if (batch === undefined) throw new Error('no batch')
    const events = eventsOf(batch)
    expect(batch).toMatchObject({ eventCount: 100, firstSequence: 1, lastSequence: 100, isLowPriority: false })
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
    expect(Object.values(batch.kindCounts).reduce((sum, count) => sum + count, 0)).toBe(100)
    expect([batch.firstTimeUs, batch.lastTimeUs]).toEqual([
      Math.min(...events.map(({ timeUs }) => timeUs)),
      Math.max(...events.map(({ timeUs }) => timeUs)),
    ])
  })

  test('that come slowly are not held back for a full batch', async () => {
    const { source, kernel } = await aSimulatedDevice({ batchEvents: 10_000 })
    const first = await takeEvents(source, 6)
    fireImageLoad(kernel, 1)
    const more = await takeEvents(source, 1)
    expect(first.map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => 'process_create'))
    expect(more[0]).toMatchObject({ kind: 'image_load', imagePath: '\\Windows\\image-1.dll' })
  })

  test('a quiet machine is waited for, and the wait ends with the signal', async () => {
    const { source } = await aSimulatedDevice()
    await takeEvents(source, 6)
    const stop = new AbortController()
    const next = source.next(stop.signal)
    setTimeout(() => stop.abort(), 50)
    expect(await next).toBeUndefined()
  })

  test('what was not acknowledged comes again to the next session, what was does not', async () => {
    const { source, kernel, library } = await aSimulatedDevice({ batchEvents: 3 })
    const [one, two] = [await source.next(AbortSignal.timeout(9_000)), await source.next(AbortSignal.timeout(9_000))]
    if (one === undefined || two === undefined) throw new Error('no batch')
    await source.ack(one)
    await source.close()
    fireImageLoad(kernel, 0)
    const again = aSourceOver(library, { batchEvents: 100 })
    expect((await takeEvents(again, 4)).map(({ sequence }) => sequence)).toEqual([4, 5, 6, 7])
    await again.close()
  })

  test('a driver that goes away and comes back is read on under its new boot id', async () => {
    const { source, kernel, problems } = await aSimulatedDevice()
    await takeEvents(source, 6)
    const waiting = source.next(AbortSignal.timeout(20_000))
    kernel.unloadDriver()
    expect(kernel.loadDriver()).toBe(0)
    for (let index = 0; index < 3; index += 1) fireImageLoad(kernel, index)
    const batch = await waiting
    if (batch === undefined) throw new Error('no batch')
    await source.ack(batch)
    const events =
      eventsOf(batch).length < 3 ? [...eventsOf(batch), ...(await takeEvents(source, 3 - eventsOf(batch).length))] : eventsOf(batch)
    expect(events.map(({ kind, sequence }) => [kind, sequence])).toEqual([1, 2, 3].map((sequence) => ['image_load', sequence]))
    expect(problems.map(({ reason }) => reason)).toContain('device_away')
  })

  test('what a driver held when it was unloaded is declared lost in a stream of the source', async () => {
    const { source, kernel } = await aSimulatedDevice({ batchEvents: 4 })
    for (let index = 0; index < 5_000; index += 1) fireImageLoad(kernel, index)
    const first = await source.next(AbortSignal.timeout(9_000))
    kernel.unloadDriver()
    kernel.loadDriver()
    fireImageLoad(kernel, 0)
    const { events, gaps } = await untilGap(source)
    const read = [...(first === undefined ? [] : eventsOf(first)), ...events].map(({ sequence }) => sequence)
    expect(gaps).toMatchObject([{ reason: 'driver_gone', lostBootId: toIdText(first?.bootId ?? new Uint8Array()), lastSequence: 5_006 }])
    expect(gaps[0]?.firstSequence).toBe(Math.max(...read) + 1)
    expect(gaps[0]?.lostCount).toBe(5_006 - Math.max(...read))
  })
})

/** Everything up to the first gap event. */
async function untilGap(source: DeviceSource): Promise<{ events: Event[]; gaps: Gap[] }> {
  const events: Event[] = []
  for (;;) {
    const batch = await source.next(AbortSignal.timeout(9_000))
    if (batch === undefined) throw new Error('The source ended without a gap.')
    const gaps = eventsOf(batch).filter((event) => event.kind === 'gap')
    if (gaps.length > 0) return { events, gaps }
    events.push(...eventsOf(batch))
  }
}
