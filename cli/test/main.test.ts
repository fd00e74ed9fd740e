import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { expect, test, vi } from 'vitest'

import type { AnalysisReport } from '../src/analysis/report.ts'
import { aCapture } from './a-capture.ts'
import { aDirectory, runCommand } from './run-command.ts'

vi.setConfig({ testTimeout: 30_000 })

const bin = fileURLToPath(new URL('../bin/win11mon.mjs', import.meta.url))
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** The program in a process of its own, from its sources: `bin` would prefer a bundle, which may be an old one. */
function start(args: readonly string[]): ChildProcess {
  return spawnNode([
    '--conditions=@win11mon/source',
    '--import',
    pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
    main,
    ...args,
  ])
}

function spawnNode(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } })
}

async function finish(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}

test('runs as a program of its own and passes the exit code on', async () => {
  const { code, stdout, stderr } = await finish(start(['analyze', aCapture(), '-o', 'json', '--fail-on', 'high']))

  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({ ledger: { indexed: 4, unexplained: 0 } })
})

test('stops cleanly on Ctrl+C and leaves a recording that can be read', async () => {
  const out = join(aDirectory(), 'long.avro')
  const child = start(['simulate', '--out', out, '--hosts', '5', '--duration', '30d'])
  const finished = finish(child)
  while (!existsSync(out) || statSync(out).size < 100_000) await setTimeout(20)
  child.kill('SIGINT')

  expect((await finished).code).toBe(130)
  const { inputs, ledger } = JSON.parse((await runCommand(['analyze', out, '-o', 'json'])).stdout) as AnalysisReport
  expect(inputs).toMatchObject([{ format: 'recording', error: null }])
  expect(ledger.unexplained).toBe(0)
})

test('is started by its bin file from any directory, which passes signals and the exit code on', async () => {
  const out = join(aDirectory(), 'long.avro')
  const child = spawnNode([bin, 'simulate', '--out', out, '--hosts', '5', '--duration', '30d'])
  const finished = finish(child)
  while (!existsSync(out) || statSync(out).size < 100_000) await setTimeout(20)
  child.kill('SIGTERM')

  expect((await finished).code).toBe(130)
})

test('ends quietly when nobody reads its output any more', async () => {
  const child = start(['demo'])
  child.stdout?.destroy()
  const [stderr, [code]] = await Promise.all([child.stderr === null ? '' : text(child.stderr), once(child, 'close') as Promise<[number]>])

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
