import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { type Event, decodeBatch } from '@win11mon/schemas'
import { onTestFinished } from 'vitest'

import type { EncodedBatch } from '../../../src/batch/encoded-batch.ts'
import { createDeviceSource } from '../../../src/sources/device/device-source.ts'
import type { DeviceSource, DeviceSourceOptions } from '../../../src/sources/device/port/device.ts'
import { simulatedMachine, startSimulatedMachine } from '../../../src/sources/device/machine/simulated-machine.ts'
import type { ClientLibrary, SimulatedKernel } from '../../../src/sources/device/native/client-library.ts'
import { loadClientLibrary } from '../../../src/sources/device/native/koffi-library.ts'

const libraryPath: string = fileURLToPath(new URL('../../../../driver/build/plain/libwin11mon_callbacks.so', import.meta.url))

interface Kernel {
  readonly library: ClientLibrary
  readonly kernel: SimulatedKernel
}

/** Kernels that no test uses now. There is no way to unload one, and a process has room for few. */
const idleKernels: Kernel[] = []

/** A kernel of the test's own, as new: a library that is loaded from another file has its own memory. */
export async function aSimulatedKernel(): Promise<Kernel> {
  const taken = idleKernels.pop() ?? (await loadKernel())
  onTestFinished(() => {
    taken.kernel.call('void sim_reset()')
    idleKernels.push(taken)
  })
  return taken
}

async function loadKernel(): Promise<Kernel> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-kernel-'))
  try {
    const path = join(directory, 'libwin11mon_callbacks.so')
    copyFileSync(libraryPath, path)
    const library = await loadClientLibrary(path)
    if (library.simulation === undefined) throw new Error('The library has no simulation.')
    return { library, kernel: library.simulation }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

export interface SimulatedDevice {
  readonly source: DeviceSource
  readonly kernel: SimulatedKernel
  readonly library: ClientLibrary
  readonly problems: { readonly reason: string; readonly count: number; readonly detail: string }[]
}

export async function aSimulatedDevice(options: Partial<DeviceSourceOptions> = {}): Promise<SimulatedDevice> {
  const { library, kernel } = await aSimulatedKernel()
  startSimulatedMachine(kernel)
  const problems: SimulatedDevice['problems'] = []
  const source = aSourceOver(library, { onProblem: (problem) => problems.push(problem), ...options })
  onTestFinished(async () => {
    await source.close()
    kernel.unloadDriver()
  })
  return { source, kernel, library, problems }
}

export function aSourceOver(library: ClientLibrary, options: Partial<DeviceSourceOptions> = {}): DeviceSource {
  if (library.simulation === undefined) throw new Error('The library has no simulation.')
  return createDeviceSource(
    { library, machine: simulatedMachine(library.simulation) },
    { libraryPath: library.path, hostId: new Uint8Array(16).fill(7), hostName: 'DESKTOP', agentVersion: '1', batchEvents: 500, ...options },
  )
}

/** An image load in the simulated explorer. */
export function fireImageLoad(kernel: SimulatedKernel, index: number): void {
  kernel.fire('image_load', {
    process_id: 1000,
    thread_id: 8,
    path: `\\Windows\\image-${index}.dll`,
    base: 4096 * (index + 1),
    size_bytes: 4096,
  })
}

/** Takes batches until that many events have come, acknowledging each as a spool would. */
export async function takeEvents(source: DeviceSource, count: number, signal: AbortSignal = AbortSignal.timeout(20_000)): Promise<Event[]> {
  const events: Event[] = []
  while (events.length < count) {
    const batch = await source.next(signal)
    if (batch === undefined) throw new Error(`The source ended after ${events.length} of ${count} events.`)
    await source.ack(batch)
    events.push(...eventsOf(batch))
  }
  return events
}

export function eventsOf({ value }: EncodedBatch): readonly Event[] {
  return decodeBatch(value).events
}
