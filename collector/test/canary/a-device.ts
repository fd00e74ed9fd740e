import type { EventKind } from '@win11mon/schemas'

import { kindsOfSensor } from '../../src/canary/canary.ts'
import type { Device, DeviceKindCounts, DeviceStatistics, SensorStatus } from '../../src/sources/device/port/device.ts'
import { type Sensor, sensors } from '../../src/sources/device/port/sensors.ts'

/** A driver whose callbacks can be taken away, and what the collector has read of it. */
export interface TestDevice {
  readonly device: Pick<Device, 'provoke' | 'statistics'>
  readonly read: Partial<Record<EventKind, number>>
  /** Its callback does not run any more. */
  silence(sensor: Sensor): void
  restore(sensor: Sensor): void
  unregister(sensor: Sensor): void
  /** Loaded anew: it counts from zero under another boot id. */
  reload(): void
  /** What provoking that sensor does instead. */
  readonly refusals: Set<Sensor>
  isAway: boolean
  /** Its ring is full: what it observes it refuses. */
  isFull: boolean
  /** Nobody reads: what is written stays in the ring. */
  isUnread: boolean
}

export function aDevice(): TestDevice {
  const silenced = new Set<Sensor>()
  const unregistered = new Set<Sensor>()
  const read: Partial<Record<EventKind, number>> = {}
  let boot = 1
  let kinds: Partial<Record<EventKind, DeviceKindCounts>> = {}

  function observe(kind: EventKind): void {
    const { observed, written, refused } = kinds[kind] ?? nothing
    const full = test.isFull ? 1 : 0
    kinds[kind] = {
      ...nothing,
      observed: observed + 1,
      written: written + 1 - full,
      refused: { ring_full: refused.ring_full + full, rate_limited: 0 },
    }
    if (!test.isFull && !test.isUnread) read[kind] = (read[kind] ?? 0) + 1
  }

  const test: TestDevice = {
    device: {
      async provoke(sensor) {
        if (test.isAway) throw new Error('the driver is away')
        if (test.refusals.has(sensor)) throw new Error('cannot')
        if (silenced.has(sensor)) return
        for (const kind of kindsOfSensor[sensor]) observe(kind)
      },
      statistics() {
        if (test.isAway) throw new Error('the driver is away')
        return { ...quiet, bootId: new Uint8Array(16).fill(boot), kinds: { ...kinds }, sensors: statusOf(unregistered) }
      },
    },
    read,
    refusals: new Set(),
    silence: (sensor) => void silenced.add(sensor),
    restore: (sensor) => void silenced.delete(sensor),
    unregister: (sensor) => void unregistered.add(sensor),
    reload() {
      boot += 1
      kinds = {}
    },
    isAway: false,
    isFull: false,
    isUnread: false,
  }
  return test
}

const nothing: DeviceKindCounts = { observed: 0, written: 0, refused: { ring_full: 0, rate_limited: 0 }, declared: 0 }

function statusOf(unregistered: ReadonlySet<Sensor>): Record<Sensor, SensorStatus> {
  const entries = sensors.map((sensor) => [sensor, { isRegistered: !unregistered.has(sensor), status: 0 }] as const)
  return Object.fromEntries(entries) as Record<Sensor, SensorStatus>
}

const quiet: Omit<DeviceStatistics, 'bootId' | 'kinds' | 'sensors'> = {
  loadTimeUs: 0,
  abiVersion: 1,
  layoutFingerprint: 0x1234abcd,
  issuedSequence: 42,
  deliveredSequence: 42,
  acknowledgedSequence: 42,
  ringSizeBytes: 8_388_608,
  ringUsedBytes: 1_024,
  restoredRegistrationCount: 0,
  deviceSecurityStatus: 0,
}
