import { existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { type CollectorSettings, type Spool, type SqliteSpoolOptions, createMemorySpool, openSqliteSpool } from '@win11mon/collector'

import { programVersion } from '../version.ts'

type SpoolSettings = CollectorSettings['spool']

const mebibyte = 1024 * 1024
const memoryBytes = 64 * mebibyte
const fileBytes = 1024 * mebibyte
const mostReserveBytes = 2048 * mebibyte

/** The spool of an analysis. Every source there can wait, so nothing is dropped when it is full. */
export async function chooseSpool(settings: SpoolSettings, directory: string): Promise<Spool> {
  if (settings.kind !== 'sqlite') return createMemorySpool(settings.max_bytes ?? memoryBytes)
  return openSqliteSpool(sqliteSpoolOptions(settings, directory, 'wait'))
}

/** What the configuration says of a spool in a file. */
export function sqliteSpoolOptions(settings: SpoolSettings, directory: string, whenFull: 'drop' | 'wait'): SqliteSpoolOptions {
  const path = resolve(directory, settings.directory)
  return {
    directory: path,
    maxBytes: settings.max_bytes ?? fileBytes,
    reserveBytes: settings.reserve_bytes ?? defaultReserveBytes(path),
    whenFull,
    agentVersion: programVersion,
  }
}

/** A tenth of the disk, but no more than anybody needs. */
function defaultReserveBytes(directory: string): number {
  // It need not be there yet, and then neither need its parent.
  if (!existsSync(directory) && dirname(directory) !== directory) return defaultReserveBytes(dirname(directory))
  const { blocks, bsize } = statfsSync(directory)
  return Math.min(Math.floor((blocks * bsize) / 10), mostReserveBytes)
}

/** The memory spool of a collector that is told to keep nothing on the disk. */
export function createCollectMemorySpool({ max_bytes: maxBytes }: SpoolSettings): Spool {
  return createMemorySpool(maxBytes ?? memoryBytes)
}
