import { accessText, handleObjectTypes, integrityLevelNames } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'

import { lendViews } from '../../src/document-store/sqlite-views.ts'
import { accessSql, hexSql, integritySql, nameSql, timeSql } from '../../src/document-store/sqlite-view-expressions.ts'
import { openSqliteDocumentStore } from '../../src/document-store/sqlite.ts'
import { viewNames, views } from '../../src/document-store/views.ts'
import { type Database, type SqliteValue, openDatabase } from '../../src/sqlite/open-database.ts'
import { openForReading } from '../../src/sqlite/open-for-reading.ts'
import { aDocument, create } from './a-document.ts'
import { aStorePath } from './a-store-path.ts'

async function evaluator(): Promise<(sql: string, ...values: SqliteValue[]) => SqliteValue | undefined> {
  const database = await openDatabase(':memory:')
  onTestFinished(() => database.close())
  return (sql, ...values) => database.prepare(`SELECT ${sql} AS value`).get(...values)?.['value']
}

test('rights in a view are those in words that everything else shows, for every mask and type', async () => {
  const value = await evaluator()
  const sql = accessSql('?1', '?2')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), fc.constantFrom(...handleObjectTypes), (mask, type) => {
      expect(value(sql, mask, type)).toBe(accessText(mask, type))
    }),
  )
  for (const mask of [0, 0x40, 0x1410, 0x1f_3fff, 0x1f_ffff]) expect(value(sql, mask, null)).toBe(accessText(mask))
})

test('a time in a view is that of the documents, before 1970 too', async () => {
  const value = await evaluator()
  fc.assert(
    fc.property(fc.integer({ min: -11_644_473_600_000_000, max: 4_000_000_000_000_000 }), (timeUs) => {
      const milliseconds = Math.floor(timeUs / 1000)
      const micros = String(timeUs - milliseconds * 1000).padStart(3, '0')
      expect(value(timeSql('CAST(?1 AS INTEGER)'), timeUs)).toBe(new Date(milliseconds).toISOString().replace('Z', `${micros}Z`))
    }),
  )
})

test.each([
  ['C:\\Windows\\System32\\lsass.exe', 'lsass.exe'],
  ['/usr/bin/mixed\\tool.exe', 'tool.exe'],
  ['Registry', 'Registry'],
  ['C:\\folder\\', ''],
  [null, null],
])('the name of %s is %s', async (path, name) => {
  expect((await evaluator())(nameSql('?1'), path)).toBe(name)
})

test('integrity levels are words, and numbers where there is none', async () => {
  const value = await evaluator()
  for (const [level, name] of integrityLevelNames) expect(value(integritySql('?1'), level)).toBe(name)
  expect([value(integritySql('?1'), 0x2010), value(integritySql('?1'), null), value(hexSql('?1'), 4096)]).toEqual([
    '0x2010',
    null,
    '0x1000',
  ])
})

async function aFilledStore(): Promise<string> {
  const path = aStorePath()
  const store = await openSqliteDocumentStore(path)
  const handle = { win11mon: { object: { type: 'process' }, handle: { granted_access: 0x1410, desired_access: 0x1f_ffff } } }
  const tool = {
    pid: 5000,
    executable: 'C:\\Users\\ann\\grab.exe',
    integrity_level: 0x3000,
    parent_id: 'p3',
    started_us: 1_700_000_000_000_001,
  }
  await store.bulk(
    [
      aDocument('hosts', 'h1', { name: 'DESK1' }),
      { ...aDocument('processes', 'p1', { host_id: 'h1', ...tool }), doc: JSON.stringify({ user: { name: 'DESK1\\ann' } }) },
      aDocument('processes', 'p2', { host_id: 'h1', pid: 700, executable: 'C:\\Windows\\lsass.exe' }),
      aDocument('processes', 'p3', { host_id: 'h1', pid: 4000, executable: 'C:\\Windows\\cmd.exe' }),
      {
        ...aDocument('events', 'e1', {
          host_id: 'h1',
          kind: 'handle_create',
          process_id: 'p1',
          object_id: 'p2',
          time_us: 1_700_000_000_000_000,
        }),
        doc: JSON.stringify(handle),
      },
      {
        ...aDocument('events', 'e2', { host_id: 'h1', kind: 'image_load', process_id: 'p1' }),
        doc: JSON.stringify({ dll: { path: 'C:\\x.dll' } }),
      },
      {
        ...aDocument('alerts', 'a1', { host_id: 'h1', process_id: 'p1', object_id: 'p2', status: 'raised', rule_id: 'HD-08' }),
        doc: JSON.stringify({ win11mon: { reasons: ['one', 'two'] }, threat: { technique: [{ id: 'T1003.001' }] } }),
      },
    ].map(create),
  )
  await store.close()
  return path
}

async function reading(path: string): Promise<Database> {
  const database = await openForReading(path)
  onTestFinished(() => database.close())
  return database
}

test('the views say who did what to whom, with which rights, in words', async () => {
  const database = await reading(await aFilledStore())
  expect(database.prepare('SELECT * FROM v_handles').all()).toMatchObject([
    {
      time: '2023-11-14T22:13:20.000000Z',
      host: 'DESK1',
      actor: 'grab.exe',
      actor_pid: 5000,
      actor_user: 'DESK1\\ann',
      actor_integrity: 'high',
      object: 'lsass.exe',
      access: '0x1410',
      rights: 'vm read, query information, query limited information',
    },
  ])
  expect(database.prepare('SELECT kind, detail FROM v_events ORDER BY id').all()).toMatchObject([
    { kind: 'handle_create', detail: 'vm read, query information, query limited information' },
    { kind: 'image_load', detail: 'C:\\x.dll' },
  ])
  expect(database.prepare("SELECT name, parent, parent_pid, user, started, alerts FROM v_processes WHERE id = 'p1'").get()).toMatchObject({
    name: 'grab.exe',
    parent: 'cmd.exe',
    parent_pid: 4000,
    user: 'DESK1\\ann',
    started: '2023-11-14T22:13:20.000001Z',
    alerts: 1,
  })
  expect(database.prepare('SELECT actor, object, reasons, techniques FROM v_alerts').get()).toMatchObject({
    actor: 'grab.exe',
    object: 'lsass.exe',
    reasons: 'one; two',
    techniques: 'T1003.001',
  })
})

test('every view has the columns it says, in their order', async () => {
  const database = await reading(await aFilledStore())
  for (const name of viewNames) {
    const columns = database.prepare(`PRAGMA table_info(${name})`).all()
    expect(columns.map((column) => column['name'])).toEqual(views[name].columns.map((column) => column.name))
  }
})

test('a store without views, or with those of another version, gets them from the next writer and is lent them by a reader', async () => {
  const path = await aFilledStore()
  const earlier = await openDatabase(path)
  earlier.exec('DROP VIEW v_events; DROP VIEW v_handles; CREATE VIEW v_handles AS SELECT 1 AS other')
  earlier.close()
  const database = await reading(path)
  lendViews(database)
  for (const view of ['v_events', 'v_handles'])
    expect(database.prepare(`SELECT actor FROM ${view} WHERE id = 'e1'`).get()).toMatchObject({ actor: 'grab.exe' })

  await (await openSqliteDocumentStore(path)).close()
  const mended = await reading(path)
  expect(mended.prepare("SELECT count(*) AS count FROM sqlite_schema WHERE type = 'view'").get()).toEqual({ count: viewNames.length })
  expect(mended.prepare('SELECT actor FROM v_handles').get()).toEqual({ actor: 'grab.exe' })
})
