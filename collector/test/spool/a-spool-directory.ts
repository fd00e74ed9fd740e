import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import type { Spool } from '../../src/spool/spool.ts'
import { type SqliteSpoolOptions, openSqliteSpool } from '../../src/spool/sqlite.ts'

const mebibyte = 1024 * 1024

/** A directory that goes away with the test. */
export function aSpoolDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-spool-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** A spool in that directory that no free space but its own bound limits. */
export function aSqliteSpool(directory: string, options: Partial<SqliteSpoolOptions> = {}): Promise<Spool> {
  return openSqliteSpool({ directory, maxBytes: 64 * mebibyte, reserveBytes: 0, agentVersion: '0.0.0', ...options })
}
