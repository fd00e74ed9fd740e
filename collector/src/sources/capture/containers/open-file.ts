import { createReadStream } from 'node:fs'

import { type Content, type Detected, detectFormat, detectionBytes } from './detect-format.ts'
import { describeReadError } from '../input/describe-read-error.ts'
import { gunzip } from './inflate.ts'
import { type CaptureFile, type Member, type OpenContext, type Unreadable, standardInput } from './member.ts'
import { type Peeked, peek } from './peek.ts'

const readBytes = 256 * 1024
/** gzip, tar, gzip: deeper nesting is no capture that anyone would make. */
const maxDepth = 3

interface Layer {
  readonly path: string
  readonly sizeBytes: number | null
  readonly isNamed: boolean
  /** Its bytes come once, in order. */
  readonly isStream: boolean
  readonly depth: number
}

/**
 * Finds the captures in a file: itself, or the members of the archive it is. One member must be read before the next is
 * asked for. Never rejects; what cannot be opened is told instead.
 */
export async function* openFile(file: CaptureFile, context: OpenContext): AsyncGenerator<Member | Unreadable> {
  const { path, isNamed, isStream = false } = file
  const layer: Layer = { path, sizeBytes: isStream ? null : file.sizeBytes, isNamed, isStream, depth: 0 }
  yield* told(path, open(layer, readFile(path, context), context))
}

async function* readFile(path: string, { onBytesRead }: OpenContext): AsyncGenerator<Buffer> {
  const stream = path === standardInput ? process.stdin : createReadStream(path, { highWaterMark: readBytes })
  for await (const chunk of stream as AsyncIterable<Buffer>) {
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
    else if (layer.isNamed || isReadable(detected)) yield { ...layer, detected, content }
    else context.onPassedOver?.({ path: layer.path, reason: kindOf(detected) })
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
  if (layer.depth === 0 && layer.isStream)
    yield { path: layer.path, error: 'A zip file cannot be read from a pipe. Save it and give the file.' }
  else if (layer.depth === 0) yield* openMembers(layer, zipEntries(layer.path, context), context)
  else
    yield { path: layer.path, error: 'A zip file inside an archive cannot be read. Unpack the outer archive and give the unpacked files.' }
}

function openGzip(layer: Layer, content: Peeked, context: OpenContext): AsyncGenerator<Member | Unreadable> {
  const inside = { ...layer, sizeBytes: null, isStream: true, depth: layer.depth + 1 }
  return open(
    inside,
    gunzip(content.chunks(), context.limits, (message) => context.onWarning?.(message)),
    context,
  )
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
  const member = { path, sizeBytes: entry.sizeBytes, isNamed: false, isStream: true, depth: archive.depth + 1 }
  yield* told(path, open(member, entry.chunks, context))
}

/** Whether JSON holds events is seen when it is read. */
const readableContents: ReadonlySet<Content> = new Set(['evtx', 'recording', 'json-lines', 'json-objects', 'xml'])

function isReadable({ content }: Detected): boolean {
  return readableContents.has(content)
}

function kindOf({ content }: Detected): string {
  return content === 'unknown' ? 'no capture' : content
}
