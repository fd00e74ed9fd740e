import fc from 'fast-check'
import { expect, test } from 'vitest'

import { mapRecord } from '../../../../src/sources/capture/mapping/map-record.ts'
import { recordsInside } from '../../../../src/sources/capture/record/envelopes.ts'
import { parseEventXml } from '../../../../src/sources/capture/record/event-xml-text.ts'
import { namedValues } from '../../../../src/sources/capture/record/named-values.ts'
import { readRecord } from '../../../../src/sources/capture/record/recognise/read-record.ts'
import { aFile, aProcessCreate, asLines, readCapture } from '../a-capture.ts'
import { eventDataForms, systemForms } from './exporters.ts'
import { exportedRecords } from './exports.ts'
import { shippers } from './shippers.ts'

const forms = [...eventDataForms, ...systemForms, ...shippers]

/** Any value of the record, however deep, becomes another. */
function mutated(value: unknown, path: readonly number[], replacement: unknown): unknown {
  if (typeof value !== 'object' || value === null || path.length === 0) return replacement
  const keys = Object.keys(value)
  const key = keys[(path[0] ?? 0) % Math.max(1, keys.length)] ?? 'x'
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>
  copy[key] = mutated(copy[key], path.slice(1), replacement)
  return copy
}

test('takes every record of every exporter with any value changed for an event, or says why not', () => {
  const form = fc.constantFrom(...forms.map(([, write]) => write))
  const path = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(form, fc.constantFrom(...exportedRecords), path, fc.jsonValue(), (write, record, place, replacement) => {
      const read = readRecord(mutated(JSON.parse(JSON.stringify(write(record))), place, replacement))
      const outcome = 'outcome' in read ? read.message : mapRecord(read, 1).outcome
      expect(outcome).not.toBe('')
    }),
    { numRuns: 3000 },
  )
})

test('takes any JSON for a record, or says why not', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const read = readRecord(value)
      expect('outcome' in read ? read.reason : read.provider).not.toBe('')
      expect(recordsInside(value) ?? []).toBeInstanceOf(Array)
    }),
    { numRuns: 2000 },
  )
})

test('reads any text as XML of an event, or as none', () => {
  const markup = fc.constantFrom(
    '<Event>',
    '<System>',
    '<EventData>',
    '<Data Name="a">',
    '</Data>',
    '</EventData>',
    '<![CDATA[',
    ']]>',
    '&lt;',
    '&#0;',
    '<!--',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(markup, fc.string({ maxLength: 5 })), { maxLength: 20 }), (parts) => {
      const text = parts.join('')
      expect(parseEventXml(text) ?? {}).toBeInstanceOf(Object)
      expect(namedValues(text).fields).toBeDefined()
    }),
    { numRuns: 2000 },
  )
})

function nested(key: string, depth: number): string {
  return `${`{"${key}":`.repeat(depth)}{}${'}'.repeat(depth)}`
}

test.each([
  ['EventData in EventData', nested('EventData', 5000)],
  ['objects in lists of records', `${'{"hits":['.repeat(2000)}{}${']}'.repeat(2000)}`],
  ['records in records', nested('_source', 5000)],
  ['lists in lists', `{"Event":${'['.repeat(5000)}${']'.repeat(5000)}}`],
  ['names with many dots', JSON.stringify({ ['a.'.repeat(50_000)]: 1 })],
  ['names of the prototype', '{"__proto__.EventID": 1, "__proto__": {"EventID": 1}, "constructor.prototype.x": 1}'],
  [
    'EventData as text of text',
    JSON.stringify({
      EventID: 1,
      Computer: 'x',
      Channel: 'Security',
      EventData: JSON.stringify({ EventData: JSON.stringify({ EventData: '{}' }) }),
    }),
  ],
])('reads on behind %s', async (_what, line) => {
  const { input } = await readCapture(aFile(asLines(line, aProcessCreate())))
  expect(input).toMatchObject({ accepted: 1, error: null })
  expect(({} as Record<string, unknown>)['EventID']).toBeUndefined()
})
