import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { type TestContext, expect, test } from 'vitest'

import { openSqliteDocumentReader } from '../../src/document-store/sqlite-document-reader.ts'
import { openSqliteDocumentStore } from '../../src/document-store/sqlite.ts'
import { openDatabase } from '../../src/sqlite/open-database.ts'
import { aProcess, create } from './a-document.ts'
import { aDirectory, aStorePath } from './a-store-path.ts'

const nobody = 65_534
const source = (path: string): string => JSON.stringify(new URL(`../../src/document-store/${path}`, import.meta.url).href)

/** What a process of its own prints. */
function runProgram(program: string): string {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const args = ['--conditions=@win11mon/source', '--import', tsx, '--input-type=module', '-e', program]
  const { stdout, stderr, signal } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } })
  return signal === null && stdout === '' ? stderr : stdout.trim()
}

/** Reads as a user who may write nowhere near: the number of processes, or code and message of the error. */
function readAsNobody(path: string, context: TestContext): string {
  if (process.getuid?.() !== 0) context.skip('needs the right to become another user')
  return runProgram(`
    const { openSqliteDocumentReader } = await import(${source('sqlite-document-reader.ts')})
    const { openDatabase } = await import(${source('../sqlite/open-database.ts')})
    // While it may: the other user need not be able to read the folder that this program lies in.
    ;(await openDatabase(':memory:')).close()
    process.setgroups([]); process.setgid(${nobody}); process.setuid(${nobody})
    try {
      const reader = await openSqliteDocumentReader(${JSON.stringify(path)})
      console.log((await reader.processes('h1')).length)
      await reader.close()
    } catch (error) { console.log(error.code, error.message) }`)
}

/** A folder that everybody may look into, with a store in it. */
function aSharedPath(): string {
  const path = aStorePath()
  chmodSync(dirname(path), 0o755)
  return path
}

async function fill(path: string): Promise<void> {
  const store = await openSqliteDocumentStore(path)
  await store.bulk(Array.from({ length: 3 }, (_, index) => create(aProcess(`p${index}`, { host_id: 'h1' }))))
  await store.close()
}

/** Writes until it is killed in the midst of it, and returns how many documents were reported as written. */
function fillAndKill(path: string): number {
  return Number(
    runProgram(`
    const { openSqliteDocumentStore } = await import(${source('sqlite.ts')})
    const store = await openSqliteDocumentStore(${JSON.stringify(path)})
    const { writeSync } = await import('node:fs')
    const columns = { host_id: 'h1', pid: 1, edge_confidence: 'unknown', status: 'created', loader_score: 0, abuse_score: 0 }
    for (let index = 0; index < 300; index += 1) {
      const document = { family: 'processes', id: 'p' + index, columns, doc: '{"note":"' + 'x'.repeat(900) + '"}' }
      await store.bulk([{ operation: 'create', document }])
    }
    writeSync(1, '300')
    process.kill(process.pid, 'SIGKILL')`),
  )
}

const beside = (path: string): string[] => readdirSync(dirname(path)).toSorted((left, right) => left.localeCompare(right))

test('a store is one file when it is closed, and stays one file while it is read', async () => {
  const path = aStorePath()
  await fill(path)
  expect(beside(path)).toEqual(['store.db'])

  const reader = await openSqliteDocumentReader(path)
  const before = statSync(path)
  expect(await reader.processes('h1')).toHaveLength(3)
  expect(beside(path)).toEqual(['store.db'])
  await reader.close()
  expect(statSync(path)).toMatchObject({ mtimeMs: before.mtimeMs, size: before.size })
})

test('another user reads a store in a folder that he cannot write', async (context) => {
  const path = aSharedPath()
  await fill(path)
  expect(readAsNobody(path, context)).toBe('3')
  expect(beside(path)).toEqual(['store.db'])
})

test('a store that was closed while somebody read it, or by an earlier version, is read without a trace', async (context) => {
  const path = aSharedPath()
  await fill(path)
  const earlier = await openDatabase(path)
  earlier.exec('PRAGMA journal_mode = WAL')
  earlier.close()
  const reader = await openSqliteDocumentReader(path)
  expect(await reader.processes('h1')).toHaveLength(3)
  await reader.close()
  expect(beside(path)).toEqual(['store.db'])
  expect(readAsNobody(path, context)).toBe('3')
})

test('a run that was killed leaves everything it reported, for other users too, and the next run leaves one file', async (context) => {
  const path = aSharedPath()
  expect(fillAndKill(path)).toBe(300)
  expect(beside(path)).toEqual(['store.db', 'store.db-shm', 'store.db-wal'])
  expect(readAsNobody(path, context)).toBe('300')

  await (await openSqliteDocumentStore(path)).close()
  expect(beside(path)).toEqual(['store.db'])
  expect(readAsNobody(path, context)).toBe('300')
})

test('what a killed run left is never passed over: where it cannot be used the error says so and what to do', async (context) => {
  const path = aSharedPath()
  fillAndKill(path)
  const copy = join(aDirectory(), 'kept', 'store.db')
  mkdirSync(dirname(copy))
  chmodSync(dirname(dirname(copy)), 0o755)
  for (const end of ['', '-wal']) copyFileSync(path + end, copy + end)
  const said = readAsNobody(copy, context)
  expect(said).toContain(`IO_FAILED ${copy}: a run that was killed left its last writes in ${copy}-wal`)
  expect(said).toContain('Copy both files')
  expect(beside(copy)).toEqual(['store.db', 'store.db-wal'])

  const reader = await openSqliteDocumentReader(copy)
  expect(await reader.processes('h1')).toHaveLength(300)
  await reader.close()
})

test('closing while somebody reads leaves the reader at work and loses nothing', async () => {
  const path = aStorePath()
  const store = await openSqliteDocumentStore(path)
  const reader = await openSqliteDocumentReader(path)
  await store.bulk([create(aProcess('p1', { host_id: 'h1' }))])
  expect(await reader.processes('h1')).toHaveLength(1)
  await store.close()
  expect(await reader.processes('h1')).toHaveLength(1)
  await reader.close()
  const later = await openSqliteDocumentReader(path)
  expect(await later.processes('h1')).toHaveLength(1)
  await later.close()
})
