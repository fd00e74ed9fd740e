import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { createEventStream, openSqliteSpool } from '@win11mon/collector'
import { newEvent } from '@win11mon/schemas'

import { residentBytes, startCollector, stopCollector } from './collector-process.ts'

export interface Backlog {
  readonly bytes: number
  readonly firstSendMs: number
  /** The most while it was sent. */
  readonly residentBytes: number
  readonly bytesPerSecond: number
}

const mebibyte = 2 ** 20
const { signal: never } = new AbortController()

/** A collector that starts with a spool of so many MiB, and sends it into a recording. */
export async function measureBacklog(directory: string, wantedMebibytes: number): Promise<Backlog> {
  const place = join(directory, 'backlog')
  mkdirSync(place)
  const bytes = await fillSpool(join(place, 'win11mon-spool'), wantedMebibytes * mebibyte)
  const out = join(place, 'sent.avro')
  const startMs = performance.now()
  const environment = {
    WIN11MON_COLLECTOR_SPOOL_MAX_BYTES: String(4 * wantedMebibytes * mebibyte),
    WIN11MON_COLLECTOR_SPOOL_RESERVE_BYTES: '0',
  }
  const child = startCollector(place, ['--source', 'simulator', '--out', out, '-q'], environment)
  while (sizeOf(out) < 256 * 1024) await setTimeout(10)
  const firstSendMs = performance.now() - startMs
  let most = 0
  while (sizeOf(out) < bytes * 0.95) {
    most = Math.max(most, residentBytes(child))
    await setTimeout(100)
  }
  const bytesPerSecond = sizeOf(out) / ((performance.now() - startMs) / 1_000)
  await stopCollector(child)
  return { bytes, firstSendMs, residentBytes: most, bytesPerSecond }
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

/** Batches of 500 image loads, as a burst leaves them. Returns the bytes of their values. */
async function fillSpool(directory: string, wantedBytes: number): Promise<number> {
  const spool = await openSqliteSpool({ directory, maxBytes: 8 * wantedBytes, reserveBytes: 0, agentVersion: 'bench' })
  const id = new Uint8Array(16).fill(9)
  const stream = createEventStream({ hostId: id, hostName: 'BENCH', bootId: id, agentVersion: 'bench', batchEvents: 500 })
  let bytes = 0
  for (let number = 0; bytes < wantedBytes; number += 1) {
    const executable = `C:\\Program Files\\Vendor ${number % 97}\\program-${number % 1_009}.exe`
    const batch = stream.add({
      ...newEvent.image_load(),
      timeUs: 1.7e15 + number,
      processId: number % 5_000,
      executable,
      imagePath: `${executable}.dll`,
    })
    if (batch === undefined) continue
    await spool.append(batch, never)
    bytes += batch.value.length
  }
  await spool.close()
  return bytes
}
