import { expect, test } from 'vitest'

import { repairedItem } from '../../src/document-store/opensearch-repair.ts'
import { aDocument, create } from './a-document.ts'

function repaired(doc: unknown): Record<string, unknown> | undefined {
  const item = repairedItem(create({ ...aDocument('events', 'A-1'), doc: typeof doc === 'string' ? doc : JSON.stringify(doc) }))
  return item?.operation === 'create' ? (JSON.parse(String(item.document.doc)) as Record<string, unknown>) : undefined
}

test('what the mapping does not know or takes for something else moves, the rest stays, and the original is kept', () => {
  const doc = { event: { action: 'gap', extra: { deep: 1 } }, process: { pid: 'seven', executable: 'a.exe' }, unknown: [1, 2] }
  expect(repaired(doc)).toEqual({
    event: { action: 'gap' },
    process: { executable: 'a.exe' },
    win11mon: {
      unmapped: { 'event.extra': '{"deep":1}', 'process.pid': 'seven', unknown: '[1,2]' },
      original: JSON.stringify(doc),
    },
  })
})

test('an object where a value belongs, and a value where an object belongs, move as well', () => {
  expect(repaired({ '@timestamp': 'yesterday', process: 'none', host: { id: { a: 1 } }, win11mon: { boot_id: 'B' } })).toMatchObject({
    host: {},
    win11mon: { boot_id: 'B', unmapped: { '@timestamp': 'yesterday', process: 'none', 'host.id': '{"a":1}' } },
  })
})

test('names that mean something to JavaScript are names like any other', () => {
  const found = repaired('{"__proto__":{"polluted":true},"constructor":1,"process":{"toString":"x","pid":7}}')
  expect(found).toMatchObject({ process: { pid: 7 }, win11mon: { unmapped: { constructor: '1', 'process.toString': 'x' } } })
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('a flood of fields stays small, and what is no object cannot be mended', () => {
  const flood = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`field${index}`, 'x'.repeat(5_000)]))
  const { unmapped } = (repaired(flood) as { win11mon: { unmapped: Record<string, string> } }).win11mon
  expect(Object.keys(unmapped)).toHaveLength(200)
  expect(Object.values(unmapped).every((value) => value.length === 1_024)).toBe(true)
  for (const doc of ['"text"', 'null', '[]', '{"cut']) expect(repaired(doc)).toBeUndefined()
})
