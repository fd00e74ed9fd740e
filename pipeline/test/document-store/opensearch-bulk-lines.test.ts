import { JsonBytes } from '@win11mon/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { BulkItem, Document } from '../../src/document-store/document-writer.ts'
import { bulkChunks } from '../../src/document-store/opensearch-bulk-lines.ts'
import { createIndexNames } from '../../src/document-store/opensearch-index-names.ts'
import { aDocument, create, holding } from './a-document.ts'

const names = createIndexNames('test', Date.UTC(2025, 0, 15) * 1000)

/** As the enricher hands over events: bytes in a buffer that others have parts of. */
function asBytes(document: Document): Document {
  const json = Buffer.from(`before${String(document.doc)}behind`)
  return { ...document, doc: new JsonBytes(json, 6, json.length - 6, false) }
}

const id = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('A-1', 'ü', '"\\\n', '\ud800', '-_-'))
const more = fc.record({ event: fc.record({ reason: fc.string({ unit: 'binary', maxLength: 200 }) }) })

const item: fc.Arbitrary<BulkItem> = fc
  .tuple(fc.constantFrom('bytes', 'text', 'pretty', 'put', 'stored', 'delete', 'reassign'), id, more)
  .map(([form, name, extra]): BulkItem => {
    const event = holding(aDocument('events', name), extra)
    if (form === 'bytes') return create(asBytes(event))
    if (form === 'pretty') return create({ ...event, doc: JSON.stringify(JSON.parse(String(event.doc)), null, 2) })
    if (form === 'put') return { operation: 'put', document: aDocument('processes', name), version: 7 }
    if (form === 'stored') return create(aDocument('dead_letters', name))
    if (form === 'delete') return { operation: 'delete', family: 'processes', id: name, version: 8 }
    if (form === 'reassign') return { operation: 'reassign', eventId: name, eventTimeUs: 0, column: 'process_id', toEntityId: 'p' }
    return create(event)
  })

/** What a line before a document says, and the document. */
function expected(each: BulkItem): unknown[] {
  if (each.operation === 'delete') return [{ delete: { _id: each.id, version: 8 } }]
  if (each.operation === 'reassign') return [{ update: { _id: each.eventId } }, { script: { params: { to: 'p' } } }]
  const action = each.operation === 'put' ? { index: { _id: each.document.id, version: 7 } } : { create: { _id: each.document.id } }
  return [action, JSON.parse(String(each.document.doc))]
}

test('any items become lines of JSON that say what they are, in chunks that hold no more than was allowed', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 30 }), fc.integer({ min: 1, max: 4_000 }), (items, maxBytes) => {
      const placed = items.map((each, position) => ({ position, item: each }))
      const chunks = bulkChunks(placed, names, maxBytes)
      expect(chunks.flatMap((chunk) => chunk.items)).toEqual(placed)
      for (const { items: held, lines } of chunks) {
        expect(held.length === 1 || lines.length <= maxBytes).toBe(true)
        const text = lines.toString()
        expect(text.endsWith('\n')).toBe(true)
        const said = text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown)
        expect(said).toMatchObject(held.flatMap((each) => expected(each.item)))
      }
    }),
    { numRuns: 300 },
  )
})

test('a chunk takes as many items as fit', () => {
  const placed = Array.from({ length: 100 }, (_, position) => ({
    position,
    item: create(asBytes(aDocument('events', `e-${100 + position}`))),
  }))
  const [whole] = bulkChunks(placed, names, Infinity)
  const bytes = whole?.lines.length ?? 0
  expect(bulkChunks(placed, names, bytes)).toHaveLength(1)
  expect(bulkChunks(placed, names, bytes / 4).map(({ items }) => items.length)).toEqual([25, 25, 25, 25])
})
