import { createHash } from 'node:crypto'

import { expect, test } from 'vitest'

import { crc64Avro, parsingCanonicalForm, schemaFingerprint as fingerprintOf } from '../../src/avro/fingerprint.ts'
import { eventBatchSchemaText, schemaFingerprint } from '../../src/index.ts'
import { oracle, schemaText } from '../avsc-oracle.ts'

test.each([
  ['"null"', '63dd24e7cc258f8a'],
  ['"boolean"', '9f42fc78a4d4f764'],
  ['"int"', '7275d51a3f395c8f'],
])('the fingerprint of %s is the one of the Avro specification', (text, expected) => {
  expect(crc64Avro(text)).toBe(expected)
})

test('the canonical form is the one avsc makes its fingerprint of', () => {
  const ours = createHash('md5').update(parsingCanonicalForm(schemaText)).digest('hex')
  expect(ours).toBe(oracle.fingerprint().toString('hex'))
})

test('the codec carries the fingerprint of the schema file', () => {
  expect([fingerprintOf(schemaText), fingerprintOf(eventBatchSchemaText)]).toEqual([schemaFingerprint, schemaFingerprint])
})

test('docs, defaults and white space do not change the canonical form', () => {
  const bare = '{"name":"n.R","type":"record","fields":[{"name":"a","type":{"name":"n.E","type":"enum","symbols":["x"]}}]}'
  const adorned = `{ "type": "record", "namespace": "n", "doc": "d", "name": "R",
    "fields": [{ "doc": "d", "default": "x", "name": "a", "type": { "type": "enum", "default": "x", "name": "E", "symbols": ["x"] } }] }`
  expect(parsingCanonicalForm(adorned)).toBe(bare)
})

test('the order of fields changes the fingerprint', () => {
  const schema = (names: readonly string[]): string =>
    JSON.stringify({ type: 'record', name: 'R', fields: names.map((name) => ({ name, type: 'int' })) })
  expect(fingerprintOf(schema(['a', 'b']))).not.toBe(fingerprintOf(schema(['b', 'a'])))
})
