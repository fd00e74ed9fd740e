import { describe, expect, test } from 'vitest'

import { type Sensor, sensors } from '../../../src/sources/device/port/sensors.ts'
import { deviceSettings, driverConfigOf } from '../../../src/sources/device/settings.ts'
import { aSimulatedDevice, fireImageLoad, takeEvents } from './simulated-device.ts'

const defaults = driverConfigOf(deviceSettings.parse({}))

describe('the driver besides its events', () => {
  test('is asked for statistics that agree with what was read', async () => {
    const { source, kernel } = await aSimulatedDevice()
    for (let index = 0; index < 40; index += 1) fireImageLoad(kernel, index)
    await takeEvents(source, 46)
    const statistics = source.device.statistics()
    expect(statistics.issuedSequence).toBe(46)
    expect(statistics.kinds.image_load).toMatchObject({ observed: 40, written: 40, refused: { ring_full: 0, rate_limited: 0 } })
    expect(Object.values(statistics.sensors).every(({ isRegistered }) => isRegistered)).toBe(true)
  })

  test('has no statistics while it is away', async () => {
    const { source } = await aSimulatedDevice()
    expect(() => source.device.statistics()).toThrow(/driver is not loaded/u)
  })

  test('registers a callback again that somebody took away, and says so', async () => {
    const { source, kernel } = await aSimulatedDevice()
    await takeEvents(source, 6)
    kernel.call('void sim_take_callback_away(uint32_t callback)', 0)
    expect(source.device.selfCheck()).toMatchObject({ process: 'restored' })
    expect(source.device.selfCheck()).toMatchObject({ process: 'present' })
  })

  test('scans a process for I/O rings when asked', async () => {
    const { source } = await aSimulatedDevice({ driverConfig: { ...defaults, areProcessesScanned: false } })
    await takeEvents(source, 6)
    const triggers: string[] = []
    // A process that waits for its turn in the round at the load of the driver is not queued again.
    while (!triggers.includes('request')) {
      source.device.requestScan(1000)
      for (const event of await takeEvents(source, 1))
        if (event.kind === 'ioring_scan' && event.processId === 1000) triggers.push(event.trigger)
    }
    expect(triggers.at(-1)).toBe('request')
    expect(() => source.device.requestScan(77_777)).toThrow(/Mon_CbRequestScan/u)
  })

  test('records what it is configured to, and declares what a rate limit refused', async () => {
    const settings = deviceSettings.parse({ sensors: ['image', 'process'], image_rate_limit: 10, scans: false })
    const { source, kernel } = await aSimulatedDevice({ driverConfig: driverConfigOf(settings) })
    await takeEvents(source, 6)
    kernel.call('void sim_fire_thread_exit(uint32_t process_id, uint32_t thread_id)', 1000, 8)
    for (let index = 0; index < 100; index += 1) fireImageLoad(kernel, index)
    const kinds = (await takeEvents(source, 11)).map(({ kind }) => kind)
    expect(kinds).not.toContain('thread_terminate')
    expect(kinds).toContain('gap')
    expect(source.device.statistics().kinds.image_load?.refused.rate_limited).toBeGreaterThan(0)
  })

  test('a configuration that the driver refuses is an error, not a driver that records something else', async () => {
    const { source } = await aSimulatedDevice({ driverConfig: { ...defaults, ringBytes: 17 } })
    await expect(source.next(AbortSignal.timeout(9_000))).rejects.toThrow(/Mon_CbSetConfig: result 4/u)
  })

  test('the processes that run are listed with their parents, start times and images', async () => {
    const { source } = await aSimulatedDevice()
    const processes = await source.device.runningProcesses()
    const collector = processes.find(({ processId }) => processId === 500)
    const services = processes.find(({ processId }) => processId === 468)
    expect(processes).toHaveLength(7)
    expect(collector).toMatchObject({ parentProcessId: 468, sessionId: 0, integrityLevel: 0x4000 })
    expect(collector?.executable).toMatch(/win11mon\\node\.exe$/u)
    expect(collector?.parentStartUs).toBe(services?.processStartUs)
  })

  const provoked: Readonly<Record<Sensor, readonly string[]>> = {
    process: ['process_create', 'process_terminate'],
    thread: ['thread_create', 'thread_terminate'],
    image: ['image_load'],
    object: ['handle_create', 'handle_duplicate'],
    registry: ['registry_operation'],
  }

  test.each(sensors)('what is done for the sensor %s is seen by it', async (sensor) => {
    const { source } = await aSimulatedDevice({ driverConfig: defaults })
    await takeEvents(source, 6)
    await source.device.provoke(sensor)
    const kinds = (await takeEvents(source, provoked[sensor].length)).map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining([...provoked[sensor]]))
  })
})
