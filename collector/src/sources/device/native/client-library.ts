/** An open handle of the library. Only the library looks inside. */
export type ClientHandle = object

/**
 * The functions of win11mon_callbacks, as its header documents them; a number that comes back is a MON_CB_RESULT. Buffers
 * belong to the caller, who keeps them until the call has returned; `getEventsWaiting` until it resolves.
 */
export interface ClientLibrary {
  readonly path: string
  /** The simulation of the kernel, when that stands behind the library instead of a driver. */
  readonly simulation: SimulatedKernel | undefined
  open(access: number): { readonly result: number; readonly handle: ClientHandle }
  close(handle: ClientHandle): void
  getStatistics(handle: ClientHandle, statistics: Uint8Array): number
  getEvents(handle: ClientHandle, input: Uint8Array, output: BatchOutput): number
  /** The same on a thread of its own, for a call that waits. */
  getEventsWaiting(handle: ClientHandle, input: Uint8Array, output: BatchOutput): Promise<number>
  setConfig(handle: ClientHandle, config: Uint8Array): number
  requestScan(handle: ClientHandle, processId: number): number
  showReferenceRing(handle: ClientHandle): number
  selfCheck(handle: ClientHandle, check: Uint8Array): number
  cancel(handle: ClientHandle): void
  systemError(handle: ClientHandle): number
}

export interface BatchOutput {
  readonly buffer: Uint8Array
  /** One number: how many bytes came. */
  readonly returnedBytes: Uint32Array
}

/** What a test or a machine without Windows lets happen in the simulated kernel. */
export interface SimulatedKernel {
  loadDriver(): number
  unloadDriver(): void
  /** Calls a function of the simulation that takes whole numbers only, by its name in driver/sim/simulation.h. */
  call(declaration: string, ...numbers: readonly (number | boolean)[]): number
  /** `sim_list_processes`: returns how many processes run. */
  list(entries: Uint8Array, capacity: number): number
  /** Fires one of the simulation's events: its function takes one structure. */
  fire(name: SimulatedEventName, event: Readonly<Record<string, number | boolean | string>>): void
}

export type SimulatedEventName = 'process_create' | 'image_load' | 'handle' | 'registry'
