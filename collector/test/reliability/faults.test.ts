import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { aSpoolDirectory } from '../spool/a-spool-directory.ts'
import { type CollectorProgram, type Ended, buildCollectorProgram, deliveredIn, upTo } from './a-collector-process.ts'

const count = 40

let program: CollectorProgram
let faultsDirectory = ''
beforeAll(async () => {
  program = await buildCollectorProgram()
  faultsDirectory = mkdtempSync(join(tmpdir(), 'win11mon-faults-'))
  const source = fileURLToPath(new URL('faults.c', import.meta.url))
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', join(faultsDirectory, 'faults.so'), source, '-ldl'])
})
afterAll(() => {
  program.remove()
  rmSync(faultsDirectory, { recursive: true, force: true })
})

interface Disturbed extends Ended {
  readonly delivered: readonly number[]
  /** One letter for each fault that happened. */
  readonly faults: string
}

async function runWith(environment: Readonly<Record<string, string>>, restMs = 1): Promise<Disturbed> {
  const directory = aSpoolDirectory()
  const log = join(directory, 'faults')
  const preload = { LD_PRELOAD: join(faultsDirectory, 'faults.so'), FAULT_LOG: log }
  const ended = await program.run({ directory, count, restMs, environment: { ...preload, ...environment } })
  const delivered = [...new Set(await deliveredIn(directory))].toSorted((left, right) => left - right)
  return { ...ended, delivered, faults: existsSync(log) ? readFileSync(log, 'utf8') : '' }
}

test.each([
  ['one write fails with EIO', { FAULT_CALL: 'write', FAULT_KIND: 'eio', FAULT_FIRST: '60', FAULT_COUNT: '1' }],
  ['twenty writes fail with EIO', { FAULT_CALL: 'write', FAULT_KIND: 'eio', FAULT_FIRST: '60', FAULT_COUNT: '20' }],
  ['one sync fails with EIO', { FAULT_CALL: 'sync', FAULT_KIND: 'eio', FAULT_FIRST: '12', FAULT_COUNT: '1' }],
  ['twenty syncs fail with EIO', { FAULT_CALL: 'sync', FAULT_KIND: 'eio', FAULT_FIRST: '12', FAULT_COUNT: '20' }],
  [
    'a write is cut short, and then the disk is full for a while',
    { FAULT_CALL: 'write', FAULT_KIND: 'short', FAULT_FIRST: '60', FAULT_COUNT: '9' },
  ],
  ['the disk is full for a while', { FAULT_CALL: 'write', FAULT_KIND: 'enospc', FAULT_FIRST: '60', FAULT_COUNT: '9' }],
])('%s: the collector goes on, and nothing is lost', { timeout: 20_000 }, async (_, environment) => {
  const { code, delivered, faults } = await runWith(environment)
  expect(faults.length).toBe(Number(environment.FAULT_COUNT))
  expect([code, delivered]).toEqual([0, upTo(count)])
})
