import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'

import { RandomAccessReader } from 'yauzl'

import { describeTrailing } from './describe-trailing.ts'

const endMagic = Buffer.from('PK\x05\x06', 'latin1')
const endRecordBytes = 22
/** The longest comment, and as many foreign bytes behind it as anyone has seen. */
const searchedBytes = 1024 * 1024

interface ZipReader {
  readonly reader: RandomAccessReader
  /** Bytes up to the end of the archive. */
  readonly sizeBytes: number
}

/** A reader that ends where the archive ends: the library refuses archives with anything behind their end. */
export async function openZipReader(path: string, warn: (message: string) => void): Promise<ZipReader> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, searchedBytes))
    await file.read(tail, 0, tail.length, size - tail.length)
    const end = findEnd(tail)
    const trailing = end === undefined ? 0 : tail.length - end
    if (trailing > 0) warn(describeTrailing(trailing, 'archive'))
    return { reader: new FileReader(path), sizeBytes: size - trailing }
  } finally {
    await file.close()
  }
}

/** Offset behind the last end record that fits; undefined when there is none, which the library explains better. */
function findEnd(tail: Buffer): number | undefined {
  for (let at = tail.lastIndexOf(endMagic); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(endMagic, at - 1)) {
    if (at + endRecordBytes > tail.length) continue
    const end = at + endRecordBytes + tail.readUInt16LE(at + 20)
    if (end <= tail.length) return end
  }
  return undefined
}

class FileReader extends RandomAccessReader {
  readonly #path: string

  constructor(path: string) {
    super()
    this.#path = path
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream(this.#path, { start, end: end - 1 })
  }
}
