import { createWriteStream, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { ZipFile } from 'yazl'

/** Packs every file below the directory, in the order of their names, all with the same time: the same files give the same zip. */
export async function zipDirectory(directory: string, path: string): Promise<{ readonly files: number; readonly bytes: number }> {
  const zip = new ZipFile()
  const files = filesBelow(directory)
  const mtime = new Date('2020-01-01T00:00:00Z')
  for (const file of files) zip.addFile(file, relative(directory, file), { mtime, mode: 0o100644 })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return { files: files.length, bytes: statSync(path).size }
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
