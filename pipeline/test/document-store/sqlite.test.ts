import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type TestContext, expect, onTestFinished, test } from 'vitest'

import { families } from '../../src/document-store/families.ts'
import { storeVersion } from '../../src/document-store/sqlite-format.ts'
import { type SqliteDocumentStore, openSqliteDocumentStore } from '../../src/document-store/sqlite.ts'
import { type Database, openDatabase } from '../../src/sqlite/open-database.ts'
import { aDocument, aProcess, anEvent, create, put, reassign, remove } from './a-document.ts'
import { aDirectory, aStorePath } from './a-store-path.ts'
import { documentStoreContract } from './contract.ts'

documentStoreContract('SQLite', async () => {
  const path = aStorePath()
  const documentsOf = async (family: string): Promise<string[]> =>
    (await aReader(path))
      .prepare(`SELECT doc FROM ${family}`)
      .all()
      .map(({ doc }) => String(doc))
  return { store: await openSqliteDocumentStore(path), documentsOf }
})

async function opened(path: string): Promise<SqliteDocumentStore> {
  const store = await openSqliteDocumentStore(path)
  onTestFinished(() => store.close())
  return store
}

/** A second connection, as a person's query uses it. */
async function aReader(path: string): Promise<Database> {
  const database = await openDatabase(path, { readOnly: true })
  onTestFinished(() => database.close())
  return database
}

/** A file system of its own. The test is reported as skipped where nobody may mount one. */
function aDisk(context: TestContext, options: string): string {
  const directory = join(aDirectory(), 'disk')
  mkdirSync(directory)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory], { stdio: 'pipe' })
  } catch {
    context.skip('needs the right to mount a tmpfs')
  }
  onTestFinished(() => void execFileSync('umount', ['-l', directory]))
  return directory
}

test('documents are still there after closing and opening again', async () => {
  const path = aStorePath()
  const first = await openSqliteDocumentStore(path)
  await first.bulk([create(aProcess('p1'))])
  await first.close()
  expect(await (await opened(path)).bulk([create(aProcess('p1'))])).toEqual([{ status: 'exists' }])
})

test('columns hold what was given, every type of it', async () => {
  const path = aStorePath()
  const store = await opened(path)
  const bytes = Uint8Array.of(0, 1, 255)
  await store.bulk([
    put(aProcess('p1', { pid: 4_294_967_295, started_us: 1_700_000_000_000_001, loader_score: 0.25, executable: 'C:\\ü.exe' })),
    create(aDocument('dead_letters', 'd1', { count: 2, bytes })),
  ])
  const reader = await aReader(path)
  expect(
    reader.prepare('SELECT pid, started_us, loader_score, executable, ended_us, typeof(started_us) AS type FROM processes').get(),
  ).toEqual({
    pid: 4_294_967_295,
    started_us: 1_700_000_000_000_001,
    loader_score: 0.25,
    executable: 'C:\\ü.exe',
    ended_us: null,
    type: 'integer',
  })
  expect(new Uint8Array(reader.prepare('SELECT bytes FROM dead_letters').get()?.['bytes'] as Uint8Array)).toEqual(bytes)
})

test('NUL in ids and columns becomes a visible character and cuts nothing off', async () => {
  const path = aStorePath()
  const store = await opened(path)
  await store.bulk([put(aProcess('a\0one', { command_line: 'cmd\0 /c evil' })), put(aProcess('a\0two'))])
  expect((await aReader(path)).prepare('SELECT id, command_line FROM processes ORDER BY id').all()).toEqual([
    { id: 'a\uFFFDone', command_line: 'cmd\uFFFD /c evil' },
    { id: 'a\uFFFDtwo', command_line: null },
  ])
  await store.bulk([remove('a\0one')])
  expect((await aReader(path)).prepare('SELECT count(*) AS count FROM processes').get()).toEqual({ count: 1 })
})

test('reassigning changes the column as well as the document', async () => {
  const path = aStorePath()
  const store = await opened(path)
  await store.bulk([create(anEvent('e1', 'p1', 'p2'))])
  await store.bulk([reassign('e1', 'process_id', 'p3')])
  const row = (await aReader(path))
    .prepare("SELECT process_id, object_id, json_extract(doc, '$.process.entity_id') AS said FROM events")
    .get()
  expect(row).toEqual({ process_id: 'p3', object_id: 'p2', said: 'p3' })
})

test('a bulk that fails leaves nothing behind', async () => {
  const path = aStorePath()
  const store = await opened(path)
  const another = await openDatabase(path)
  another.exec('DROP TABLE alerts')
  another.close()
  await expect(store.bulk([create(aProcess('p1')), put(aDocument('alerts', 'a1'))])).rejects.toMatchObject({ code: 'IO_FAILED' })
  expect((await aReader(path)).prepare('SELECT count(*) AS count FROM processes').get()).toEqual({ count: 0 })
})

test('an item that can never be stored fails alone and for good', async () => {
  const path = aStorePath()
  const store = await opened(path)
  const impossible = { ...aProcess('p2'), doc: null as unknown as string }
  const outcomes = await store.bulk([create(aProcess('p1')), put(impossible), create(aProcess('p3'))])
  expect(outcomes).toMatchObject([{ status: 'done' }, { status: 'failed', isRetryable: false }, { status: 'done' }])
  expect((await aReader(path)).prepare('SELECT id FROM processes').all()).toEqual([{ id: 'p1' }, { id: 'p3' }])
})

