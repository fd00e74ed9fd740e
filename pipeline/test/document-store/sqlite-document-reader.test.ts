import { readFileSync, truncateSync, writeFileSync } from 'node:fs'

import { expect, onTestFinished, test } from 'vitest'

import type { DocumentReader } from '../../src/document-store/document-reader.ts'
import { openSqliteDocumentReader } from '../../src/document-store/sqlite-document-reader.ts'
import { storeVersion } from '../../src/document-store/sqlite-format.ts'
import { openSqliteDocumentStore } from '../../src/document-store/sqlite.ts'
import { openDatabase } from '../../src/sqlite/open-database.ts'
import { aProcess, anEvent, create } from './a-document.ts'
import { aDirectory, aStorePath } from './a-store-path.ts'
import { documentReaderContract } from './reader-contract.ts'

documentReaderContract("SQLite, the writer's own connection", async () => {
  const store = await openSqliteDocumentStore(aStorePath())
  return { store, reader: store }
})

documentReaderContract('SQLite, a connection that only reads', async () => {
  const path = aStorePath()
  const store = await openSqliteDocumentStore(path)
  onTestFinished(() => store.close())
  return { store, reader: await openSqliteDocumentReader(path) }
})

/** A closed store with some events, everything in its one file. */
async function aClosedStore(eventCount = 0): Promise<string> {
  const path = aStorePath()
  const store = await openSqliteDocumentStore(path)
  await store.bulk(Array.from({ length: eventCount }, (_, index) => create(anEvent(`AAA-${index}`, 'p1', 'p2', { host_id: 'h1' }))))
  await store.close()
  await changed(path, 'PRAGMA wal_checkpoint(TRUNCATE)')
  return path
}

async function changed(path: string, sql: string): Promise<void> {
  const database = await openDatabase(path)
  database.exec(sql)
  database.close()
}

async function opened(path: string): Promise<DocumentReader> {
  const reader = await openSqliteDocumentReader(path)
  onTestFinished(() => reader.close())
  return reader
}

function saying(code: string, text: string): object {
  return { code, message: expect.stringContaining(text) as unknown }
}

test('a file that is not there is an error that says how to make one, and stays away', async () => {
  const path = aStorePath()
  await expect(openSqliteDocumentReader(path)).rejects.toMatchObject(saying('INPUT_MISSING', 'analyze'))
  await expect(openSqliteDocumentReader(path)).rejects.toMatchObject(saying('INPUT_MISSING', path))
})

test('a directory is no store', async () => {
  await expect(openSqliteDocumentReader(aDirectory())).rejects.toMatchObject(saying('INPUT_MISSING', 'not a file'))
})

test.each([
  ['an empty file', ''],
  ['a text', 'a letter to my mother, longer than the header of a database. '.repeat(200)],
])('%s is refused and left alone', async (_, text) => {
  const path = aStorePath()
  writeFileSync(path, text)
  await expect(openSqliteDocumentReader(path)).rejects.toMatchObject(saying('STORE_INCOMPATIBLE', path))
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('a store of another version is refused', async () => {
  const path = await aClosedStore()
  await changed(path, `PRAGMA user_version = ${storeVersion + 1}`)
  await expect(openSqliteDocumentReader(path)).rejects.toMatchObject(saying('STORE_INCOMPATIBLE', `a store of version ${storeVersion + 1}`))
})

test('a database of something else is refused, even when its version is ours', async () => {
  const path = aStorePath()
  await changed(path, `CREATE TABLE notes (text TEXT); PRAGMA user_version = ${storeVersion}`)
  await expect(openSqliteDocumentReader(path)).rejects.toMatchObject(saying('STORE_INCOMPATIBLE', 'something else'))
})

test.each(['DROP TABLE gaps', 'ALTER TABLE alerts RENAME COLUMN severity TO weight'])('a store after %s is refused', async (sql) => {
  const path = await aClosedStore()
  await changed(path, sql)
  await expect(openSqliteDocumentReader(path)).rejects.toMatchObject(saying('STORE_INCOMPATIBLE', 'no such'))
})

test('nothing can be written through a reader, and its file does not change', async () => {
  const path = await aClosedStore(10)
  const before = readFileSync(path)
  const reader = await opened(path)
  expect((await reader.events({}, { limit: 100 })).items).toHaveLength(10)
  expect(readFileSync(path).equals(before)).toBe(true)
})

test.each([0xee, 0])('pages that begin with bytes of %i are said to be damaged', async (byte) => {
  const path = await aClosedStore(2_000)
  const bytes = readFileSync(path)
  for (let start = 8192 * 25; start < bytes.length; start += 8192) bytes.fill(byte, start, start + 16)
  writeFileSync(path, bytes)
  const reader = await opened(path)
  const damaged = saying('STORE_DAMAGED', 'new store')
  await expect(reader.events({}, { limit: 10_000 })).rejects.toMatchObject(damaged)
  await expect(reader.countEvents()).rejects.toMatchObject(damaged)
})

test('a file that was cut is never taken for whole', async () => {
  const path = await aClosedStore(2_000)
  truncateSync(path, 8192 * 40)
  const read = async (): Promise<unknown> => (await opened(path)).events({}, { limit: 10_000 })
  await expect(read()).rejects.toMatchObject({ code: expect.stringMatching(/^STORE_(DAMAGED|INCOMPATIBLE)$/u) as unknown })
})

test.each(["UPDATE processes SET pid = 'many'", 'UPDATE processes SET status = NULL', "UPDATE processes SET executable = x'00'"])(
  'a value of another type than its column is damage: %s',
  async (sql) => {
    const path = aStorePath()
    const store = await openSqliteDocumentStore(path)
    onTestFinished(() => store.close())
    await store.bulk([create(aProcess('p1'))])
    await changed(path, sql)
    await expect((await opened(path)).process('p1')).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  },
)

test('a reader that was closed says that it cannot read', async () => {
  const reader = await openSqliteDocumentReader(await aClosedStore())
  await reader.close()
  await expect(reader.hosts()).rejects.toMatchObject({ code: 'IO_FAILED' })
})
