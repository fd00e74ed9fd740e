import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where downloads stay: outside of the repository, shared by all its clones. */
export function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return process.env['WIN11MON_STACK_CACHE'] ?? join(base, 'win11mon-local-stack')
}

/**
 * The cached directory of that name, made when it is not there. It appears complete or not at all; of two processes that make
 * it at once one throws its work away.
 */
export function cached(name: string, make: (directory: string) => void): string {
  const directory = join(cacheDirectory(), name)
  if (existsSync(directory)) return directory
  mkdirSync(cacheDirectory(), { recursive: true })
  const scratch = mkdtempSync(join(cacheDirectory(), '.making-'))
  try {
    make(scratch)
    renameSync(scratch, directory)
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true })
    if (!existsSync(directory)) throw error
  }
  return directory
}
