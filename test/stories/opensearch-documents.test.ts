import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type FamilyName, columnsOf, familyNames, openDatabase } from '@win11mon/pipeline'
import { eventKinds, readIsoTime } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'

import { runCommand } from '../../cli/test/run-command.ts'
import { eventDocument } from '../../enricher/src/index/event-document.ts'
import { columnPath } from '../../pipeline/src/document-store/column-paths.ts'
import { familyMapping, mappedFields } from '../../pipeline/src/document-store/opensearch-mapping.ts'
import { eventOfKind } from '../../schemas/test/arbitrary-event.ts'

/** Fields that have a value, by their dotted names. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap((part) => fieldsOf(part, path))
  if (typeof value !== 'object') return [path]
  return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, path === '' ? name : `${path}.${name}`))
}

function valueAt(root: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], root) ?? null
}

/** What does not fit the mapping of its family, and columns that a document does not repeat. */
function problemsOf(family: FamilyName, row: Readonly<Record<string, unknown>>): string[] {
  const known = mappedFields(familyMapping(family))
  const doc = JSON.parse(String(row['doc'])) as unknown
  const unknown = family === 'inputs' ? [] : fieldsOf(doc).filter((field) => !known.has(field))
  const differing = columnsOf(family).filter(({ name }) => {
    const path = columnPath(family, name)
    if (path === null) return false
    const said = valueAt(doc, path)
    return (name.endsWith('_us') && typeof said === 'string' ? readIsoTime(said) : said) !== row[name]
  })
  return [...unknown.map((field) => `${family}: unmapped ${field}`), ...differing.map(({ name }) => `${family}: column ${name}`)]
}

test('every document of a simulated fleet under attack fits its mapping and repeats its columns where readers look', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'win11mon-documents-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const [recording, path] = [join(directory, 'fleet.avro'), join(directory, 'fleet.sqlite')]
  expect(
    (await runCommand(['simulate', '--out', recording, '--hosts', '2', '--duration', '5m', '--rate', '20', '--scenario', 'all'])).exitCode,
  ).toBe(0)
  expect((await runCommand(['analyze', recording, '--db', path])).exitCode).toBe(0)
  const database = await openDatabase(path, { readOnly: true })
  onTestFinished(() => database.close())
  const counts = new Map<FamilyName, number>()
  const problems = new Set<string>()
  for (const family of familyNames) {
    const rows = database.prepare(`SELECT * FROM ${family}`).all()
    counts.set(family, rows.length)
    for (const row of rows) for (const problem of problemsOf(family, row)) problems.add(problem)
  }
  expect([...problems]).toEqual([])
  for (const family of ['events', 'processes', 'alerts', 'hosts', 'streams'] as const)
    expect([family, counts.get(family)]).not.toEqual([family, 0])
})

test.each(eventKinds)('any document of %s fits the mapping of events', (kind) => {
  const context = { eventId: 'A-1', hostId: 'host', hostName: 'name', bootId: 'boot', actorId: 'actor', objectId: 'object' }
  fc.assert(
    fc.property(eventOfKind(kind), (event) => {
      const { columns, doc } = eventDocument(event, context)
      expect(problemsOf('events', { ...columns, doc: String(doc) })).toEqual([])
    }),
    { numRuns: 50 },
  )
})