test('a store whose pages of events are damaged says so when a host is read', async () => {
  const path = aStorePath()
  const store = await openSqliteDocumentStore(path)
  const document = anEvent('AAA-1', 'p1', 'p2', { host_id: 'h1' })
  await store.bulk(Array.from({ length: 2_000 }, (_, index) => create({ ...document, id: `AAA-${index}` })))
  await store.close()
  const another = await openDatabase(path)
  another.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  another.close()
  const bytes = readFileSync(path)
  for (let start = 8192 * 25; start < bytes.length; start += 8192) bytes.fill(0xee, start, start + 16)
  writeFileSync(path, bytes)
  const damaged = await opened(path)
  const read = async (): Promise<void> => {
    for await (const event of damaged.hostEvents('h1')) expect(event.id).toMatch(/^AAA-/u)
  }
  await expect(read()).rejects.toMatchObject({ code: 'STORE_DAMAGED', message: expect.stringContaining('new store') as unknown })
})

test('readers in other connections see whole bulks while the store writes', async () => {
  const path = aStorePath()
  const store = await opened(path)
  const count = (await aReader(path)).prepare('SELECT count(*) AS count FROM processes')
  const seen: unknown[] = []
  for (let round = 0; round < 5; round += 1) {
    await store.bulk(Array.from({ length: 10 }, (_, index) => create(aProcess(`p${round}-${index}`))))
    seen.push(count.get()?.['count'])
  }
  expect(seen).toEqual([10, 20, 30, 40, 50])
})

test('a file that is no database is refused and left alone', async () => {
  const path = aStorePath()
  writeFileSync(
    path,
    'a letter to my mother, which is longer than a header of a hundred bytes, so that nobody takes it for an empty file'.repeat(20),
  )
  const before = readFileSync(path)
  await expect(openSqliteDocumentStore(path)).rejects.toMatchObject({
    code: 'STORE_INCOMPATIBLE',
    message: expect.stringContaining(path) as unknown,
  })
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a database of something else is refused and left alone, even when its version is ours', async () => {
  const path = aStorePath()
  const foreign = await openDatabase(path)
  foreign.exec(`CREATE TABLE notes (text TEXT); PRAGMA user_version = ${storeVersion}`)
  foreign.close()
  const before = readFileSync(path)
  await expect(openSqliteDocumentStore(path)).rejects.toMatchObject({ code: 'STORE_INCOMPATIBLE' })
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a store of another version is refused', async () => {
  const path = aStorePath()
  await (await openSqliteDocumentStore(path)).close()
  const database = await openDatabase(path)
  database.exec(`PRAGMA user_version = ${storeVersion + 1}`)
  database.close()
  await expect(openSqliteDocumentStore(path)).rejects.toMatchObject({
    code: 'STORE_INCOMPATIBLE',
    message: expect.stringContaining(`version ${storeVersion}`) as unknown,
  })
})

test('a directory that does not exist is an error that says what to check', async () => {
  const path = join(aDirectory(), 'missing', 'store.db')
  await expect(openSqliteDocumentStore(path)).rejects.toMatchObject({
    code: 'IO_FAILED',
    message: expect.stringContaining('directory exists') as unknown,
  })
})

test('a disk that is read-only is an error', async (context) => {
  const directory = aDisk(context, 'ro')
  await expect(openSqliteDocumentStore(join(directory, 'store.db'))).rejects.toMatchObject({ code: 'IO_FAILED' })
})

test('on a full disk a bulk fails as retryable and whole, and works again when there is room', async (context) => {
  const directory = aDisk(context, 'size=3m')
  const path = join(directory, 'store.db')
  const store = await opened(path)
  const big = 'x'.repeat(50_000)
  let stored = 0
  const next = (): Promise<unknown> => store.bulk([create(aProcess(`a${stored}`, { command_line: big })), create(aProcess(`b${stored}`))])
  await expect(
    (async () => {
      for (; stored < 200; stored += 1) await next()
    })(),
  ).rejects.toMatchObject({ code: 'IO_FAILED', isRetryable: true, message: expect.stringContaining('Free space') as unknown })
  expect((await aReader(path)).prepare('SELECT count(*) AS count FROM processes').get()).toEqual({ count: 2 * stored })

  execFileSync('mount', ['-o', 'remount,size=12m', directory])
  await next()
  expect(stored).toBeGreaterThan(5)
})

test('every family has its table, its columns in order, and its indexes', async () => {
  const path = aStorePath()
  await opened(path)
  const reader = await aReader(path)
  for (const [name, { columns, indexes, isVersioned }] of Object.entries(families)) {
    const found = reader.prepare(`PRAGMA table_info(${name})`).all()
    const expected = ['id', ...columns.map((column) => column.name), ...(isVersioned ? ['version'] : []), 'doc']
    expect(found.map((column) => column['name'])).toEqual(expected)
    const indexNames = reader
      .prepare(`PRAGMA index_list(${name})`)
      .all()
      .map((index) => index['name'])
    for (const index of indexes) expect(indexNames).toContain(`${name}_${index.join('_')}`)
  }
})
