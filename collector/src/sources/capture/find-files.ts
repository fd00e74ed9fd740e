import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { type CaptureFile, type PassedOver, type Unreadable, standardInput } from './containers/member.ts'
import { describeReadError } from './input/describe-read-error.ts'

/** What one of the given paths leads to. */
export interface FoundPath {
  readonly path: string
  readonly isDirectory: boolean
  readonly files: readonly CaptureFile[]
  readonly unreadable: readonly Unreadable[]
  readonly passedOver: readonly PassedOver[]
}

/**
 * Finds the files behind a path, directories recursively and in the order of their names, linked ones too. `-` is the
 * standard input; pipes and devices are read as they come. Never rejects.
 */
export async function findFiles(path: string): Promise<FoundPath> {
  try {
    if (path === standardInput) return findStandardInput(path)
    const status = await stat(path)
    if (status.isDirectory()) return { path, isDirectory: true, ...(await findInDirectory(path, new Set())) }
    if (status.isFile()) return { path, isDirectory: false, ...nothing, files: [await captureFile(path, true)] }
    return { path, isDirectory: false, ...nothing, files: [streamFile(path)] }
  } catch (error) {
    return notFound(path, describeReadError(error))
  }
}

const nothing: Found = { files: [], unreadable: [], passedOver: [] }

type Found = Pick<FoundPath, 'files' | 'unreadable' | 'passedOver'>

function findStandardInput(path: string): FoundPath {
  if (process.stdin.isTTY) return notFound(path, 'Nothing is piped in. Give a file, or a command before it: cat FILE | win11mon analyze -')
  return { path, isDirectory: false, ...nothing, files: [streamFile(path)] }
}

function notFound(path: string, error: string): FoundPath {
  return { path, isDirectory: false, ...nothing, unreadable: [{ path, error }] }
}

/** `entered` holds the directories on the way and beside it, by their real paths: links may lead in circles. */
async function findInDirectory(path: string, entered: Set<string>): Promise<Found> {
  const real = await realpath(path)
  if (entered.has(real)) return { ...nothing, passedOver: [{ path, reason: 'a link to a directory that is read elsewhere' }] }
  entered.add(real)
  const found: Found[] = []
  for (const entry of await sortedEntries(path)) found.push(await findEntry(join(path, entry.name), entered))
  return {
    files: found.flatMap(({ files }) => files),
    unreadable: found.flatMap(({ unreadable }) => unreadable),
    passedOver: found.flatMap(({ passedOver }) => passedOver),
  }
}

type Entries = Awaited<ReturnType<typeof readEntries>>

function readEntries(path: string) {
  return readdir(path, { withFileTypes: true })
}

async function sortedEntries(path: string): Promise<Entries> {
  const entries = await readEntries(path)
  return entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

async function findEntry(path: string, entered: Set<string>): Promise<Found> {
  try {
    const status = await stat(path)
    if (status.isDirectory()) return await findInDirectory(path, entered)
    if (status.isFile()) return { ...nothing, files: [await captureFile(path, false)] }
    return { ...nothing, passedOver: [{ path, reason: 'neither file nor directory' }] }
  } catch (error) {
    return { ...nothing, unreadable: [{ path, error: describeReadError(error) }] }
  }
}

async function captureFile(path: string, isNamed: boolean): Promise<CaptureFile> {
  const { size, mtimeMs } = await stat(path)
  return { path, isNamed, sizeBytes: size, modifiedUs: Math.round(mtimeMs * 1000) }
}

function streamFile(path: string): CaptureFile {
  return { path, isNamed: true, sizeBytes: 0, modifiedUs: Date.now() * 1000, isStream: true }
}
