import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

import { type PeFacts, parsePe } from './pe/parse-pe.ts'

/** A file on this machine. */
export interface ImageFacts {
  readonly path: string
  readonly bytes: number
  /** Hexadecimal; null of a file that is too large to be read whole. */
  readonly sha256: string | null
  /** Undefined of what is no image file. */
  readonly pe: PeFacts | undefined
}

/** Bytes from the beginning in which the tables of an image are looked for. */
const mostParsedBytes = 64 * 1024 * 1024
/** Larger files are not hashed. */
const mostHashedBytes = 1024 * 1024 * 1024
const chunkBytes = 1024 * 1024

/** Reads a file once, in pieces. Rejects with the error of the file system. */
export async function readImageFacts(path: string): Promise<ImageFacts> {
  const file = await open(path)
  try {
    const { size: bytes } = await file.stat()
    const hash = createHash('sha256')
    const head: Buffer[] = []
    const wanted = bytes > mostHashedBytes ? mostParsedBytes : bytes
    let read = 0
    while (read < wanted) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, Math.min(chunkBytes, wanted - read), read)
      if (bytesRead === 0) break
      const piece = buffer.subarray(0, bytesRead)
      hash.update(piece)
      if (read < mostParsedBytes) head.push(piece)
      read += bytesRead
    }
    const isWhole = read === bytes
    return { path, bytes, sha256: isWhole ? hash.digest('hex') : null, pe: parsePe(Buffer.concat(head)) }
  } finally {
    await file.close()
  }
}
