import { PipelineError } from '@win11mon/pipeline'

import type { RunningProcess } from '../port/device.ts'
import type { Sensor } from '../port/sensors.ts'
import type { SimulatedKernel } from '../native/client-library.ts'
import { canaryKey } from './canary-key.ts'
import type { Machine } from '../port/machine.ts'

/** The process that the collector is in the simulation. */
const collectorId = 500
const explorerId = 1000
const childId = 4004
const listBytes = { entry: 288, image: 28 }
const maxListed = 65_536
const systemRoot = '\\Device\\HarddiskVolume3\\Windows'

/** A session as every Windows has it; the driver sees them being made. */
const firstProcesses = [
  [312, 4, 'System32\\smss.exe', 0, 0x4000],
  [404, 312, 'System32\\csrss.exe', 0, 0x4000],
  [456, 312, 'System32\\wininit.exe', 0, 0x4000],
  [468, 456, 'System32\\services.exe', 0, 0x4000],
  [collectorId, 468, 'System32\\win11mon\\node.exe', 0, 0x4000],
  [explorerId, 4, 'explorer.exe', 1, 0x2000],
] as const

/** Loads the driver into the simulated kernel, when that has not been done, and starts the first processes. */
export function startSimulatedMachine(kernel: SimulatedKernel): void {
  const status = kernel.loadDriver()
  if (status !== 0)
    throw new PipelineError('INTERNAL', `The simulated kernel did not load the driver: status 0x${(status >>> 0).toString(16)}.`)
  for (const [processId, parentId, image, sessionId, integrity] of firstProcesses) {
    startProcess(kernel, { processId, parentId, image: `${systemRoot}\\${image}`, sessionId, integrity })
  }
  kernel.call('void sim_set_client(uint32_t process_id)', collectorId)
}

interface Start {
  readonly processId: number
  readonly parentId: number
  readonly image: string
  readonly sessionId: number
  readonly integrity: number
}

function startProcess(kernel: SimulatedKernel, { processId, parentId, image, sessionId, integrity }: Start): void {
  kernel.fire('process_create', {
    process_id: processId,
    parent_id: parentId,
    creator_id: parentId,
    creator_thread_id: parentId + 4,
    session_id: sessionId,
    integrity_level: integrity,
    image,
    command_line: image,
  })
}

export function simulatedMachine(kernel: SimulatedKernel): Machine {
  return {
    isReal: false,
    runningProcesses: () => Promise.resolve(listProcesses(kernel)),
    provoke(sensor) {
      provocations[sensor](kernel)
      return Promise.resolve()
    },
  }
}

/** A filled-in sim_process_entry_t is read by its offsets; see driver/sim/simulation.h. */
function listProcesses(kernel: SimulatedKernel): readonly RunningProcess[] {
  const entries = new Uint8Array(listBytes.entry * maxListed)
  const count = Math.min(kernel.list(entries, maxListed), maxListed)
  const view = new DataView(entries.buffer)
  const listed = Array.from({ length: count }, (_, index) => entryAt(view, index * listBytes.entry))
  const starts = new Map(listed.map(({ processId, processStartUs }) => [processId, processStartUs]))
  return listed.map((entry) => ({ ...entry, parentStartUs: parentStart(entry, starts) }))
}

type Entry = RunningProcess & { readonly processStartUs: number; readonly parentProcessId: number }

function entryAt(view: DataView, at: number): Entry {
  const imageBytes = view.getUint32(at + 24, true)
  const image = Buffer.from(view.buffer, at + listBytes.image, imageBytes).toString('utf16le')
  return {
    processId: view.getUint32(at, true),
    parentProcessId: view.getUint32(at + 4, true),
    sessionId: view.getUint32(at + 8, true),
    integrityLevel: view.getUint32(at + 12, true),
    processStartUs: fileTimeUs(view.getBigInt64(at + 16, true)),
    parentStartUs: null,
    executable: image === '' ? null : image,
    commandLine: null,
  }
}

/** From 100 ns since 1601 to microseconds since 1970. */
function fileTimeUs(fileTime: bigint): number {
  return Number((fileTime - 116_444_736_000_000_000n) / 10n)
}

/** A process that was started later than its child is another one with the parent's number. */
function parentStart({ parentProcessId, processStartUs }: Entry, starts: ReadonlyMap<number, number>): number | null {
  const start = starts.get(parentProcessId)
  return start !== undefined && start <= processStartUs ? start : null
}

const provocations: Readonly<Record<Sensor, (kernel: SimulatedKernel) => void>> = {
  process(kernel) {
    startProcess(kernel, {
      processId: childId,
      parentId: collectorId,
      image: `${systemRoot}\\System32\\hostname.exe`,
      sessionId: 0,
      integrity: 0x4000,
    })
    kernel.call('bool sim_fire_process_exit(uint32_t process_id, int32_t exit_status)', childId, 0)
  },
  thread(kernel) {
    const create = 'void sim_fire_thread_create(uint32_t actor, uint32_t actor_thread, uint32_t process, uint32_t thread, uint64_t start)'
    kernel.call(create, collectorId, collectorId + 4, collectorId, 508, 0x7ff6_0000)
    kernel.call('void sim_fire_thread_exit(uint32_t process_id, uint32_t thread_id)', collectorId, 508)
  },
  image: (kernel) =>
    kernel.fire('image_load', {
      process_id: collectorId,
      thread_id: collectorId + 4,
      path: `${systemRoot}\\System32\\version.dll`,
      base: 0x7ffa_0000,
      size_bytes: 0x1000,
      signature_level: 12,
    }),
  object(kernel) {
    const opened = {
      actor_id: collectorId,
      actor_thread_id: collectorId + 4,
      object_id: explorerId,
      original_access: 0x1000,
      desired_access: 0x1000,
    }
    kernel.fire('handle', { ...opened, granted_access: 0x1000 })
    kernel.fire('handle', { ...opened, granted_access: 0x1000, source_id: collectorId, recipient_id: collectorId, is_duplicate: true })
  },
  registry: (kernel) =>
    kernel.fire('registry', {
      actor_id: collectorId,
      actor_thread_id: collectorId + 4,
      operation: 3,
      path: '\\REGISTRY\\MACHINE\\SOFTWARE\\win11mon',
      name: canaryKey.value,
    }),
}
