// oxlint-disable-next-line typescript/triple-slash-reference -- the declaration is no module: a compiler of this file alone would not find it
/// <reference path="./kafkajs-snappy.d.ts" />
import { createRequire } from 'node:module'

import type * as Zstd from '@mongodb-js/zstd'
import { PipelineError } from '@win11mon/schemas'
import type * as Lz4 from 'lz4-napi'

import type { Compression } from './settings.ts'

/** What kafkajs wants of a codec. */
export interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>
  decompress(buffer: Buffer): Promise<Buffer>
}

/** Native libraries cannot be bundled, so bundlers must not follow them. */
function requireNative(library: '@mongodb-js/zstd' | 'lz4-napi'): unknown {
  return createRequire(import.meta.url)(library)
}

type NamedCompression = Exclude<Compression, 'none'>

/** Libraries whose output the Java client reads, and the reverse; each is loaded when its codec is first used. */
const loaders: Readonly<Record<NamedCompression, () => Promise<Codec>>> = {
  zstd() {
    const { compress, decompress } = requireNative('@mongodb-js/zstd') as typeof Zstd
    return Promise.resolve({ compress: ({ buffer }) => compress(buffer, zstdLevel), decompress })
  },
  lz4() {
    const { compressFrame, decompressFrame } = requireNative('lz4-napi') as typeof Lz4
    return Promise.resolve({ compress: ({ buffer }) => compressFrame(buffer), decompress: (buffer) => decompressFrame(buffer) })
  },
  async snappy() {
    const { default: createCodec } = await import('kafkajs-snappy')
    return createCodec()
  },
}

/** zstd's own default. */
const zstdLevel = 3

export const namedCompressions = Object.keys(loaders) as readonly NamedCompression[]

/** A codec that loads its library at the first use: a consumer meets whatever producers chose. */
export function lazyCodec(name: NamedCompression): Codec {
  let loading: Promise<Codec> | undefined
  const load = (): Promise<Codec> => (loading ??= loadCodec(name))
  return {
    compress: async (encoder) => await (await load()).compress(encoder),
    decompress: async (buffer) => await (await load()).decompress(buffer),
  }
}

/** Compresses and decompresses a text. Rejects with CODEC_UNAVAILABLE when what comes back is not what went in. */
export async function checkCodec(name: Compression, load: (name: NamedCompression) => Promise<Codec> = loadCodec): Promise<void> {
  if (name === 'none') return
  const sample = Buffer.from('win11mon '.repeat(1_000))
  const codec = await load(name)
  try {
    const back = await codec.decompress(await codec.compress({ buffer: sample }))
    if (sample.equals(back)) return
  } catch (error) {
    throw unavailable(name, error instanceof Error ? error.message : String(error), error)
  }
  throw unavailable(name, 'it does not give back what went in')
}

async function loadCodec(name: NamedCompression): Promise<Codec> {
  try {
    return await loaders[name]()
  } catch (error) {
    throw unavailable(name, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), error)
  }
}

function unavailable(name: NamedCompression, reason: string, cause?: unknown): PipelineError {
  return new PipelineError(
    'CODEC_UNAVAILABLE',
    `The ${name} codec does not work on this machine (${reason}): set kafka.compression to snappy, which needs no native library, or install the package for this platform.`,
    { cause },
  )
}
