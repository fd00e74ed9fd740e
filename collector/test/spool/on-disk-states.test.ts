import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { openDatabase } from '@win11mon/pipeline'
import { expect, test } from 'vitest'

import { aSpoolDirectory, aSqliteSpool } from './a-spool-directory.ts'
import { aStream } from './a-stream.ts'

const { signal: never } = new AbortController()

interface State {
  /** Makes of a directory with a closed spool of ten batches what is found there at a start. */
  readonly make: (directory: string, path: string) => void | Promise<void>
  /** Files set aside, and batches that are still there. */
  readonly quarantined: number
  readonly kept: number
}

const bytes = (count: number, value: number): Uint8Array => new Uint8Array(count).fill(value)

const states: Readonly<Record<string, State>> = {
  'as it was': { make: () => undefined, quarantined: 0, kept: 10 },
  'no directory': { make: (directory) => rmSync(directory, { recursive: true }), quarantined: 0, kept: 0 },
  'an empty file': { make: (_, path) => writeFileSync(path, ''), quarantined: 0, kept: 0 },
  // SQLite takes less than its own header for a new database.
  'one byte': { make: (_, path) => writeFileSync(path, 'x'), quarantined: 0, kept: 0 },
  'zeros as long as it was': { make: (_, path) => writeFileSync(path, bytes(readFileSync(path).length, 0)), quarantined: 1, kept: 0 },
  'a header and zeros behind': {
    make: (_, path) => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 4096), bytes(100_000, 0)])),
    quarantined: 1,
    kept: 0,
  },
  'cut off inside a page': { make: (_, path) => truncateSync(path, 30_001), quarantined: 1, kept: 0 },
  'cut off behind the first page': { make: (_, path) => truncateSync(path, 4_096), quarantined: 1, kept: 0 },
  'text of another program': {
    make: (_, path) => writeFileSync(path, 'PK\u0003\u0004 not a database at all'.repeat(400)),
    quarantined: 1,
    kept: 0,
  },
  'a database of another program': {
    async make(_, path) {
      rmSync(path)
      const database = await openDatabase(path)
      database.exec('CREATE TABLE notes (text TEXT)')
      database.close()
    },
    quarantined: 1,
    kept: 0,
  },
  'a later version': {
    async make(_, path) {
      const database = await openDatabase(path)
      database.exec('PRAGMA user_version = 99')
      database.close()
    },
    quarantined: 1,
    kept: 0,
  },
  'a table that is missing': {
    async make(_, path) {
      const database = await openDatabase(path)
      database.exec('DROP TABLE losses')
      database.close()
    },
    quarantined: 1,
    kept: 0,
  },
  'a directory in its place': {
    make(_, path) {
      rmSync(path)
      mkdirSync(path)
    },
    quarantined: 1,
    kept: 0,
  },
  'a link to a file elsewhere': {
    make(directory, path) {
      writeFileSync(join(directory, 'elsewhere'), 'keep me')
      rmSync(path)
      symlinkSync(join(directory, 'elsewhere'), path)
    },
    quarantined: 1,
    kept: 0,
  },
  'a link that leads nowhere': {
    make(directory, path) {
      rmSync(path)
      symlinkSync(join(directory, 'nowhere'), path)
    },
    quarantined: 1,
    kept: 0,
  },
  'a transaction log of something else': { make: (_, path) => writeFileSync(`${path}-wal`, bytes(70_000, 7)), quarantined: 0, kept: 10 },
  'a directory for a transaction log': { make: (_, path) => mkdirSync(`${path}-wal`), quarantined: 1, kept: 0 },
  'an index of the log of something else': { make: (_, path) => writeFileSync(`${path}-shm`, bytes(40_000, 9)), quarantined: 0, kept: 10 },
  'a ballast that is cut off': { make: (directory) => truncateSync(join(directory, 'ballast'), 100), quarantined: 0, kept: 10 },
  'a directory for a ballast': {
    make(directory) {
      rmSync(join(directory, 'ballast'))
      mkdirSync(join(directory, 'ballast'))
    },
    quarantined: 0,
    kept: 10,
  },
  'files of others beside it': { make: (directory) => writeFileSync(join(directory, 'readme.txt'), 'hello'), quarantined: 0, kept: 10 },
}

test.each(Object.entries(states))('starts with %s, counts what it set aside, and takes batches', async (_, { make, quarantined, kept }) => {
  const directory = aSpoolDirectory()
  const stream = aStream()
  const first = await aSqliteSpool(directory)
  for (let count = 0; count < 10; count += 1) await first.append(stream.next({ padBytes: 9_000 }), never)
  await first.close()
  await make(directory, join(directory, 'spool.db'))

  const startedMs = performance.now()
  const spool = await aSqliteSpool(directory)
  const startMs = performance.now() - startedMs
  await spool.append(stream.next(), never)
  const read = await spool.read(100, never)
  await spool.close()

  expect([spool.counts.quarantinedFiles, read.length]).toEqual([quarantined, kept + 1])
  expect(startMs).toBeLessThan(5_000)
  const aside = readdirSync(directory).filter((name) => name.includes('.quarantined-'))
  expect(aside.length > 0).toBe(quarantined > 0)
})

test('of what is set aside the newest eight of the last thirty days are kept', async () => {
  const directory = aSpoolDirectory()
  const stamp = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().replaceAll(/[-:.]/g, '')
  for (const daysAgo of [1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 400]) {
    writeFileSync(join(directory, `spool.db.quarantined-${stamp(daysAgo)}`), 'old')
    writeFileSync(join(directory, `spool.db.quarantined-${stamp(daysAgo)}-wal`), 'old')
  }
  writeFileSync(join(directory, 'spool.db'), 'x'.repeat(9_000))
  await (await aSqliteSpool(directory)).close()
  const sets = new Set(readdirSync(directory).flatMap((name) => /quarantined-(\w+)/.exec(name)?.[1] ?? []))
  expect(sets.size).toBe(8)
  expect([...sets].some((name) => name.startsWith(stamp(31).slice(0, 8)))).toBe(false)
})

test('what a link in its place leads to stays as it is', async () => {
  const directory = aSpoolDirectory()
  writeFileSync(join(directory, 'elsewhere'), 'keep me')
  symlinkSync(join(directory, 'elsewhere'), join(directory, 'spool.db'))
  const spool = await aSqliteSpool(directory)
  await spool.append(aStream().next(), never)
  await spool.close()
  expect([spool.counts.quarantinedFiles, readFileSync(join(directory, 'elsewhere'), 'utf8')]).toEqual([1, 'keep me'])
})
