import { PipelineError } from '@win11mon/pipeline'

import { createDeviceSource } from './device-source.ts'
import type { DeviceSource, DeviceSourceOptions } from './port/device.ts'
import { simulatedMachine, startSimulatedMachine } from './machine/simulated-machine.ts'
import { loadClientLibrary } from './native/koffi-library.ts'
import type { ClientLibrary } from './native/client-library.ts'
import type { Machine } from './port/machine.ts'

/**
 * Loads the client library and makes the source over it; the device itself is opened by the first `next`, and waited for
 * when the driver is not loaded. With the simulation behind the library, a machine is started in it.
 */
export async function openDeviceSource(options: DeviceSourceOptions): Promise<DeviceSource> {
  const library = await loadClientLibrary(options.libraryPath)
  return createDeviceSource({ library, machine: await machineOf(library) }, options)
}

async function machineOf({ simulation, path }: ClientLibrary): Promise<Machine> {
  if (simulation !== undefined) {
    startSimulatedMachine(simulation)
    return simulatedMachine(simulation)
  }
  if (process.platform !== 'win32') {
    throw new PipelineError('DEVICE_LIBRARY_UNUSABLE', `${path} is no simulation, and there is no driver on ${process.platform}.`)
  }
  const { openWindowsMachine } = await import('./machine/windows-machine.ts')
  return openWindowsMachine()
}
