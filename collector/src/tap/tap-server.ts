import { randomBytes, timingSafeEqual } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { type Server, type Socket, createServer } from 'node:net'

import type { EncodedBatch } from '../batch/encoded-batch.ts'
import { leftOutMark, lengthBytes, tapAddress, tapTokenBytes, tapTokenPath } from './tap-address.ts'

/** Lets people on the machine who may read the spool watch what the collector reads. Nobody who watches can hold it up. */
export interface TapServer {
  /** Costs nothing while nobody listens. */
  show(batch: EncodedBatch): void
  close(): Promise<void>
}

/** Bytes that wait for a slow listener at most; batches beyond are left out, and it is told how many events. */
const maxWaitingBytes = 8 * 1024 * 1024
const maxListeners = 4

/** Rejects when the address cannot be listened on: a collector does without then. */
export async function openTapServer(spoolDirectory: string): Promise<TapServer> {
  const address = tapAddress(spoolDirectory)
  const token = randomBytes(tapTokenBytes)
  // Only one process has this spool open, so that a socket left here belongs to nobody.
  if (process.platform !== 'win32') rmSync(address, { force: true })
  writeFileSync(tapTokenPath(spoolDirectory), token, { mode: 0o600 })
  const listeners = new Map<Socket, { leftOut: number }>()
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('close', () => listeners.delete(socket))
    if (listeners.size >= maxListeners) socket.destroy()
    else whenAdmitted(socket, token, () => listeners.set(socket, { leftOut: 0 }))
  })
  await listen(server, address)
  return {
    show(batch) {
      for (const [socket, state] of listeners) send(socket, batch, state)
    },
    async close() {
      for (const socket of listeners.keys()) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      rmSync(tapTokenPath(spoolDirectory), { force: true })
    },
  }
}

function whenAdmitted(socket: Socket, token: Buffer, admit: () => void): void {
  let shown = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    if (shown.length >= tapTokenBytes) return
    shown = Buffer.concat([shown, chunk]).subarray(0, tapTokenBytes)
    if (shown.length < tapTokenBytes) return
    if (timingSafeEqual(shown, token)) admit()
    else socket.destroy()
  })
}

function send(socket: Socket, { value, eventCount }: EncodedBatch, state: { leftOut: number }): void {
  if (socket.writableLength > maxWaitingBytes) {
    state.leftOut += eventCount
    return
  }
  if (state.leftOut > 0) socket.write(Buffer.concat([numberBytes(leftOutMark), numberBytes(state.leftOut)]))
  state.leftOut = 0
  socket.write(numberBytes(value.length))
  socket.write(value)
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(lengthBytes)
  bytes.writeUInt32LE(value)
  return bytes
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => {
      server.off('error', reject)
      // What happens to a listener must not end the collector.
      server.on('error', () => undefined)
      resolve()
    })
  })
}
