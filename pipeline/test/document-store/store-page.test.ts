import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { columnsOf, families, familyNames } from '../../src/document-store/families.ts'
import { openSqliteDocumentStore } from '../../src/document-store/sqlite.ts'
import { viewNames, views } from '../../src/document-store/views.ts'
import { openDatabase } from '../../src/sqlite/open-database.ts'
import { aDocument, create } from './a-document.ts'
import { aStorePath } from './a-store-path.ts'

const page = readFileSync(new URL('../../../docs/store.md', import.meta.url), 'utf8')
const queries = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = '']) => sql)

test('docs/store.md has a section for every view and table and no other', () => {
  const sections = [...page.matchAll(/^## `(\w+)`$/gm)].map(([, name]) => name)
  expect(sections).toEqual([...viewNames, ...familyNames])
})

test.each(viewNames)('docs/store.md explains every column of %s as the code does', (name) => {
  const section = sectionOf(name)
  expect(section).toContain(views[name].doc)
  expect(rowsOf(section, /^\| `(\w+)` +\| (.*?) +\|$/gm)).toEqual(views[name].columns.map((column) => [column.name, column.doc]))
})

test.each(familyNames)('docs/store.md explains every column of %s as the code does', (name) => {
  const { doc, id, isVersioned } = families[name]
  const expected = [
    ['id', 'TEXT', id],
    ...columnsOf(name).map((column) => [column.name, column.type, column.doc]),
    ...(isVersioned ? [['version', 'INTEGER', 'Rises with each write of the document.']] : []),
    ['doc', 'TEXT', 'The whole document as JSON.'],
  ]
  expect(sectionOf(name)).toContain(doc)
  expect(rowsOf(sectionOf(name))).toEqual(expected)
})

test('docs/store.md has at least three example queries', () => {
  expect(queries.length).toBeGreaterThanOrEqual(3)
})

test.each(queries)('an example query finds something: %s', async (sql) => {
  const path = aStorePath()
  await fillStore(path)
  const reader = await openDatabase(path, { readOnly: true })
  const rows = reader.prepare(sql).all()
  reader.close()
  expect(rows.length).toBeGreaterThan(0)
})

function sectionOf(name: string): string {
  return page.split(/^## /m).find((section) => section.startsWith(`\`${name}\`\n`)) ?? ''
}

/** Name, type and meaning of each row of the section's table. */
function rowsOf(section: string, row = /^\| `(\w+)` +\| (\w+) +\| (.*?) +\|$/gm): string[][] {
  return [...section.matchAll(row)].map(([, ...cells]) => cells)
}

async function fillStore(path: string): Promise<void> {
  const store = await openSqliteDocumentStore(path)
  const documents = [
    aDocument('hosts', 'h1', { name: 'DESK1' }),
    aDocument('processes', 'p1', { host_id: 'h1', pid: 10, executable: 'C:\\Office\\WINWORD.EXE' }),
    aDocument('processes', 'p2', { host_id: 'h1', pid: 11, parent_id: 'p1', executable: 'C:\\Windows\\System32\\cmd.exe' }),
    aDocument('events', 'e1', {
      host_id: 'h1',
      kind: 'handle_duplicate',
      process_id: 'p2',
      object_id: 'p1',
      time_us: 1_700_000_000_000_000,
    }),
    aDocument('alerts', 'a1', {
      host_id: 'h1',
      rule_id: 'HD-01',
      severity: 'high',
      status: 'raised',
      time_us: 1_700_000_000_000_000,
      process_id: 'p2',
      occurrences: 3,
    }),
    aDocument('gaps', 'g1', { host_id: 'h1', reason: 'spool_full', count: 40 }),
    aDocument('streams', 's1', { host_id: 'h1', issued: 41, indexed: 1, gaps: 40, unexplained: 0 }),
  ]
  await store.bulk(documents.map(create))
  await store.close()
}
