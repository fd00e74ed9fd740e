import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { avroSchemaText, historyDirectory } from '../../generate/artifacts.ts'
import { freezeSchema, historyModule, historyProblems, readHistory } from '../../generate/history.ts'
import { schemaFingerprint } from '../../src/index.ts'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'win11mon-history-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

const current = avroSchemaText()

function problemsAgainst(text: string): readonly string[] {
  return historyProblems(readHistory(directory), text)
}

/** The schema with a field of the batch taken out or put in. */
function withFields(change: (fields: unknown[]) => unknown[]): string {
  const schema = JSON.parse(current) as { fields: unknown[] }
  return JSON.stringify({ ...schema, fields: change(schema.fields) })
}

test('the current schema reads every released one, and no released one has changed', () => {
  expect(historyProblems(readHistory(historyDirectory), current)).toEqual([])
})

test('freezing writes the next version once', () => {
  const versions = [
    freezeSchema(directory, current),
    freezeSchema(directory, current),
    freezeSchema(
      directory,
      withFields((fields) => fields),
    ),
  ]
  expect([versions, readHistory(directory).schemas.map(({ version }) => version)]).toEqual([
    ['v1', undefined, 'v2'],
    ['v1', 'v2'],
  ])
})

test('a new field without a default breaks the gate', () => {
  freezeSchema(directory, current)
  const [problem, ...others] = problemsAgainst(withFields((fields) => [...fields, { name: 'region', type: 'string' }]))
  expect([problem, others]).toEqual([expect.stringContaining('cannot read batches of v1'), []])
})

test('a new field with a default passes the gate', () => {
  freezeSchema(directory, current)
  expect(problemsAgainst(withFields((fields) => [...fields, { name: 'region', type: ['null', 'string'], default: null }]))).toEqual([])
})

test('a kind that is no longer read breaks the gate, for every version that had it', () => {
  freezeSchema(directory, current)
  freezeSchema(
    directory,
    withFields((fields) => [...fields, { name: 'region', type: ['null', 'string'], default: null }]),
  )
  const withoutKind = JSON.parse(current) as { fields: { name: string; type: { items?: unknown[] } }[] }
  withoutKind.fields.at(-1)?.type.items?.pop()
  expect(problemsAgainst(JSON.stringify(withoutKind))).toEqual([expect.stringContaining('v1'), expect.stringContaining('v2')])
})

test('a released schema that was edited is found, even where only a doc has changed', () => {
  freezeSchema(directory, current)
  const path = join(directory, 'v1.avsc')
  writeFileSync(path, readFileSync(path, 'utf8').replace('Version of the program', 'Release of the program'))
  expect(problemsAgainst(current)).toEqual([expect.stringContaining('v1.avsc has changed since it was frozen')])
})

test('a released schema that was deleted is found', () => {
  freezeSchema(directory, current)
  rmSync(join(directory, 'v1.avsc'))
  expect(problemsAgainst(current)).toEqual([expect.stringContaining('v1.avsc is listed')])
})

test('a released schema that nobody froze is found', () => {
  writeFileSync(join(directory, 'v1.avsc'), current)
  expect(problemsAgainst(current)).toEqual([expect.stringContaining('v1.avsc is not listed')])
})

test('line ends of a Windows checkout are no change', () => {
  freezeSchema(directory, current)
  const path = join(directory, 'v1.avsc')
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'))
  expect(problemsAgainst(current)).toEqual([])
})

test('the decoder knows every released schema except the current one', () => {
  const older = withFields((fields) => fields.filter((_, index) => index !== 1))
  freezeSchema(directory, older)
  freezeSchema(directory, current)
  const text = historyModule(readHistory(directory), current)
  expect([text.includes('// v1'), text.includes('// v2'), text.includes(`'${schemaFingerprint}':`)]).toEqual([true, false, false])
})
