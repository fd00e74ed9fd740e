import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { enums, headerFields, kinds } from '../../catalogue/catalogue.ts'
import { generatedArtifacts, leftoverPages, repositoryDirectory, staleArtifacts } from '../../generate/artifacts.ts'
import { catalogueProblems } from '../../generate/check-catalogue.ts'
import { eventFields, eventKinds, indexFields, isLowPriorityKind, kindNumber, newEvent } from '../../src/index.ts'

const run = promisify(execFile)

test('every generated file is what the catalogue says now', () => {
  expect(staleArtifacts(generatedArtifacts())).toEqual([])
})

test('there is no page of a kind that does not exist', () => {
  expect(leftoverPages(generatedArtifacts())).toEqual([])
})

test('a file that differs is named', () => {
  expect(
    staleArtifacts([
      { path: 'docs/events/gap.md', text: 'other' },
      { path: 'docs/events/none.md', text: '' },
    ]),
  ).toEqual(['docs/events/gap.md', 'docs/events/none.md'])
})

test('the check command passes and writes nothing', async () => {
  const arguments_ = ['--conditions=@win11mon/source', '--import', 'tsx', 'schemas/generate/main.ts', '--check']
  const { stdout, stderr } = await run(process.execPath, arguments_, { cwd: repositoryDirectory })
  expect([stdout, stderr.replace(/^npm warn.*\n/gm, '')]).toEqual(['', ''])
}, 30_000)

test('the catalogue contradicts itself nowhere', () => {
  expect(catalogueProblems()).toEqual([])
})

test('kinds, numbers and priorities are those of the catalogue', () => {
  expect(eventKinds.map((kind) => [kind, kindNumber[kind], isLowPriorityKind(kind)])).toEqual(
    kinds.map((kind) => [kind.name, kind.wire, kind.priority === 'low']),
  )
})

test('a new event has exactly the fields of the catalogue, in its order', () => {
  const expected = kinds.map((kind) => ['kind', ...[...headerFields, ...kind.fields].map((field) => field.name)])
  const actual = eventKinds.map((kind) => {
    const properties = Object.keys(newEvent[kind]())
    return properties.map((property) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  })
  expect(actual).toEqual(expected)
})

test('every field of every kind has a place in the index', () => {
  const placed = eventKinds.map((kind) => indexFields.filter((field) => field.kinds.includes(kind)).map((field) => field.property))
  expect(placed.map((names) => names.toSorted())).toEqual(
    eventKinds.map((kind) => eventFields[kind].map((field) => field.property).toSorted()),
  )
})

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  'the page of %s names its number, every field and every symbol',
  (name, kind) => {
    const page = readFileSync(join(repositoryDirectory, `docs/events/${name}.md`), 'utf8')
    const symbols = enums
      .filter((definition) => kind.fields.some((field) => field.type === definition.name))
      .flatMap(({ symbols: list }) => list)
    const wanted = [
      kind.doc,
      kind.when,
      String(kind.wire),
      ...kind.fields.map((field) => `\`${field.index}\``),
      ...symbols.map((symbol) => `\`${symbol.name}\``),
    ]
    expect(wanted.filter((text) => !page.includes(text))).toEqual([])
  },
)
