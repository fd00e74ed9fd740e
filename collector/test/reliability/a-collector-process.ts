import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { decodeBatch } from '@win11mon/schemas'
import { build } from 'esbuild'

import { readRecording } from '../../src/recording/recording-reader.ts'
import { numberedBatch } from './numbered-batch.ts'

/** Libraries of the older module form ask for Node's own modules with `require`. */
const requireForLibraries =
  "import { createRequire as createLibraryRequire } from 'node:module'; const require = createLibraryRequire(import.meta.url);"

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  /** Checkpoints it passed. */
  readonly passed: readonly string[]
  readonly errors: string
}

export interface RunOptions {
  readonly directory: string
  readonly count: number
  readonly crashAt?: number
  readonly restMs?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts collectors in processes of their own. */
export interface CollectorProgram {
  start(options: RunOptions): ChildProcess
  run(options: RunOptions): Promise<Ended>
  remove(): void
}

/** One file that starts in milliseconds: with a loader most of the time would go by before the first checkpoint. */
export async function buildCollectorProgram(): Promise<CollectorProgram> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-collector-'))
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(directory, 'node_modules'), 'junction')
  await build({
    entryPoints: [fileURLToPath(new URL('collector-child.ts', import.meta.url))],
    outfile: join(directory, 'child.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: requireForLibraries },
    conditions: ['@win11mon/source'],
    external: ['@photostructure/sqlite', 'kafkajs', 'koffi', 'pino', 'prom-client', '@mongodb-js/zstd', 'lz4-napi', 'kafkajs-snappy'],
    logLevel: 'error',
  })
  const start = ({ directory: place, count, crashAt = 0, restMs = 0, environment = {} }: RunOptions): ChildProcess =>
    spawn(process.execPath, [join(directory, 'child.mjs'), place, String(count), String(crashAt), String(restMs)], {
      env: { ...process.env, ...environment },
    })
  return { start, run: (options) => endOf(start(options)), remove: () => rmSync(directory, { recursive: true, force: true }) }
}

export async function endOf(child: ChildProcess): Promise<Ended> {
  let [output, errors] = ['', '']
  child.stdout?.on('data', (text) => (output += String(text)))
  child.stderr?.on('data', (text) => (errors += String(text)))
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { code, signal, passed: output.split('\n').slice(0, -1), errors }
}

/** Numbers that the log holds, in their order; repeated ones must be the same bytes. Throws when a batch is another than was issued. */
export async function deliveredIn(directory: string): Promise<number[]> {
  const path = join(directory, 'log.avro')
  const numbers: number[] = []
  if (!existsSync(path)) return numbers
  for await (const item of readRecording(createReadStream(path))) {
    const number = 'value' in item ? (decodeBatch(item.value).events[0]?.sequence ?? 0) : 0
    if (!('value' in item) || !Buffer.from(numberedBatch(number).value).equals(item.value))
      throw new Error(`${path} holds what was never issued`)
    numbers.push(number)
  }
  return numbers
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
