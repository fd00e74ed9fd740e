import { type ManualClock, createManualClock } from '@win11mon/pipeline'
import type { EventKind } from '@win11mon/schemas'
import { expect, onTestFinished, test } from 'vitest'

import { createCanary } from '../../src/canary/canary-loop.ts'
import { blindKinds, canaryText } from '../../src/canary/canary.ts'
import { type Sensor, sensors } from '../../src/sources/device/port/sensors.ts'
import { type TestDevice, aDevice } from './a-device.ts'

const intervalMs = 20_000
const answerMs = 10_000

interface Watched {
  readonly driver: TestDevice
  readonly clock: ManualClock
  /** Every change of what is blind, with its time in seconds. */
  readonly changes: { readonly atSeconds: number; readonly blind: readonly EventKind[] }[]
  readonly failures: string[]
  readonly canary: ReturnType<typeof createCanary>
  /** Lets time pass, second by second. */
  pass(seconds: number): Promise<void>
}

function watch(watched: readonly Sensor[] = sensors): Watched {
  const driver = aDevice()
  const clock = createManualClock()
  const abort = new AbortController()
  const changes: Watched['changes'] = []
  const failures: string[] = []
  let drainedMs = 0
  const canary = createCanary({
    device: driver.device,
    watched,
    read: () => ({ ...driver.read }),
    isDrainedSince: (elapsedMs) => drainedMs >= elapsedMs,
    clock,
    intervalMs,
    answerMs,
    onChange: (blind) => changes.push({ atSeconds: clock.elapsedMs() / 1000, blind }),
    onFailure: (what) => failures.push(what),
  })
  const running = canary.run(abort.signal)
  onTestFinished(async () => {
    abort.abort()
    await running
  })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return {
    driver,
    clock,
    changes,
    failures,
    canary,
    async pass(seconds) {
      await settle()
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000_000)
        if (!driver.isUnread && !driver.isAway) drainedMs = clock.elapsedMs()
        await settle()
      }
    },
  }
}

test('a sensor that sees everything is never blind, in 24 hours with all that happens in a day', async () => {
  const { driver: device, clock, changes, canary, pass } = watch()
  await pass(3_600)
  // The machine's clock is set, by hours, both ways.
  clock.jump(5 * 3_600e6)
  await pass(3_600)
  clock.jump(-10 * 3_600e6)
  await pass(3_600)
  // A burst fills the ring for an hour, and then nobody reads for another: the spool waits for its disk.
  device.isFull = true
  await pass(3_600)
  device.isFull = false
  device.isUnread = true
  await pass(3_600)
  device.isUnread = false
  // The driver is updated, again and again.
  for (let update = 0; update < 12; update += 1) {
    device.reload()
    await pass(311)
  }
  // The machine sleeps: everything is late by hours.
  for (let sleep = 0; sleep < 3; sleep += 1) {
    clock.advance(2 * 3_600e6)
    await pass(600)
  }
  // A full process table: for an hour no child can be made.
  device.refusals.add('process')
  await pass(3_600)
  device.refusals.clear()
  while (clock.elapsedMs() < 24 * 3_600e3) await pass(60)

  expect(changes).toEqual([])
  expect(canaryText(canary.state)).toBe(
    'process_create=seen,process_terminate=seen,thread_create=seen,thread_terminate=seen,image_load=seen,handle_create=seen,handle_duplicate=seen,registry_operation=seen',
  )
})

test.each(sensors)('a %s callback that is taken away is known within a minute, whenever that happens', async (sensor) => {
  for (let offset = 0; offset < 20; offset += 1) {
    const { driver: device, clock, changes, pass } = watch()
    await pass(61 + offset)
    const silencedAt = clock.elapsedMs() / 1000
    device.silence(sensor)
    await pass(60)
    expect(changes).toHaveLength(1)
    expect((changes[0]?.atSeconds ?? Infinity) - silencedAt).toBeLessThanOrEqual(60)
  }
})

test('the kinds of the silent sensor are named, no others, until it sees again', async () => {
  const { driver: device, changes, canary, pass } = watch()
  await pass(60)
  device.silence('object')
  await pass(60)
  expect(blindKinds(canary.state)).toEqual(['handle_create', 'handle_duplicate'])
  device.restore('object')
  await pass(40)
  expect(changes.map(({ blind }) => blind)).toEqual([['handle_create', 'handle_duplicate'], []])
})

test('a sensor that cannot be provoked is not called blind, and events that happen anyhow are seen', async () => {
  const { driver: device, changes, canary, pass } = watch()
  device.refusals.add('image')
  await pass(100)
  expect([changes, canary.state.kinds.image_load?.status]).toEqual([[], 'not_provoked'])
  for (let second = 0; second < 20; second += 1) {
    device.read.image_load = (device.read.image_load ?? 0) + 1
    await pass(1)
  }
  expect(canary.state.kinds.image_load?.status).toBe('seen')
})

test('a callback that is not registered is blind at the first look', async () => {
  const { driver: device, changes, pass } = watch()
  device.unregister('registry')
  await pass(25)
  expect(changes.map(({ blind }) => blind)).toEqual([['registry_operation']])
})

test('a driver that is gone is blindness of every kind within a minute', async () => {
  const { driver: device, changes, failures, canary, pass } = watch()
  await pass(61)
  device.isAway = true
  await pass(59)
  expect(blindKinds(canary.state)).toHaveLength(8)
  expect(changes.at(-1)?.blind).toHaveLength(8)
  expect(failures).toContain('statistics')
})

test('events that the driver counts and the collector never gets are no sight', async () => {
  const { driver: device, clock, canary, pass } = watch()
  await pass(60)
  // Swallowed between ring and reader, while the reader finds the ring empty.
  const provoke = device.device.provoke.bind(device.device)
  const swallow = async (sensor: Sensor): Promise<void> => {
    const before = { ...device.read }
    await provoke(sensor)
    for (const kind of Object.keys(device.read) as EventKind[]) device.read[kind] = before[kind] ?? 0
  }
  Object.assign(device.device, { provoke: swallow })
  await pass(60)
  expect(blindKinds(canary.state)).toHaveLength(8)
  expect(clock.elapsedMs()).toBe(120_000)
})

test('a sensor that is told to record nothing is not looked at', async () => {
  const { driver: device, changes, canary, pass } = watch(['process', 'thread', 'image', 'object'])
  device.silence('registry')
  await pass(120)
  expect([changes, canary.state.kinds.registry_operation]).toEqual([[], undefined])
})
