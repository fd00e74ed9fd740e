import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository: string = fileURLToPath(new URL('../../..', import.meta.url))

interface PackageFile {
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

function readPackage(room: string): PackageFile {
  return JSON.parse(readFileSync(join(repository, room, 'package.json'), 'utf8')) as PackageFile
}

export const productVersion: string = readPackage('cli').version

/** The exact version of a library that one of the rooms depends on. */
export function pinnedVersion(library: string): string {
  const rooms = ['pipeline', 'collector'].map(readPackage)
  const version = rooms.map(({ dependencies }) => dependencies?.[library]).find((found) => found !== undefined)
  if (version === undefined) throw new Error(`No room depends on ${library}.`)
  return version
}
