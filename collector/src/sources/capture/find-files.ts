import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import type { CaptureFile, Unreadable } from './containers/member.ts'
import { describeReadError } from './input/describe-read-error.ts'

/** What one of the given paths leads to. */
export interface FoundPath {
  readonly path: string
  readonly isDirectory: boolean
  readonly files: readonly CaptureFile[]
  readonly unreadable: readonly Unreadable[]
}

/** Finds the files behind a path, directories recursively and in the order of their names. Never rejects. */
export async function findFiles(path: string): Promise<FoundPath> {
  try {
    const status = await stat(path)
    if (status.isDirectory()) return await findInDirectory(path)
    if (status.isFile()) return { path, isDirectory: false, files: [await captureFile(path, true)], unreadable: [] }
    return notFound(path, 'It is neither a file nor a directory.')
  } catch (error) {
    return notFound(path, describeReadError(error))
  }
}

function notFound(path: string, error: string): FoundPath {
  return { path, isDirectory: false, files: [], unreadable: [{ path, error }] }
}

async function findInDirectory(path: string): Promise<FoundPath> {
  const files: CaptureFile[] = []
  const unreadable: Unreadable[] = []
  for (const entry of await sortedEntries(path)) {
    const found = await findEntry(join(path, entry.name), entry.isDirectory())
    files.push(...found.files)
    unreadable.push(...found.unreadable)
  }
  return { path, isDirectory: true, files, unreadable }
}

type Entries = Awaited<ReturnType<typeof readEntries>>

function readEntries(path: string) {
  return readdir(path, { withFileTypes: true })
}

async function sortedEntries(path: string): Promise<Entries> {
  const entries = await readEntries(path)
  return entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** Links to directories are not followed: they may lead in circles. */
async function findEntry(path: string, isDirectory: boolean): Promise<Pick<FoundPath, 'files' | 'unreadable'>> {
  try {
    if (isDirectory) return await findInDirectory(path)
    const status = await stat(path)
    return { files: status.isFile() ? [await captureFile(path, false)] : [], unreadable: [] }
  } catch (error) {
    return { files: [], unreadable: [{ path, error: describeReadError(error) }] }
  }
}

async function captureFile(path: string, isNamed: boolean): Promise<CaptureFile> {
  const { size, mtimeMs } = await stat(path)
  return { path, isNamed, sizeBytes: size, modifiedUs: Math.round(mtimeMs * 1000) }
}
