import { PipelineError } from '@win11mon/pipeline'

import { createDeviceSource } from './device-source.ts'
import type { DeviceSource, DeviceSourceOptions } from './port/device.ts'
import { simulatedMachine, startSimulatedMachine } from './machine/simulated-machine.ts'
import { loadClientLibrary } from './native/koffi-library.ts'
import type { ClientLibrary, SimulatedKernel } from './native/client-library.ts'
import type { Machine } from './port/machine.ts'

/**
 * Loads the client library and makes the source over it; the device itself is opened by the first `next`, and waited for
 * when the driver is not loaded. With the simulation behind the library, a machine is started in it.
 */
export async function openDeviceSource(options: DeviceSourceOptions): Promise<DeviceSource> {
  const library = await loadClientLibrary(options.libraryPath)
  const source = createDeviceSource({ library, machine: await machineOf(library) }, options)
  return library.simulation === undefined ? source : unloadingAtClose(source, library.simulation)
}

/** The simulated driver's threads must have ended before the process takes the library away under them. */
function unloadingAtClose(source: DeviceSource, simulation: SimulatedKernel): DeviceSource {
  const close = source.close.bind(source)
  return Object.assign(source, {
    close: async () => {
      await close()
      simulation.unloadDriver()
    },
  })
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
