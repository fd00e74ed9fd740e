import { type ClientLibrary, type SimulatedKernel, loadClientLibrary } from '@win11mon/collector'

import { simulationLibrary } from '../ffi/simulation-library.ts'

export interface SimulatedDriver {
  readonly library: ClientLibrary
  readonly kernel: SimulatedKernel
}

export async function simulatedDriver(): Promise<SimulatedDriver> {
  const library = await loadClientLibrary(simulationLibrary)
  if (library.simulation === undefined) throw new Error(`${simulationLibrary} has no simulation.`)
  return { library, kernel: library.simulation }
}

/** What a bench of the collector stands on. */
export interface BenchPlace {
  readonly driver: SimulatedDriver
  readonly brokers: readonly string[]
  /** For spools. */
  readonly directory: string
}
