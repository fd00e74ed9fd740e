import type koffiPackage from 'koffi'
import { PipelineError } from '@win11mon/pipeline'

import type { BatchOutput, ClientHandle, ClientLibrary } from './client-library.ts'
import { simulatedKernel } from './koffi-simulation.ts'

/**
 * Loads win11mon_callbacks. The path is absolute: a library is never looked for along a search path, where somebody else
 * may have put one. Throws DEVICE_LIBRARY_UNUSABLE when there is none, or when it lacks a function.
 */
export async function loadClientLibrary(path: string): Promise<ClientLibrary> {
  const { default: koffi } = await import('koffi').catch((error: unknown) => {
    throw unusable(path, 'the package koffi, which calls it, is not installed for this platform', error)
  })
  try {
    const library = koffi.load(path)
    return bind(path, library, simulatedKernel(koffi, library))
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error), error)
  }
}

type Koffi = typeof koffiPackage
type KoffiLibrary = ReturnType<Koffi['load']>

function bind(path: string, library: KoffiLibrary, simulation: ClientLibrary['simulation']): ClientLibrary {
  const open = library.func('int32_t Mon_CbOpen(uint32_t access, _Out_ void **handle)')
  const getEvents = library.func(
    'int32_t Mon_CbGetEvents(void *handle, const uint8_t *input, uint8_t *buffer, uint32_t bytes, uint32_t *returned)',
  )
  const setConfig = library.func('int32_t Mon_CbSetConfig(void *handle, const uint8_t *config, uint32_t bytes)')
  const close = library.func('void Mon_CbClose(void *handle)')
  const cancel = library.func('void Mon_CbCancel(void *handle)')
  const simple = (declaration: string): ((...values: readonly unknown[]) => number) => {
    const call = library.func(declaration)
    return (...values) => Number(call(...values))
  }
  return {
    path,
    simulation,
    open(access) {
      const out: [ClientHandle | null] = [null]
      const result = Number(open(access, out))
      return { result, handle: out[0] ?? {} }
    },
    close: (handle) => void close(handle),
    getStatistics: simple('int32_t Mon_CbGetStats(void *handle, uint8_t *statistics)'),
    getEvents: (handle, input, { buffer, returnedBytes }) => getEvents(handle, input, buffer, buffer.byteLength, returnedBytes) as number,
    getEventsWaiting: (handle, input, output) => waiting(getEvents, [handle, input, output]),
    setConfig: (handle, config) => Number(setConfig(handle, config, config.byteLength)),
    requestScan: simple('int32_t Mon_CbRequestScan(void *handle, uint32_t process_id)'),
    showReferenceRing: simple('int32_t Mon_CbShowReferenceRing(void *handle)'),
    selfCheck: simple('int32_t Mon_CbSelfCheck(void *handle, uint8_t *check)'),
    cancel: (handle) => void cancel(handle),
    systemError: simple('uint32_t Mon_CbGetSystemError(void *handle)'),
  }
}

type NativeFunction = ReturnType<KoffiLibrary['func']>

/** The closure holds the buffers until the thread is done with them. */
function waiting(getEvents: NativeFunction, [handle, input, output]: readonly [ClientHandle, Uint8Array, BatchOutput]): Promise<number> {
  return new Promise((resolve, reject) => {
    const { buffer, returnedBytes } = output
    getEvents.async(handle, input, buffer, buffer.byteLength, returnedBytes, (error: unknown, result: number) => {
      if (error) reject(error instanceof Error ? error : new Error('Mon_CbGetEvents failed on its thread.'))
      else resolve(result)
    })
  })
}

function unusable(path: string, why: string, cause: unknown): PipelineError {
  return new PipelineError(
    'DEVICE_LIBRARY_UNUSABLE',
    `The client library ${path} cannot be used: ${why}. Set collector.device.library to the path of win11mon_callbacks (.dll on Windows; elsewhere the simulation's .so, which "npm run build -w driver" makes).`,
    { cause },
  )
}
