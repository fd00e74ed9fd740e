import type { BulkItem } from './document-writer.ts'
import type { FamilyName } from './families.ts'
import type { Chunk } from './opensearch-bulk-lines.ts'

/** Whether no document has items in two chunks: then the chunks may be written in any order. */
export function isIndependent(chunks: readonly Chunk[]): boolean {
  if (chunks.length < 2) return true
  const byFamily = new Map<FamilyName, Map<string, number>>()
  return chunks.every(({ items }, index) =>
    items.every(({ item }) => {
      const [family, id] = keyOf(item)
      const known = byFamily.get(family) ?? new Map<string, number>()
      if (known.size === 0) byFamily.set(family, known)
      const first = known.get(id)
      if (first === undefined) known.set(id, index)
      return first === undefined || first === index
    }),
  )
}

function keyOf(item: BulkItem): readonly [FamilyName, string] {
  if (item.operation === 'reassign') return ['events', item.eventId]
  const { family, id } = item.operation === 'delete' ? item : item.document
  return [family, id]
}
