import { lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What belongs to one database file. */
const suffixes = ['', '-wal', '-shm', '-journal'] as const

const mark = '.quarantined-'

/** Files set aside that are kept, the newest first, and for how long. */
const keptSets = 8
const keptDays = 30

/** A spool that was set aside, with its log files. */
export interface QuarantinedSpool {
  /** When it was set aside, as it stands in the names: `20250115T080203123Z`. */
  readonly stamp: string
  /** Names in the directory. */
  readonly files: readonly string[]
  readonly bytes: number
}

/** Renames the database and what belongs to it, whatever it is, and lets the oldest of earlier ones go. */
export function quarantine(path: string, now: Date = new Date()): void {
  const stamp = now.toISOString().replaceAll(/[-:.]/g, '')
  for (const suffix of suffixes) {
    try {
      renameSync(path + suffix, `${path}${mark}${stamp}${suffix}`)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  forget(dirname(path), now)
}

/** The newest first. */
export function listQuarantined(directory: string): QuarantinedSpool[] {
  const names = readdirSync(directory).filter((name) => name.includes(mark))
  const stamps = [...new Set(names.map((name) => /\.quarantined-(\w+)/.exec(name)?.[1] ?? ''))].filter((stamp) => stamp !== '')
  return stamps
    .toSorted((left, right) => right.localeCompare(left))
    .map((stamp) => {
      const files = names.filter((name) => name.includes(mark + stamp))
      return { stamp, files, bytes: files.reduce((sum, name) => sum + lstatSync(join(directory, name)).size, 0) }
    })
}

/** Removes one that was set aside. */
export function removeQuarantined(directory: string, { files }: QuarantinedSpool): void {
  for (const file of files) rmSync(join(directory, file), { recursive: true, force: true })
}

function forget(directory: string, now: Date): void {
  const oldest = new Date(now.getTime() - keptDays * 86_400_000).toISOString().replaceAll(/[-:.]/g, '')
  for (const [index, set] of listQuarantined(directory).entries()) {
    if (index >= keptSets || set.stamp < oldest) removeQuarantined(directory, set)
  }
}

/** A link could lead anywhere, and a directory is no database: neither is opened. */
export function isInTheWay(path: string): boolean {
  return suffixes.some((suffix) => {
    try {
      return !lstatSync(path + suffix).isFile()
    } catch (error) {
      if (isMissing(error)) return false
      throw error
    }
  })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
