import type { SimulatedKernel } from '@win11mon/collector'

const actor = { actor_id: 1000, actor_thread_id: 1004 }
const handle = { ...actor, object_id: 500, original_access: 0x1410, desired_access: 0x1410, granted_access: 0x1410 }
const threadCreate = 'void sim_fire_thread_create(uint32_t actor, uint32_t actor_thread, uint32_t process, uint32_t thread, uint64_t start)'
const threadExit = 'void sim_fire_thread_exit(uint32_t process_id, uint32_t thread_id)'
const processExit = 'bool sim_fire_process_exit(uint32_t process_id, int32_t exit_status)'

/** Fires one callback of a busy host's mix into the simulated kernel. */
type Fire = (kernel: SimulatedKernel, index: number) => void

const mix: readonly (readonly [count: number, fire: Fire])[] = [
  [44, fireImageLoad],
  [14, (kernel) => void kernel.call(threadCreate, 1000, 1004, 1000, 1008, 0x7ff6_0000)],
  [14, (kernel) => void kernel.call(threadExit, 1000, 1008)],
  [14, (kernel) => kernel.fire('handle', handle)],
  [4, (kernel) => kernel.fire('handle', { ...handle, source_id: 1000, recipient_id: 500, is_duplicate: true })],
  [6, fireValueSet],
  [4, fireProcess],
]
const makers: readonly Fire[] = mix.flatMap(([count, fire]) => Array.from({ length: count }, () => fire))

/** The same mix on every call: about 1.04 callbacks each, since a process that is created ends as well. */
export function fireMixed(kernel: SimulatedKernel, count: number): void {
  for (let index = 0; index < count; index += 1) (makers[(index * 37) % makers.length] ?? fireImageLoad)(kernel, index)
}

function fireImageLoad(kernel: SimulatedKernel, index: number): void {
  const path = `\\Device\\HarddiskVolume3\\Windows\\System32\\library-${index % 300}.dll`
  kernel.fire('image_load', {
    process_id: 1000,
    thread_id: 1004,
    path,
    base: 0x7ffa_0000 + index * 4096,
    size_bytes: 0x9000,
    signature_level: 12,
  })
}

function fireValueSet(kernel: SimulatedKernel, index: number): void {
  const path = '\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run'
  kernel.fire('registry', { ...actor, operation: 3, path, name: `Updater ${index % 9}`, data_type: 1 })
}

function fireProcess(kernel: SimulatedKernel, index: number): void {
  const image = `\\Device\\HarddiskVolume3\\Program Files\\Vendor ${index % 7}\\program.exe`
  const process = { process_id: 40_000 + 4 * (index % 1000), parent_id: 1000, creator_id: 1000, creator_thread_id: 1004, session_id: 1 }
  kernel.fire('process_create', {
    ...process,
    integrity_level: 0x2000,
    image,
    command_line: `"${image}" --type=renderer --handle=${index} --lang=en-US`,
  })
  kernel.call(processExit, process.process_id, 0)
}
