import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

/** A directory that goes away with the test. */
export function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-store-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export function aStorePath(): string {
  return join(aDirectory(), 'store.db')
}
