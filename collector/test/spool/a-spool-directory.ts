import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import type { Spool } from '../../src/spool/spool.ts'
import { type SqliteSpoolOptions, openSqliteSpool } from '../../src/spool/sqlite.ts'

const mebibyte = 1024 * 1024

/** A directory that goes away with the test. */
export function aSpoolDirectory(): string {
  const directory = mkdtempSync(join(inMemory('/dev/shm') ?? tmpdir(), 'win11mon-spool-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** A spool waits for the disk at every commit; what survives the end of a process does not depend on a disk at all. */
function inMemory(directory: string): string | undefined {
  try {
    accessSync(directory, constants.W_OK)
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize >= 256 * mebibyte ? directory : undefined
  } catch {
    return undefined
  }
}

/** A spool in that directory that no free space but its own bound limits. */
export function aSqliteSpool(directory: string, options: Partial<SqliteSpoolOptions> = {}): Promise<Spool> {
  return openSqliteSpool({ directory, maxBytes: 64 * mebibyte, reserveBytes: 0, agentVersion: '0.0.0', ...options })
}
