import { createReadStream } from 'node:fs'
import { basename } from 'node:path'

import { type Detected, detectFormat, detectionBytes, mentionsEvents } from './detect-format.ts'
import { describeReadError } from '../input/describe-read-error.ts'
import { gunzip } from './inflate.ts'
import type { CaptureFile, Member, OpenContext, Unreadable } from './member.ts'
import { type Peeked, peek } from './peek.ts'

const readBytes = 256 * 1024
/** gzip, tar, gzip: deeper nesting is no capture that anyone would make. */
const maxDepth = 3

interface Layer {
  readonly path: string
  readonly baseName: string
  readonly sizeBytes: number | null
  readonly isNamed: boolean
  readonly depth: number
}

/**
 * Finds the captures in a file: itself, or the members of the archive it is. One member must be read before the next is
 * asked for. Never rejects; what cannot be opened is told instead.
 */
export async function* openFile(file: CaptureFile, context: OpenContext): AsyncGenerator<Member | Unreadable> {
  const layer: Layer = { path: file.path, baseName: basename(file.path), sizeBytes: file.sizeBytes, isNamed: file.isNamed, depth: 0 }
  yield* told(file.path, open(layer, readFile(file.path, context), context))
}

async function* readFile(path: string, { onBytesRead }: OpenContext): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: readBytes }) as AsyncIterable<Buffer>) {
    onBytesRead(chunk.length)
    yield chunk
  }
}

async function* told(path: string, found: AsyncIterable<Member | Unreadable>): AsyncGenerator<Member | Unreadable> {
  try {
    yield* found
  } catch (error) {
    yield { path, error: describeReadError(error) }
  }
}

async function* open(layer: Layer, source: AsyncIterable<Buffer>, context: OpenContext): AsyncGenerator<Member | Unreadable> {
  const content = await peek(source, detectionBytes)
  const detected = detectFormat(content.head)
  try {
    if (layer.depth > maxDepth)
      yield { path: layer.path, error: 'Archives lie inside archives too deep. Unpack it and give the unpacked files.' }
    else if (detected.content === 'zip') yield* openZip(layer, context)
    else if (detected.content === 'tar') yield* openTar(layer, content, context)
    else if (detected.content === 'gzip') yield* openGzip(layer, content, context)
    else if (layer.isNamed || isCapture(content, detected)) yield { ...layer, detected, content }
  } finally {
    await content.close()
  }
}

/** The libraries for archives are loaded when there is one. */
async function* openTar(layer: Layer, content: Peeked, context: OpenContext): AsyncGenerator<Member | Unreadable> {
  const { tarEntries } = await import('./tar.ts')
  yield* openMembers(layer, tarEntries(content.chunks()), context)
}

async function* openZip(layer: Layer, context: OpenContext): AsyncGenerator<Member | Unreadable> {
  const { zipEntries } = await import('./zip.ts')
  if (layer.depth === 0) yield* openMembers(layer, zipEntries(layer.path, context), context)
  else
    yield { path: layer.path, error: 'A zip file inside an archive cannot be read. Unpack the outer archive and give the unpacked files.' }
}

function openGzip(layer: Layer, content: Peeked, context: OpenContext): AsyncGenerator<Member | Unreadable> {
  const baseName = layer.baseName.replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar')
  return open({ ...layer, baseName, sizeBytes: null, depth: layer.depth + 1 }, gunzip(content.chunks(), context.limits), context)
}

type ArchiveEntry =
  | { readonly name: string; readonly sizeBytes: number | null; readonly chunks: AsyncIterable<Buffer> }
  | { readonly name: string; readonly error: string }

async function* openMembers(
  archive: Layer,
  entries: AsyncIterable<ArchiveEntry>,
  context: OpenContext,
): AsyncGenerator<Member | Unreadable> {
  let found = 0
  for await (const entry of entries) {
    for await (const one of openMember(archive, entry, context)) {
      found += 1
      yield one
    }
  }
  if (found === 0 && archive.isNamed) yield { path: archive.path, error: 'The archive holds no capture.' }
}

async function* openMember(archive: Layer, entry: ArchiveEntry, context: OpenContext): AsyncGenerator<Member | Unreadable> {
  const path = `${archive.path}!${entry.name}`
  if ('error' in entry) {
    yield { path, error: entry.error }
    return
  }
  // Nobody named the member: a read-me beside the captures is passed over.
  const member = { path, baseName: basename(entry.name), sizeBytes: entry.sizeBytes, isNamed: false, depth: archive.depth + 1 }
  yield* told(path, open(member, entry.chunks, context))
}

function isCapture(content: Peeked, detected: Detected): boolean {
  if (detected.content === 'evtx' || detected.content === 'recording') return true
  const isJson = detected.content === 'json-lines' || detected.content === 'json-objects'
  return isJson && mentionsEvents(content.head, detected)
}
