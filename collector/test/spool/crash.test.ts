import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { aSpoolDirectory, aSqliteSpool } from './a-spool-directory.ts'
import { drainNumbers } from './drain.ts'

const runs = Number(process.env['WIN11MON_CRASH_RUNS'] ?? 6)
const unbounded = 1024 * 1024 * 1024

let programDirectory = ''

// One file that starts in milliseconds: with a loader most of the time would go by before the first append.
beforeAll(async () => {
  programDirectory = mkdtempSync(join(tmpdir(), 'win11mon-crash-'))
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(programDirectory, 'node_modules'), 'junction')
  await build({
    entryPoints: [fileURLToPath(new URL('crash-child.ts', import.meta.url))],
    outfile: join(programDirectory, 'child.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@win11mon/source'],
    external: ['@photostructure/sqlite'],
    logLevel: 'error',
  })
})

afterAll(() => rmSync(programDirectory, { recursive: true, force: true }))

test(`every batch reported before a kill is there afterwards, in order (${runs} kills)`, { timeout: 300_000 }, async () => {
  const directory = aSpoolDirectory()
  let reportedTotal = 0
  for (let run = 1; run <= runs; run += 1) {
    const reported = await appendUntilKilled(directory, run, { maxBytes: unbounded, batches: 1 })
    const { delivered, quarantinedFiles } = await takeEverything(directory)
    expect(quarantinedFiles).toBe(0)
    expect(delivered).toEqual(upTo(delivered.length))
    expect(delivered.length).toBeGreaterThanOrEqual(reported)
    expect(delivered.length).toBeLessThanOrEqual(reported + 1)
    reportedTotal += reported
  }
  expect(reportedTotal).toBeGreaterThan(runs)
})

test(`a full spool that is killed has delivered or declared every batch it reported (${runs} kills)`, { timeout: 300_000 }, async () => {
  const directory = aSpoolDirectory()
  let declaredTotal = 0
  for (let run = 1; run <= runs; run += 1) {
    const reported = await appendUntilKilled(directory, run, { maxBytes: 500_000, batches: 40 })
    const { delivered, declared } = await takeEverything(directory)
    const all = [...delivered, ...declared].toSorted((left, right) => left - right)
    expect(all).toEqual(upTo(all.length))
    expect(all.length).toBeGreaterThanOrEqual(reported)
    declaredTotal += declared.length
  }
  expect(declaredTotal).toBeGreaterThan(0)
})

test('a second process is refused while the first runs, and let in once it is killed', { timeout: 60_000 }, async () => {
  const directory = aSpoolDirectory()
  const first = start(directory, 1, unbounded)
  await once(first.stdout ?? first, 'data')
  const second = start(directory, 2, unbounded)
  let message = ''
  second.stderr?.on('data', (text) => (message += String(text)))
  const [exitCode] = (await once(second, 'close')) as [number]
  await kill(first)
  expect([exitCode, message.split(' ')[0]]).toEqual([75, 'SPOOL_HELD'])
  const spool = await aSqliteSpool(directory)
  expect(spool.counts.heldEvents).toBeGreaterThan(0)
  await spool.close()
})

function start(directory: string, boot: number, maxBytes: number): ChildProcess {
  return spawn(process.execPath, [join(programDirectory, 'child.cjs'), directory, String(boot), String(maxBytes)])
}

interface Until {
  readonly maxBytes: number
  /** The child is killed some time after it reported this many batches, however long the disk takes for them. */
  readonly batches: number
}

/** Number of the last batch that the child reported. */
async function appendUntilKilled(directory: string, boot: number, { maxBytes, batches }: Until): Promise<number> {
  const child = start(directory, boot, maxBytes)
  let output = ''
  const lastReported = (): number => Number(output.split('\n').at(-2) ?? 0)
  await new Promise<void>((resolve) => {
    child.once('close', resolve)
    child.stdout?.on('data', (text) => {
      output += String(text)
      if (lastReported() >= batches) resolve()
    })
  })
  await setTimeout(Math.random() * 60)
  await kill(child)
  return lastReported()
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

interface Taken {
  readonly delivered: number[]
  readonly declared: number[]
  readonly quarantinedFiles: number
}

async function takeEverything(directory: string): Promise<Taken> {
  const spool = await aSqliteSpool(directory)
  const { quarantinedFiles } = spool.counts
  spool.end()
  const numbers = await drainNumbers(spool)
  await spool.close()
  return { ...numbers, quarantinedFiles }
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
