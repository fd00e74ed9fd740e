import { PipelineError } from '@win11mon/pipeline'
import { type CallbackStatistics, type KindStatistics, callbackNames, driverKinds, readSelfCheck, selfCheckBytes } from '@win11mon/schemas'

import type { Device, DeviceKindCounts, DeviceStatistics, RegistrationState } from '../port/device.ts'
import type { Machine } from '../port/machine.ts'
import type { Sensor } from '../port/sensors.ts'
import type { ClientHandle, ClientLibrary } from '../native/client-library.ts'
import { clientError, clientResults } from '../native/client-results.ts'
import { readStatistics } from '../reading/device-session.ts'

/** MON_REGISTRATION_... of driver/include/mon_ioctl.h, by number. */
const registrationStates: readonly RegistrationState[] = ['present', 'restored', 'missing', 'not_told']

/** Requests of a source's device; `currentHandle` is undefined while the driver is away. */
export function createDevice(library: ClientLibrary, machine: Machine, currentHandle: () => ClientHandle | undefined): Device {
  function handleNow(): ClientHandle {
    const handle = currentHandle()
    if (handle === undefined) throw clientError('the driver is away', clientResults.noDriver, 0)
    return handle
  }

  function check(call: string, result: number): void {
    if (result !== clientResults.ok) throw clientError(call, result, library.systemError(handleNow()))
  }

  return {
    isReal: machine.isReal,
    statistics: () => deviceStatistics(readStatistics(library, handleNow())),
    selfCheck() {
      const bytes = new Uint8Array(selfCheckBytes)
      check('Mon_CbSelfCheck', library.selfCheck(handleNow(), bytes))
      const { callbacks } = readSelfCheck(new DataView(bytes.buffer), 0)
      return bySensor((index) => registrationStates[callbacks[index]?.state ?? -1] ?? 'not_told')
    },
    requestScan: (processId) => check('Mon_CbRequestScan', library.requestScan(handleNow(), processId)),
    runningProcesses: () => machine.runningProcesses(),
    provoke: (sensor) => machine.provoke(sensor),
  }
}

function deviceStatistics(statistics: CallbackStatistics): DeviceStatistics {
  const { bootId, loadTimeUs, version, layoutFingerprint, callbacks, kinds } = statistics
  return {
    bootId,
    loadTimeUs,
    abiVersion: version,
    layoutFingerprint,
    sensors: bySensor((index) => ({ isRegistered: callbacks[index]?.isRegistered === 1, status: callbacks[index]?.status ?? 0 })),
    kinds: Object.fromEntries(driverKinds.map((kind, index) => [kind, kindCounts(kinds[index])])),
    issuedSequence: statistics.issuedSequence,
    deliveredSequence: statistics.deliveredSequence,
    acknowledgedSequence: statistics.acknowledgedSequence,
    ringSizeBytes: statistics.ringSizeBytes,
    ringUsedBytes: statistics.ringUsedBytes,
    restoredRegistrationCount: statistics.restoredRegistrationCount,
    deviceSecurityStatus: statistics.deviceSecurityStatus,
  }
}

function kindCounts(counts: KindStatistics | undefined): DeviceKindCounts {
  if (counts === undefined) throw new PipelineError('INTERNAL', 'The driver has fewer kinds than the catalogue.')
  const { observedCount, writtenCount, ringFullCount, rateLimitedCount, declaredCount } = counts
  const refused = { ring_full: ringFullCount, rate_limited: rateLimitedCount }
  return { observed: observedCount, written: writtenCount, refused, declared: declaredCount }
}

function bySensor<Value>(of: (index: number) => Value): Readonly<Record<Sensor, Value>> {
  return Object.fromEntries(callbackNames.map((name, index) => [name, of(index)])) as unknown as Readonly<Record<Sensor, Value>>
}
