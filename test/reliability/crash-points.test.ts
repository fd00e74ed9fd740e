import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { rowsOf } from '../stories/store-rows.ts'
import { checkpointSteps } from '../../enricher/src/partition/checkpoint.ts'

interface Ended {
  readonly directory: string
  readonly status: number | null
  readonly signal: string | null
  readonly passed: readonly string[]
  readonly errors: string
}

let program = ''
beforeAll(async () => (program = await buildProgram()))
afterAll(() => rmSync(program, { recursive: true, force: true }))

/** One file that starts in milliseconds. */
async function buildProgram(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-enricher-'))
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(directory, 'node_modules'), 'junction')
  await build({
    entryPoints: [fileURLToPath(new URL('enricher-child.ts', import.meta.url))],
    outfile: join(directory, 'child.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@win11mon/source'],
    external: [
      '@photostructure/sqlite',
      'kafkajs',
      'ioredis',
      '@opensearch-project/opensearch',
      'pino',
      'prom-client',
      '@mongodb-js/zstd',
      'lz4-napi',
      'kafkajs-snappy',
    ],
    logLevel: 'error',
  })
  return directory
}

function run(directory: string, crashAt = 0): Ended {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [join(program, 'child.cjs'), directory, String(crashAt)], {
    encoding: 'utf8',
  })
  return { directory, status, signal, passed: stdout.split('\n').slice(0, -1), errors: stderr }
}

function aPlace(): string {
  return mkdtempSync(join(program, 'run-'))
}

test(
  'a kill -9 at every step of every checkpoint leaves the documents of a quiet run, document by document',
  { timeout: 300_000 },
  async () => {
    const quiet = run(aPlace())
    expect(quiet).toMatchObject({ status: 0, errors: '' })
    const documents = await rowsOf(join(quiet.directory, 'store.sqlite'))
    const killedAt = new Set<string>()
    for (let crashAt = 1; crashAt <= quiet.passed.length; crashAt += 1) {
      const killed = run(aPlace(), crashAt)
      // The fault really happened, at the step that was meant.
      expect([killed.signal, killed.passed.length]).toEqual(['SIGKILL', crashAt])
      expect(run(killed.directory)).toMatchObject({ status: 0, errors: '' })
      expect(await rowsOf(join(killed.directory, 'store.sqlite'))).toEqual(documents)
      killedAt.add(killed.passed.at(-1) ?? '')
    }
    expect([...killedAt].toSorted()).toEqual([...checkpointSteps, 'committed'].toSorted())
    expect([...documents.keys()].filter((key) => key.startsWith('alerts'))).not.toEqual([])
  },
)

test('killed again and again at the same step it gets through once it is let', { timeout: 120_000 }, async () => {
  const directory = aPlace()
  for (let round = 0; round < 4; round += 1) expect(run(directory, 2).signal).toBe('SIGKILL')
  expect(run(directory).status).toBe(0)
  const quiet = run(aPlace())
  expect(await rowsOf(join(directory, 'store.sqlite'))).toEqual(await rowsOf(join(quiet.directory, 'store.sqlite')))
})
