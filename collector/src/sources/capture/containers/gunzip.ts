import { Readable } from 'node:stream'
import { type InflateRaw, crc32, createInflateRaw } from 'node:zlib'

import { PipelineError } from '@win11mon/pipeline'

import { describeTrailing } from './describe-trailing.ts'

/** Large pieces make inflating cheaper: twice as fast as with zlib's default of 16 KiB. */
const chunkBytes = 256 * 1024
const trailerBytes = 8
const extraFlag = 0x04
const nameFlag = 0x08
const commentFlag = 0x10
const checksumFlag = 0x02

/**
 * The content of a gzip file, all of its members. zlib's own reader throws away what it just decompressed when something
 * else follows a member, which downloads and `echo` do leave behind: that is told with `warn` here. The stream begins with
 * a member.
 */
export async function* gunzipMembers(source: AsyncIterable<Buffer>, warn: (message: string) => void): AsyncGenerator<Buffer> {
  const input = createInput(source)
  let member = 0
  while (member === 0 || (await startsMember(input))) {
    member += 1
    await skipHeader(input)
    yield* inflateMember(input)
  }
  const trailing = await input.countRest()
  if (trailing > 0) warn(describeTrailing(trailing, 'compressed data'))
}

interface Input {
  /** So many bytes, which are used up; fewer at the end. */
  take(byteCount: number): Promise<Buffer>
  /** What is held or comes next; undefined at the end. */
  next(): Promise<Buffer | undefined>
  giveBack(bytes: Buffer): void
  countRest(): Promise<number>
}

function createInput(source: AsyncIterable<Buffer>): Input {
  const iterator = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)

  async function next(): Promise<Buffer | undefined> {
    if (held.length > 0) {
      const bytes = held
      held = Buffer.alloc(0)
      return bytes
    }
    const step = await iterator.next()
    return step.done === true ? undefined : step.value
  }

  return {
    next,
    async take(byteCount) {
      let bytes: Buffer = Buffer.alloc(0)
      while (bytes.length < byteCount) {
        const piece = await next()
        if (piece === undefined) return bytes
        bytes = bytes.length === 0 ? piece : Buffer.concat([bytes, piece])
      }
      held = bytes.subarray(byteCount)
      return bytes.subarray(0, byteCount)
    },
    giveBack(bytes) {
      held = held.length === 0 ? bytes : Buffer.concat([bytes, held])
    },
    async countRest() {
      let count = 0
      for (let bytes = await next(); bytes !== undefined; bytes = await next()) count += bytes.length
      return count
    },
  }
}

async function startsMember(input: Input): Promise<boolean> {
  const magic = await input.take(3)
  input.giveBack(magic)
  return magic.length === 3 && magic[0] === 0x1f && magic[1] === 0x8b && magic[2] === 0x08
}

/** RFC 1952, section 2.3. */
async function skipHeader(input: Input): Promise<void> {
  const flags = (await input.take(10))[3] ?? 0
  if ((flags & extraFlag) !== 0) {
    const length = await input.take(2)
    await input.take(length.length === 2 ? length.readUInt16LE() : 0)
  }
  if ((flags & nameFlag) !== 0) await skipText(input)
  if ((flags & commentFlag) !== 0) await skipText(input)
  if ((flags & checksumFlag) !== 0) await input.take(2)
}

async function skipText(input: Input): Promise<void> {
  for (let byte = await input.take(1); byte.length === 1 && byte[0] !== 0; byte = await input.take(1));
}

async function* inflateMember(input: Input): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw({ chunkSize: chunkBytes })
  const feeder = createFeeder(input, inflater)
  const source = Readable.from(feeder.chunks(), { highWaterMark: 1 })
  source.on('error', (error) => inflater.destroy(error))
  source.pipe(inflater)
  let checksum = 0
  let bytes = 0
  for await (const chunk of inflater as AsyncIterable<Buffer>) {
    checksum = crc32(chunk, checksum)
    bytes += chunk.length
    yield chunk
  }
  source.unpipe(inflater)
  await feeder.stop()
  await checkTrailer(await input.take(trailerBytes), checksum, bytes)
}

async function checkTrailer(trailer: Buffer, checksum: number, bytes: number): Promise<void> {
  if (trailer.length < trailerBytes) throw damaged('it ends before its checksum')
  if (trailer.readUInt32LE(0) !== checksum || trailer.readUInt32LE(4) !== bytes % 2 ** 32) throw damaged('it does not match its checksum')
}

function damaged(why: string): PipelineError {
  return new PipelineError(
    'INPUT_UNREADABLE',
    `The compressed data is damaged: ${why}. What could be decompressed was read; get the file again.`,
  )
}

interface Feeder {
  chunks(): AsyncGenerator<Buffer>
  /** The member has ended: what was fed beyond its end is given back. */
  stop(): Promise<void>
}

/** Keeps what it fed until the inflater has consumed it. */
function createFeeder(input: Input, inflater: InflateRaw): Feeder {
  let recent: Buffer[] = []
  let recentStart = 0
  let isStopped = false
  let pending: Promise<Buffer | undefined> | undefined

  function forgetConsumed(): void {
    while (recent[0] !== undefined && recentStart + recent[0].length <= inflater.bytesWritten) {
      recentStart += recent[0].length
      recent = recent.slice(1)
    }
  }

  return {
    async *chunks() {
      for (;;) {
        pending = input.next()
        const bytes = await pending
        if (bytes === undefined) return
        recent.push(bytes)
        if (isStopped) return
        forgetConsumed()
        yield bytes
      }
    },
    async stop() {
      isStopped = true
      await pending
      input.giveBack(Buffer.concat(recent).subarray(inflater.bytesWritten - recentStart))
    },
  }
}
