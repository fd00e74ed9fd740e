import type koffiPackage from 'koffi'
import type { SimulatedEventName, SimulatedKernel } from './client-library.ts'

type Koffi = typeof koffiPackage
type KoffiLibrary = ReturnType<Koffi['load']>

/**
 * Members of the structures of driver/sim/simulation.h, in their order. A text is a pointer to UTF-16 and its length in
 * bytes: given as a string here.
 */
const structures: Readonly<Record<SimulatedEventName, Readonly<Record<string, string>>>> = {
  process_create: {
    process_id: 'uint32_t',
    parent_id: 'uint32_t',
    creator_id: 'uint32_t',
    creator_thread_id: 'uint32_t',
    session_id: 'uint32_t',
    integrity_level: 'uint32_t',
    is_subsystem: 'bool',
    image: 'text',
    command_line: 'text',
    denied_status: 'int32_t',
    has_partial_name: 'bool',
  },
  image_load: {
    process_id: 'uint32_t',
    thread_id: 'uint32_t',
    path: 'text',
    base: 'uint64_t',
    size_bytes: 'uint64_t',
    signature_level: 'uint32_t',
    mapper_id: 'uint32_t',
  },
  handle: {
    actor_id: 'uint32_t',
    actor_thread_id: 'uint32_t',
    object_id: 'uint32_t',
    object_thread_id: 'uint32_t',
    source_id: 'uint32_t',
    recipient_id: 'uint32_t',
    original_access: 'uint32_t',
    desired_access: 'uint32_t',
    granted_access: 'uint32_t',
    status: 'int32_t',
    is_duplicate: 'bool',
    is_kernel_handle: 'bool',
    is_abandoned: 'bool',
    attached_id: 'uint32_t',
  },
  registry: {
    actor_id: 'uint32_t',
    actor_thread_id: 'uint32_t',
    operation: 'uint32_t',
    status: 'int32_t',
    path: 'text',
    name: 'text',
    data_type: 'uint32_t',
    data_bytes: 'uint32_t',
    data: 'const uint8_t *',
    is_user_data: 'bool',
    is_unmapped: 'bool',
    is_existing: 'bool',
    has_no_object: 'bool',
    file: 'text',
    is_abandoned: 'bool',
  },
}

/** Undefined for the library of a real driver, which exports nothing of a simulation. */
export function simulatedKernel(koffi: Koffi, library: KoffiLibrary): SimulatedKernel | undefined {
  const loadDriver = findFunction(library, 'int32_t sim_load_driver()')
  if (loadDriver === undefined) return undefined
  const unloadDriver = library.func('void sim_unload_driver()')
  const list = library.func('uint32_t sim_list_processes(uint8_t *entries, uint32_t capacity)')
  const declared = new Map<string, ReturnType<KoffiLibrary['func']>>()
  const fire = firing(koffi, library)
  return {
    loadDriver: () => Number(loadDriver()),
    unloadDriver: () => void unloadDriver(),
    call(declaration, ...numbers) {
      const known = declared.get(declaration) ?? library.func(declaration)
      declared.set(declaration, known)
      return Number(known(...numbers) ?? 0)
    },
    list: (entries, capacity) => Number(list(entries, capacity)),
    fire,
  }
}

function findFunction(library: KoffiLibrary, declaration: string): ReturnType<KoffiLibrary['func']> | undefined {
  try {
    return library.func(declaration)
  } catch {
    return undefined
  }
}

function firing(koffi: Koffi, library: KoffiLibrary): SimulatedKernel['fire'] {
  const text = koffi.struct({ chars: 'const uint16_t *', bytes: 'uint32_t' })
  const functions = Object.fromEntries(
    Object.entries(structures).map(([name, members]) => {
      const types = Object.fromEntries(Object.entries(members).map(([member, type]) => [member, type === 'text' ? text : type]))
      return [name, library.func(`sim_fire_${name}`, name === 'process_create' ? 'bool' : 'void', [koffi.pointer(koffi.struct(types))])]
    }),
  )
  return (name, event) => void functions[name]?.(wholeEvent(structures[name], event))
}

function wholeEvent(members: Readonly<Record<string, string>>, event: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([member, type]) => [member, memberValue(type, event[member])]))
}

function memberValue(type: string, value: unknown): unknown {
  if (type !== 'text') return value ?? (type === 'bool' ? false : type.endsWith('*') ? null : 0)
  if (typeof value !== 'string') return { chars: null, bytes: 0 }
  const units = Uint16Array.from(value, (_, index) => value.charCodeAt(index))
  return { chars: units, bytes: units.byteLength }
}
