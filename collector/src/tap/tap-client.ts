import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

import { PipelineError } from '@win11mon/pipeline'
import { maxBatchBytes } from '@win11mon/schemas'

import { leftOutMark, lengthBytes, tapAddress, tapTokenPath } from './tap-address.ts'

/** A batch as the collector read it, or how many events it left out because this listener was too slow. */
export type TappedItem = { readonly value: Uint8Array } | { readonly leftOut: number }

/**
 * Listens to the running collector of a spool, until the signal is aborted or the collector ends. Rejects with
 * BACKEND_UNAVAILABLE when none runs there, or none that can be listened to.
 */
export async function* listenToCollector(spoolDirectory: string, signal: AbortSignal): AsyncGenerator<TappedItem> {
  const socket = connect(tapAddress(spoolDirectory))
  const stop = (): void => void socket.destroy()
  signal.addEventListener('abort', stop)
  try {
    socket.write(tokenOf(spoolDirectory))
    let held: Buffer = Buffer.alloc(0)
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      for (let item = takeItem(held); item !== undefined; item = takeItem(held)) {
        held = held.subarray(item.bytes)
        yield item.item
      }
    }
  } catch (error) {
    if (!signal.aborted) throw unavailable(spoolDirectory, error)
  } finally {
    signal.removeEventListener('abort', stop)
    socket.destroy()
  }
}

function tokenOf(spoolDirectory: string): Buffer {
  return readFileSync(tapTokenPath(spoolDirectory))
}

function takeItem(held: Buffer): { readonly item: TappedItem; readonly bytes: number } | undefined {
  if (held.length < lengthBytes) return undefined
  const length = held.readUInt32LE(0)
  if (length === leftOutMark) {
    const bytes = 2 * lengthBytes
    return held.length < bytes ? undefined : { item: { leftOut: held.readUInt32LE(lengthBytes) }, bytes }
  }
  if (length > maxBatchBytes) throw new Error(`it claims a batch of ${length} bytes`)
  const bytes = lengthBytes + length
  return held.length < bytes ? undefined : { item: { value: new Uint8Array(held.subarray(lengthBytes, bytes)) }, bytes }
}

function unavailable(spoolDirectory: string, error: unknown): PipelineError {
  const reason = error instanceof Error ? error.message : String(error)
  return new PipelineError(
    'BACKEND_UNAVAILABLE',
    `${spoolDirectory}: no running collector can be listened to there (${reason}). Check that \`win11mon collect\` runs with this spool, and that you may read its directory.`,
    { cause: error },
  )
}
