import { crc32 } from 'node:zlib'

import { PipelineError } from '@win11mon/pipeline'
import { type Entry, type ZipFile, fromRandomAccessReaderPromise, getFileNameLowLevel } from 'yauzl'

import { checkExpansion } from './guard.ts'
import { inflateRaw } from './inflate.ts'
import type { OpenContext } from './member.ts'
import { openZipReader } from './zip-reader.ts'

const storedMethod = 0
const deflatedMethod = 8

/** A member that can be read, or the reason why not. */
type ZipEntry =
  | { readonly name: string; readonly sizeBytes: number; readonly chunks: AsyncIterable<Buffer> }
  | { readonly name: string; readonly error: string }

/** The members of a zip file in the order of its directory. Rejects when the directory at its end cannot be read. */
export async function* zipEntries(path: string, context: OpenContext): AsyncGenerator<ZipEntry> {
  const { reader, sizeBytes } = await openZipReader(path, (message) => context.onWarning?.(message))
  // Names are decoded here, for the library refuses a whole archive for the sake of one; nothing is written to where they point.
  const file = await fromRandomAccessReaderPromise(reader, sizeBytes, { lazyEntries: true, autoClose: false, decodeStrings: false })
  try {
    for await (const entry of file.eachEntry()) {
      const name = nameOf(entry)
      if (name.endsWith('/') || name.endsWith('\\')) continue
      const error = whyUnreadable(entry, context)
      if (error === undefined) yield { name, sizeBytes: entry.uncompressedSize, chunks: readEntry(file, entry, context) }
      else yield { name, error }
    }
  } finally {
    file.close()
  }
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
}

function whyUnreadable(entry: Entry, { limits }: OpenContext): string | undefined {
  if (entry.isEncrypted()) return 'It is encrypted. Unpack the archive and give the unpacked file.'
  if (entry.compressionMethod !== storedMethod && entry.compressionMethod !== deflatedMethod) {
    return `Its compression method ${entry.compressionMethod} is not supported, only deflate is. Unpack the archive and give the unpacked file.`
  }
  try {
    checkExpansion(entry.uncompressedSize, entry.compressedSize, limits)
    return undefined
  } catch (error) {
    if (error instanceof PipelineError) return error.message
    throw error
  }
}

/** The bytes of a member, compared with the size and checksum in the directory at the end. */
async function* readEntry(file: ZipFile, entry: Entry, context: OpenContext): AsyncGenerator<Buffer> {
  const raw = readRaw(file, entry, context)
  const chunks = entry.compressionMethod === deflatedMethod ? inflateRaw(raw, context.limits) : raw
  let checksum = 0
  let bytes = 0
  for await (const chunk of chunks) {
    checksum = crc32(chunk, checksum)
    bytes += chunk.length
    yield chunk
  }
  if (bytes === entry.uncompressedSize && checksum === entry.crc32) return
  throw new PipelineError(
    'INPUT_UNREADABLE',
    `The member does not match the size and checksum in the archive's directory: it has ${bytes} bytes instead of ${entry.uncompressedSize}, or other ones. Get the archive again.`,
  )
}

async function* readRaw(file: ZipFile, entry: Entry, { onBytesRead }: OpenContext): AsyncGenerator<Buffer> {
  const stream = await file.openReadStreamPromise(entry, { decodeFileData: false })
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    onBytesRead(chunk.length)
    yield chunk
  }
}
