import {
  type CallbackStatistics,
  type DriverBatchHeader,
  abiVersion,
  callbackStatisticsBytes,
  checkDriverBatchHeader,
  getEventsInputBytes,
  layoutFingerprint,
  readCallbackStatistics,
  readDriverBatchHeader,
  writeGetEventsInput,
} from '@win11mon/schemas'

import type { ClientHandle, ClientLibrary } from '../native/client-library.ts'
import { abiMismatch, clientError, clientResults } from '../native/client-results.ts'
import { type BatchReader, createBatchReader } from './batch-reader.ts'

const readAccess = 1
const writeAccess = 2
/** Some hundred records; the driver has none that is longer. */
const bufferBytes = 256 * 1024

/** What the last batches of a driver load may be forgotten up to. */
export interface Acknowledgement {
  readonly bootId: Uint8Array
  readonly sequence: number
}

/** One open device. Calls throw the PipelineError that `clientError` gives; one `pull` or `wait` runs at a time. */
export interface DeviceSession {
  readonly handle: ClientHandle
  /** As it was when the session was opened. */
  readonly statistics: CallbackStatistics
  readonly reader: BatchReader
  /** Acknowledges, and returns what is there at once: the records lie in `reader.buffer`. */
  pull(acknowledged: Acknowledgement): DriverBatchHeader
  /** The same, but waits for the first record for so long; undefined when `cancel` ended the wait. */
  wait(acknowledged: Acknowledgement, timeoutMs: number): Promise<DriverBatchHeader | undefined>
  cancel(): void
  close(): void
}

/**
 * Opens the device, checks that it speaks our version (a driver of another release is refused before anything is read), and
 * puts the configuration in force, when there is one (`encodeDriverConfig`).
 */
export function openDeviceSession(library: ClientLibrary, config: Uint8Array | undefined): DeviceSession {
  const { result, handle } = library.open(readAccess | writeAccess)
  if (result !== clientResults.ok) throw clientError('Mon_CbOpen', result, 0)
  try {
    const statistics = readStatistics(library, handle)
    // Rings stay uninspected where Windows has none, or where they are not as the driver knows them: statistics say so.
    library.showReferenceRing(handle)
    if (config !== undefined) configure(library, handle, config)
    return sessionOf(library, handle, statistics)
  } catch (error) {
    library.close(handle)
    throw error
  }
}

function configure(library: ClientLibrary, handle: ClientHandle, config: Uint8Array): void {
  const result = library.setConfig(handle, config)
  if (result !== clientResults.ok) throw clientError('Mon_CbSetConfig', result, library.systemError(handle))
}

/** Asks for the statistics; throws ABI_MISMATCH when the driver or its records are of another version. */
export function readStatistics(library: ClientLibrary, handle: ClientHandle): CallbackStatistics {
  const bytes = new Uint8Array(callbackStatisticsBytes)
  const result = library.getStatistics(handle, bytes)
  if (result === clientResults.tooSmall) throw abiMismatch('The driver has more statistics than this collector has room for.')
  if (result !== clientResults.ok) throw clientError('Mon_CbGetStats', result, library.systemError(handle))
  const statistics = readCallbackStatistics(new DataView(bytes.buffer), 0)
  if (statistics.version !== abiVersion || statistics.sizeBytes !== callbackStatisticsBytes) {
    throw abiMismatch(`The driver speaks version ${statistics.version} of the interface, this collector version ${abiVersion}.`)
  }
  if (statistics.layoutFingerprint !== layoutFingerprint) {
    const [theirs, ours] = [statistics.layoutFingerprint.toString(16), layoutFingerprint.toString(16)]
    throw abiMismatch(`The driver's records have the layout 0x${theirs}, this collector reads 0x${ours}.`)
  }
  return statistics
}

function sessionOf(library: ClientLibrary, handle: ClientHandle, statistics: CallbackStatistics): DeviceSession {
  const input = new Uint8Array(getEventsInputBytes)
  const inputView = new DataView(input.buffer)
  const reader = createBatchReader(bufferBytes)
  const output = { buffer: reader.buffer, returnedBytes: new Uint32Array(1) }

  function request({ bootId, sequence }: Acknowledgement, waitTimeoutMs: number): void {
    writeGetEventsInput(inputView, { ackThroughSequence: sequence, bootId, waitTimeoutMs, flags: 0, wakeBytes: 0 })
  }

  function headerOf(result: number): DriverBatchHeader {
    if (result !== clientResults.ok) throw failure(result)
    return checkDriverBatchHeader(reader.buffer.subarray(0, output.returnedBytes[0]))
  }

  function failure(result: number): Error {
    if (result !== clientResults.tooSmall) return clientError('Mon_CbGetEvents', result, library.systemError(handle))
    const { requiredBytes } = readDriverBatchHeader(new DataView(reader.buffer.buffer), 0)
    return abiMismatch(`The driver's next record needs ${requiredBytes} bytes, more than any record of this version (${bufferBytes}).`)
  }

  return {
    handle,
    statistics,
    reader,
    pull(acknowledged) {
      request(acknowledged, 0)
      return headerOf(library.getEvents(handle, input, output))
    },
    async wait(acknowledged, timeoutMs) {
      request(acknowledged, timeoutMs)
      const result = await library.getEventsWaiting(handle, input, output)
      return result === clientResults.cancelled ? undefined : headerOf(result)
    },
    cancel: () => library.cancel(handle),
    close: () => library.close(handle),
  }
}
